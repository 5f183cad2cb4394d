import { posix } from "node:path";
import { anchorOf, type Anchors } from "./anchors.ts";
import { isBase64 } from "./base64.ts";
import { cellLook } from "./cell_look.ts";
import type { CoursePage } from "./course_page.ts";
import { type AddressKind, htmlIds } from "./html_addresses.ts";
import { outlineOf } from "./markdown.ts";
import type { Cell, Notebook } from "./notebook.ts";

/**
 * The file of a notebook's page: its name, but for a notebook called `index`, whose place is taken.
 *
 * @param name The notebook's file without its ending.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pageFile } from "saddle/course/mod.ts";
 *
 * assert.equal(pageFile("01-dirac-gan"), "01-dirac-gan.html");
 * assert.equal(pageFile("index"), "index-notebook.html");
 * ```
 */
export function pageFile(name: string): string {
  return `${name}${/^index(?:-notebook)*$/i.test(name) ? "-notebook" : ""}.html`;
}

/**
 * The address of a notebook's page from a page beside it, as it stands in HTML.
 *
 * @param name The notebook's file without its ending; `#`, `?` and spaces are encoded.
 */
export function pageAddress(name: string): string {
  return fileAddress(pageFile(name));
}

/** The address of a file beside a page, as it stands in HTML. */
export function fileAddress(file: string): string {
  // Half a letter, which no address can have, is no reason to fail
  return encodeURIComponent(file.toWellFormed()).replaceAll("'", "%27");
}

/** The address of a place on the same page, as it stands in HTML. */
export function placeAddress(id: string): string {
  return `#${fileAddress(id)}`;
}

/** What the addresses of a page are mapped with. */
export interface PageAddressOptions {
  /** All pages of the course. */
  course: readonly CoursePage[];
  /** Reads a picture by a path relative to the notebook, as a data address. */
  picture: (path: string) => string;
  /**
   * Gives the address of another file, such as data that a link offers, by its path relative to the
   * notebook; undefined where there is none. Without it such links stay as they are.
   */
  file?: (path: string) => string | undefined;
}

/** Where headings of a notebook are found. */
export interface NotebookOutline {
  /** The places of its page. */
  anchors: Anchors;
  /** The ids of the headings of a cell, by its index. */
  ids: ReadonlyMap<number, readonly string[]>;
}

const outlines = new WeakMap<readonly Cell[], NotebookOutline>();

/** The headings of the Markdown cells of a notebook; read once for each. */
export function notebookOutline({ cells }: Notebook): NotebookOutline {
  const known = outlines.get(cells);
  if (known !== undefined) return known;
  const indices = [...cells.keys()].filter((index) => {
    const cell = cells[index];
    return cell?.cell_type === "markdown" && cellLook(cell).cell !== "removed";
  });
  const { anchors, ids } = outlineOf(indices.map((index) => cells[index]?.source ?? ""));
  const outline = { anchors, ids: new Map(indices.map((index, at) => [index, ids[at] ?? []])) };
  outlines.set(cells, outline);
  return outline;
}

/**
 * Maps the addresses that a notebook's author wrote to those on its page: links to notebooks lead
 * to their pages, and to their headings by what JupyterLab, VS Code or the pages call them;
 * pictures stand in the page itself.
 *
 * @param page The notebook.
 * @param options The course around it.
 * @returns Maps an address in a cell; an address that leads nowhere stays as it was written. It
 * throws where a picture cannot be had.
 */
export function pageAddresses(
  page: CoursePage,
  options: PageAddressOptions,
): (address: string, kind: AddressKind, cell: Cell) => string {
  return (address, kind, cell) => {
    if (address.startsWith("attachment:")) return attachment(address, cell);
    if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(address)) return address;
    if (kind === "image") return options.picture(decode(address.replace(/[?#].*$/, "")));
    return linkAddress(address, page, options);
  };
}

function linkAddress(address: string, page: CoursePage, options: PageAddressOptions): string {
  const [, path = "", hash, fragment = ""] = address.match(/^([^?#]*)(?:\?[^#]*)?(#(.*))?$/s) ?? [];
  const wanted = decode(fragment);
  if (path === "" && hash !== undefined) {
    return placeAddress(fragment === "" ? "" : ownPlace(page.notebook, wanted));
  }
  const file = posix.normalize(decode(path));
  const target = options.course.find(({ name }) =>
    file === `${name}.ipynb` || file === pageFile(name)
  );
  if (target === undefined) {
    const given = options.file?.(file);
    return given === undefined ? address : given + (hash ?? "");
  }
  const id = notebookOutline(target.notebook).anchors.resolve(wanted);
  const place = id === undefined ? `#${fragment}` : placeAddress(id);
  return pageAddress(target.name) + (hash === undefined ? "" : place);
}

/** Outputs may hold ids too. */
function ownPlace(notebook: Notebook, wanted: string): string {
  const id = notebookOutline(notebook).anchors.resolve(wanted);
  if (id !== undefined) return id;
  return outputIds(notebook).has(wanted) ? wanted : anchorOf(wanted);
}

const idsOfOutputs = new WeakMap<readonly Cell[], ReadonlySet<string>>();

/** The ids in the outputs of a notebook; read once for each. */
function outputIds({ cells }: Notebook): ReadonlySet<string> {
  const known = idsOfOutputs.get(cells);
  if (known !== undefined) return known;
  const outputs = cells.flatMap((cell) => cell.cell_type === "code" ? cell.outputs : []);
  const texts = outputs.flatMap((output) => "data" in output ? Object.values(output.data) : []);
  const ids = new Set(texts.flatMap((data) => typeof data === "string" ? htmlIds(data) : []));
  idsOfOutputs.set(cells, ids);
  return ids;
}

function attachment(address: string, cell: Cell): string {
  const name = decode(address), { attachments } = cell as { attachments?: Attachments };
  const bundle = attachments?.[name.slice("attachment:".length)];
  const [mime, data] = Object.entries(bundle ?? {})[0] ?? [];
  if (mime === undefined) {
    throw new Error(`the picture "${name}" is not among the cell's attachments`);
  }
  const picture = typeof data === "string" ? data.replace(/\s/g, "") : "";
  if (!/^image\/[\w.+-]+$/.test(mime) || !isBase64(picture)) {
    throw new Error(`the attachment "${name}" is not a picture in base64`);
  }
  return `data:${mime};base64,${picture}`;
}

type Attachments = { [name: string]: { [mime: string]: unknown } };

/** Resolves what stands for UTF-8; other escapes, such as `%E9` alone, stay as they are. */
function decode(address: string): string {
  return address.replace(/(?:%[\da-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
