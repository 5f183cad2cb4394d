import { type CellLook, cellLook, type Look } from "./cell_look.ts";
import { cellPlace } from "./cell_place.ts";
import type { CoursePage } from "./course_page.ts";
import { escapeHtml } from "./escape_html.ts";
import { withFilmData } from "./film_data.ts";
import { findingsOf } from "./findings.ts";
import { findingsNotice } from "./findings_notice.ts";
import { foldClaims, heldClaim } from "./fold_claims.ts";
import type { Highlight } from "./highlighter.ts";
import type { MapAddress } from "./html_addresses.ts";
import { inlineLabel, safe } from "./inline_markdown.ts";
import { isTimed } from "./is_timed.ts";
import { type Heading, type MarkdownRenderer, markdownRenderer } from "./markdown.ts";
import type { Cell, CodeCell } from "./notebook.ts";
import {
  fileAddress,
  notebookOutline,
  pageAddress,
  pageAddresses,
  placeAddress,
} from "./page_addresses.ts";
import { contentsNav, pageFrame } from "./page_frame.ts";
import { playgroundLine } from "./playground_links.ts";
import { renderOutput } from "./render_output.ts";
import { liveSeconds } from "./live_seconds.ts";
import { runRecord } from "./run_record.ts";
import { unsafeIn } from "./unsafe_in.ts";
import type { VegaPictures } from "./vega_pictures.ts";

/** What a page needs beside its notebook. */
export interface NotebookPageOptions {
  /** Colours code. */
  highlight: Highlight;
  /** All pages of the course in order, for links, previous and next. */
  course: readonly CoursePage[];
  /** Reads a picture that a cell names by a path relative to the notebook, as a data address. */
  picture: (path: string) => string;
  /** Gives the address of another file by its path relative to the notebook, where it has one. */
  file?: (path: string) => string | undefined;
  /** The notebook's charts that are specifications; none by default. */
  charts?: VegaPictures;
  /** Whether its cells can be run on the page. Default false. */
  live?: boolean;
  /** Why some of them cannot, in a sentence, by their index. Default: all can. */
  notLive?: ReadonlyMap<number, string>;
  /**
   * Is told of a cell that cannot be made into a part of the page, with its index and why; the page
   * then shows the cell's source. Without it that is an error.
   */
  onProblem?: (cell: number, message: string) => void;
  /** Is told of what a cell gave that the page does not show, with its index. */
  onWarning?: (cell: number, message: string) => void;
}

/**
 * The HTML page of an executed notebook.
 *
 * @param page The notebook.
 * @param options The course around it.
 * @returns The page.
 * @throws {Error} Where a formula cannot be set, a picture is missing, or a cell would make
 * browsers ask another host or run a script, and no one is told of it; the message names the cell.
 */
export function notebookPage(page: CoursePage, options: NotebookPageOptions): string {
  const { notebook, name } = page, outline = notebookOutline(notebook);
  const markdown = markdownRenderer(options.highlight, outline.anchors.copy());
  const { stopped, beside } = runRecord(notebook);
  const wrong = new Set(findingsOf(notebook).wrong.map(({ cell }) => cell));
  const map = pageAddresses(page, options);
  const cells = notebook.cells.map((cell, index) => {
    const before = markdown.headings.length;
    try {
      const html = withFilmData(renderCell(
        cell,
        {
          index,
          beside,
          isStored: index > (stopped?.cell ?? Infinity),
          look: wrong.has(index) ? SHOWN : cellLook(cell),
          ids: outline.ids.get(index) ?? [],
          link: (address, kind) => {
            const mapped = map(address, kind, cell);
            if (isGivenAsText(address, mapped)) options.onWarning?.(index, asText(address));
            return mapped;
          },
          onWarning: (message) => options.onWarning?.(index, message),
        },
        markdown,
        options,
      ));
      requireSafe(html);
      return html;
    } catch (error) {
      // What the contents would show of it has not been checked
      markdown.headings.length = before;
      const { message } = error as Error;
      if (options.onProblem === undefined) {
        throw new Error(`${name}.ipynb, ${cellPlace(notebook, index)}: ${message}`);
      }
      options.onProblem(index, message);
      return unrendered(cell, index, message);
    }
  });
  const title = markdown.headings.find(({ level }) => level === 1)?.text ?? page.title;
  const file = `${name}.ipynb`;
  const body = `<div class="frame">
${contents(markdown.headings)}
<main id="content" tabindex="-1">
<article>
${findingsNotice(notebook)}${cells.filter((html) => html !== "").join("\n")}
</article>
${options.live ? playgroundLine(name) : ""}${neighbours(page, options)}
<footer>Made from <a href="${fileAddress(file)}" download>${
    escapeHtml(file)
  }</a>, which you can open, change and run.</footer>
</main>
</div>`;
  const description = page.summary.replace(/[*_$`]/g, "").replace(/\s+/g, " ");
  return pageFrame({
    title: `${title} · Saddle`,
    description,
    place: escapeHtml(label(page)),
    head: headOf(page, body, options.live ?? false),
    body,
  });
}

function headOf({ name, notebook }: CoursePage, body: string, live: boolean): string {
  const isLive = live && notebook.cells.some(({ cell_type }) => cell_type === "code");
  return `${READING_HEAD}${isLive || body.includes("saddle-film-data") ? FILM_HEAD : ""}${
    isLive ? liveHead(name) : ""
  }`;
}

/** What makes the cells of a page live. */
function liveHead(name: string): string {
  return `<link rel="stylesheet" href="assets/live.css">
<script src="live/page.js" data-seconds="${liveSeconds(name)}" defer></script>
`;
}

/** Whether a link to a file leads to its text. */
function isGivenAsText(address: string, mapped: string): boolean {
  return /^files\/.*\.txt(?:#|$)/.test(mapped) && !/\.txt(?:[?#]|$)/i.test(address);
}

function asText(address: string): string {
  return `the link to ${address} leads to its text: opened as a document it could run a script, or ` +
    `ask another host, and pages do neither`;
}

/** What turns predictions into questions, and hides code where a reader wants text alone. */
const READING_HEAD = `<script src="assets/reading.js" defer></script>\n`;

/** What plays the films of a page. */
const FILM_HEAD = `<script src="assets/film.js" defer></script>\n`;

/** A page asks no other host for anything, and runs no script but the site's own. */
function requireSafe(html: string): void {
  const problem = unsafeIn(html);
  if (problem !== undefined) throw new Error(problem);
}

function label({ name, number }: CoursePage): string {
  const words = name.replace(/^\d+-/, "").replaceAll("-", " ");
  return number === "" ? words : `${number} · ${words}`;
}

/** What stands where a cell could not be rendered. */
function unrendered(cell: Cell, index: number, message: string): string {
  return `<section class="cell" id="cell-${index + 1}">
<p class="note wrong">This cell cannot be shown as it should be: ${escapeHtml(message)}</p>
<pre class="source" tabindex="0">${escapeHtml(cell.source)}</pre>
</section>`;
}

/** What is known of a cell beside what it holds. */
interface CellState {
  index: number;
  /** How many other notebooks ran beside this one. */
  beside: number | undefined;
  /** Whether the run stopped before this cell. */
  isStored: boolean;
  look: CellLook;
  /** The ids of its headings. */
  ids: readonly string[];
  link: MapAddress;
  onWarning: (message: string) => void;
}

/** What is wrong is seen, whatever the cell's tags say. */
const SHOWN: CellLook = { cell: "shown", input: "shown", outputs: "shown" };

function renderCell(
  cell: Cell,
  state: CellState,
  markdown: MarkdownRenderer,
  options: NotebookPageOptions,
): string {
  const { index, look, link, ids, onWarning } = state;
  if (look.cell === "removed") return "";
  if (cell.cell_type === "raw") {
    if (cell.source.trim() !== "") {
      onWarning("a raw cell, which is for another program, is not shown");
    }
    return "";
  }
  const onUnended = (begin: string) =>
    onWarning(`a formula begins with ${begin} and does not end, so it stays as it was typed`);
  const html = cell.cell_type === "code"
    ? renderCode(cell, state, markdown, options)
    : folded(look.input, "Text", markdown.render(cell.source, { link, ids, onUnended }));
  const shown = folded(look.cell, "Cell", html);
  return cell.cell_type === "code"
    ? `<section class="cell" id="cell-${index + 1}"${notLive(options, index)}>\n${shown}</section>`
    : `<div class="text" id="cell-${index + 1}">\n${shown}</div>`;
}

/** What tells the live part of a page that a cell is none of it. */
function notLive({ notLive }: NotebookPageOptions, index: number): string {
  const reason = notLive?.get(index);
  return reason === undefined ? "" : ` data-not-live="${escapeHtml(reason)}"`;
}

/** A part of a cell as its look wants it. */
function folded(look: Look, name: string, html: string): string {
  if (look === "removed" || html === "") return "";
  if (look === "shown") return html;
  return `<details class="fold">\n<summary>${name}</summary>\n${html}</details>\n`;
}

function renderCode(
  cell: CodeCell,
  state: CellState,
  markdown: MarkdownRenderer,
  options: NotebookPageOptions,
): string {
  const { highlight } = options, { look } = state;
  const source = cell.source.trim() === ""
    ? ""
    : `<div class="code">${highlight(cell.source.trimEnd(), "typescript")}</div>\n`;
  const outputs = renderOutputs(cell, state, markdown, options);
  const marked = isTimed(cell) && outputs !== ""
    ? `<!--timing-->${outputs}<!--/timing-->`
    : outputs;
  return folded(look.input, "Code", source) + folded(look.outputs, "Output", marked);
}

function renderOutputs(
  cell: CodeCell,
  state: CellState,
  markdown: MarkdownRenderer,
  { highlight, charts }: NotebookPageOptions,
): string {
  const { isStored, link, look, onWarning } = state;
  if (look.outputs === "removed") return "";
  const with_ = { markdown, highlight, link, ...(charts === undefined ? {} : { charts }) };
  const shown = foldClaims(cell.outputs.map((output) => {
    const { html, unshown } = renderOutput(output, with_), claim = heldClaim(output);
    if (unshown === undefined) return { html, claim };
    onWarning(unshown);
    return { html: `${html}<p class="note">${escapeHtml(sentence(unshown))}</p>`, claim };
  })).filter((html) => html !== "");
  const note = notesOf(cell, state).map((text) => `<p class="note">${text}</p>\n`).join("");
  if (shown.length === 0 && !isStored) return "";
  const classes = `outputs${isStored ? " stored" : ""}`;
  return `<div class="${classes}">\n${shown.join("\n")}\n${note}</div>\n`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function notesOf(cell: CodeCell, { beside = 0, isStored }: CellState): string[] {
  if (isStored) {
    return [
      cell.outputs.length === 0
        ? "Not run this time."
        : "Not run this time: this is what an earlier run gave.",
    ];
  }
  if (!isTimed(cell)) return [];
  const others = beside === 1
    ? " Another notebook ran beside it."
    : ` Up to ${beside} other notebooks ran beside it.`;
  return [`A measured time: it differs from run to run.${beside === 0 ? "" : others}`];
}

function contents(headings: readonly Heading[]): string {
  const items = headings.filter(({ level }) => level === 2 || level === 3)
    .map(({ level, id, html, text }) =>
      `<li class="level-${level}"><a href="${placeAddress(id)}">${safe(html, text)}</a></li>`
    );
  return contentsNav(items);
}

function neighbours(page: CoursePage, { course, highlight }: NotebookPageOptions): string {
  const at = course.findIndex(({ name }) => name === page.name);
  const link = (to: CoursePage | undefined, words: string, rel: string) =>
    to === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${pageAddress(to.name)}"><small>${words}</small>${
        inlineLabel(to.title, highlight)
      }</a>`;
  return `<nav class="neighbours" aria-label="Previous and next">
${link(course[at - 1], "Previous", "prev")}
${link(course[at + 1], "Next", "next")}
</nav>`;
}
