import { Parser } from "htmlparser2";
import { escapeHtml } from "./escape_html.ts";

/** What an address in HTML is for: a reader follows a link, the rest is shown in the page. */
export type AddressKind = "link" | "image";

/** Maps the address of a link or picture to what stands in the page. */
export type MapAddress = (address: string, kind: AddressKind) => string;

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ["href"],
  area: ["href"],
  audio: ["src"],
  image: ["href", "xlink:href"],
  img: ["src"],
  input: ["src"],
  source: ["src"],
  video: ["src", "poster"],
};

/**
 * Maps the addresses in a piece of HTML. All else stays as it was written; the piece need not be
 * whole.
 *
 * @param html HTML.
 * @param map Maps one address, whose entities are resolved.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mapHtmlAddresses } from "saddle/course/mod.ts";
 *
 * const html = mapHtmlAddresses("<p><a class=up href=a>a</a>", (address) => `${address}.html`);
 * assert.equal(html, '<p><a class="up" href="a.html">a</a>');
 * ```
 */
export function mapHtmlAddresses(html: string, map: MapAddress): string {
  const parts: string[] = [];
  let end = 0;
  readTags(html, (tag) => {
    const names = (ATTRIBUTES[tag.name] ?? []).filter((name) => tag.attributes[name] !== undefined);
    const changed = names.map((name) => {
      const address = tag.attributes[name] ?? "";
      const kind = name === "href" && tag.name !== "image" ? "link" : "image";
      return [name, map(address.trim(), kind)] as const;
    }).filter(([name, address]) => tag.attributes[name] !== address);
    if (changed.length === 0) return;
    const all = { ...tag.attributes, ...Object.fromEntries(changed) };
    const text = Object.entries(all).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
    const close = html.slice(tag.start, tag.end).endsWith("/>") ? " /" : "";
    parts.push(html.slice(end, tag.start), `<${tag.name}${text.join("")}${close}>`);
    end = tag.end;
  });
  return parts.join("") + html.slice(end);
}

/** The ids in a piece of HTML, and the names of its anchors, in order. */
export function htmlIds(html: string): string[] {
  const ids: string[] = [];
  readTags(html, ({ name, attributes: { id, name: anchor } }) => {
    if (id) ids.push(id);
    if (name === "a" && anchor && anchor !== id) ids.push(anchor);
  });
  return ids;
}

/** An opening tag. */
export interface Tag {
  /** In lower case. */
  name: string;
  /** By names in lower case, entities resolved. */
  attributes: Record<string, string>;
  /** Where it begins in the text. */
  start: number;
  /** Where the text goes on after it. */
  end: number;
}

/** Reads the opening tags of a piece of HTML as a browser would find them. */
export function readTags(html: string, onTag: (tag: Tag) => void): void {
  const parser = new Parser({
    onopentag(name, attributes, isImplied) {
      const { startIndex: start, endIndex } = parser;
      if (!isImplied) onTag({ name, attributes, start, end: endIndex + 1 });
    },
  });
  parser.end(html);
}
