import type { CoursePage } from "./course_page.ts";
import { escapeHtml } from "./escape_html.ts";
import { externalRequests } from "./external_requests.ts";
import { cellPlace } from "./cell_place.ts";
import { findingsNotice } from "./findings_notice.ts";
import type { Highlight } from "./highlighter.ts";
import { isTimed } from "./is_timed.ts";
import { inlineMarkdown } from "./inline_markdown.ts";
import { anchorOf, type Heading, type MarkdownRenderer, markdownRenderer } from "./markdown.ts";
import type { Cell, CodeCell, TextCell } from "./notebook.ts";
import { contentsNav, pageFrame } from "./page_frame.ts";
import { renderOutput } from "./render_output.ts";
import { runRecord } from "./run_record.ts";

/** What a page needs beside its notebook. */
export interface NotebookPageOptions {
  /** Colours code. */
  highlight: Highlight;
  /** All pages of the course in order, for previous and next. */
  course: readonly CoursePage[];
  /**
   * Reads a picture that a Markdown cell names by a path relative to the notebook, as a data
   * address.
   */
  picture: (path: string) => string;
  /**
   * Is told of a cell that cannot be made into a part of the page, with its index and why; the page
   * then shows the cell's source. Without it that is an error.
   */
  onProblem?: (cell: number, message: string) => void;
}

/**
 * The HTML page of an executed notebook.
 *
 * @param page The notebook.
 * @param options The course around it.
 * @returns The page.
 * @throws {Error} Where a formula cannot be set, a picture is missing, or a cell would make
 * browsers ask another host, and no one is told of it; the message names the cell.
 */
export function notebookPage(page: CoursePage, options: NotebookPageOptions): string {
  const { notebook, name } = page;
  const markdown = markdownRenderer(options.highlight);
  const { stopped, beside } = runRecord(notebook);
  const cells = notebook.cells.map((cell, index) => {
    try {
      const state = { index, beside, isStored: index > (stopped?.cell ?? Infinity) };
      const html = renderCell(cell, state, markdown, options);
      const [address] = externalRequests(html);
      if (address !== undefined) {
        throw new Error(`the page would load ${address}; pages have to work without a network`);
      }
      return html;
    } catch (error) {
      const { message } = error as Error;
      if (options.onProblem === undefined) {
        throw new Error(`${name}.ipynb, ${cellPlace(notebook, index)}: ${message}`);
      }
      options.onProblem(index, message);
      return unrendered(cell, index, message);
    }
  });
  const title = markdown.headings.find(({ level }) => level === 1)?.text ?? page.title;
  const body = `<div class="frame">
${contents(markdown.headings)}
<main id="content" tabindex="-1">
<article>
${findingsNotice(notebook)}${cells.join("\n")}
</article>
${neighbours(page, options)}
<footer>Made from <a href="${name}.ipynb" download>${name}.ipynb</a>, which you can open, change and run.</footer>
</main>
</div>`;
  const description = page.summary.replace(/[*_$`]/g, "").replace(/\s+/g, " ");
  return pageFrame({
    title: `${title} · Saddle`,
    description,
    place: escapeHtml(label(page)),
    body,
  });
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
}

function renderCell(
  cell: Cell,
  state: CellState,
  markdown: MarkdownRenderer,
  options: NotebookPageOptions,
): string {
  if (cell.cell_type === "code") return renderCode(cell, state, markdown, options.highlight);
  if (cell.cell_type === "raw") return "";
  return `<div class="text">\n${
    markdown.render(cell.source, (address, kind) => mapAddress(address, kind, cell, options))
  }</div>`;
}

function mapAddress(
  address: string,
  kind: "link" | "image",
  cell: TextCell,
  { picture }: NotebookPageOptions,
): string {
  const decoded = decodeURIComponent(address);
  if (kind === "link") {
    if (address.startsWith("#")) return "#" + anchorOf(decoded.slice(1));
    return /^[a-z]+:/i.test(address) ? address : address.replace(/\.ipynb(?=#|$)/, ".html");
  }
  if (/^[a-z]+:|^\/\//i.test(address) && !address.startsWith("attachment:")) return address;
  if (!address.startsWith("attachment:")) return picture(decoded);
  const bundle = cell.attachments?.[decoded.slice("attachment:".length)];
  const [mime, data] = Object.entries(bundle ?? {})[0] ?? [];
  if (mime === undefined) {
    throw new Error(`the picture "${decoded}" is not among the cell's attachments`);
  }
  return `data:${mime};base64,${data}`;
}

function renderCode(
  cell: CodeCell,
  state: CellState,
  markdown: MarkdownRenderer,
  highlight: Highlight,
): string {
  const { index, isStored } = state, timed = isTimed(cell);
  const source = cell.source.trim() === ""
    ? ""
    : `<div class="code">${highlight(cell.source.trimEnd(), "typescript")}</div>\n`;
  const shown = cell.outputs.map((output) => renderOutput(output, markdown)).filter((html) =>
    html !== ""
  );
  const note = notesOf(cell, state).map((text) => `<p class="note">${text}</p>\n`).join("");
  const outputs = shown.length === 0 && !isStored
    ? ""
    : `<div class="outputs${isStored ? " stored" : ""}">\n${shown.join("\n")}\n${note}</div>\n`;
  const marked = timed && outputs !== "" ? `<!--timing-->${outputs}<!--/timing-->` : outputs;
  return `<section class="cell" id="cell-${index + 1}">\n${source}${marked}</section>`;
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
    .map(({ level, id, html }) => `<li class="level-${level}"><a href="#${id}">${html}</a></li>`);
  return contentsNav(items);
}

function neighbours(page: CoursePage, { course, highlight }: NotebookPageOptions): string {
  const at = course.findIndex(({ name }) => name === page.name);
  const link = (to: CoursePage | undefined, words: string, rel: string) =>
    to === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${to.name}.html"><small>${words}</small>${
        inlineMarkdown(to.title, highlight)
      }</a>`;
  return `<nav class="neighbours" aria-label="Previous and next">
${link(course[at - 1], "Previous", "prev")}
${link(course[at + 1], "Next", "next")}
</nav>`;
}
