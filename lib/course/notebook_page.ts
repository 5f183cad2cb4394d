import type { CoursePage } from "./course_page.ts";
import { escapeHtml } from "./escape_html.ts";
import { externalRequests } from "./external_requests.ts";
import { cellPlace } from "./cell_place.ts";
import type { Highlight } from "./highlighter.ts";
import { isTimed } from "./is_timed.ts";
import { anchorOf, type Heading, type MarkdownRenderer, markdownRenderer } from "./markdown.ts";
import type { Cell, CodeCell, TextCell } from "./notebook.ts";
import { pageFrame } from "./page_frame.ts";
import { renderOutput } from "./render_output.ts";

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
}

/**
 * The HTML page of an executed notebook.
 *
 * @param page The notebook.
 * @param options The course around it.
 * @returns The page.
 * @throws {Error} Where a formula cannot be set, a picture is missing, or a cell would make
 * browsers ask another host; the message names the cell.
 */
export function notebookPage(page: CoursePage, options: NotebookPageOptions): string {
  const { notebook, name } = page;
  const markdown = markdownRenderer(options.highlight);
  const cells = notebook.cells.map((cell, index) => {
    try {
      const html = renderCell(cell, index, markdown, options);
      const [address] = externalRequests(html);
      if (address !== undefined) {
        throw new Error(`the page would load ${address}; pages have to work without a network`);
      }
      return html;
    } catch (error) {
      throw new Error(`${name}.ipynb, ${cellPlace(notebook, index)}: ${(error as Error).message}`);
    }
  });
  const title = markdown.headings.find(({ level }) => level === 1)?.text ?? page.title;
  const body = `<div class="frame">
${contents(markdown.headings)}
<main id="content" tabindex="-1">
<article>
${cells.join("\n")}
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

function renderCell(
  cell: Cell,
  index: number,
  markdown: MarkdownRenderer,
  options: NotebookPageOptions,
): string {
  if (cell.cell_type === "code") return renderCode(cell, index, markdown, options.highlight);
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
  index: number,
  markdown: MarkdownRenderer,
  highlight: Highlight,
): string {
  const timed = isTimed(cell);
  const source = cell.source.trim() === ""
    ? ""
    : `<div class="code">${highlight(cell.source.trimEnd(), "typescript")}</div>\n`;
  const shown = cell.outputs.map((output) => renderOutput(output, markdown)).filter((html) =>
    html !== ""
  );
  const note = timed ? `<p class="note">A measured time: it differs from run to run.</p>\n` : "";
  const outputs = shown.length === 0
    ? ""
    : `<div class="outputs">\n${shown.join("\n")}\n${note}</div>\n`;
  const marked = timed && outputs !== "" ? `<!--timing-->${outputs}<!--/timing-->` : outputs;
  return `<section class="cell" id="cell-${index + 1}">\n${source}${marked}</section>`;
}

function contents(headings: readonly Heading[]): string {
  const items = headings.filter(({ level }) => level === 2 || level === 3)
    .map(({ level, id, html }) => `<li class="level-${level}"><a href="#${id}">${html}</a></li>`);
  return `<nav class="contents" aria-label="Contents">
<details>
<summary>Contents</summary>
<ul>
${items.join("\n")}
</ul>
</details>
</nav>`;
}

function neighbours(page: CoursePage, { course, highlight }: NotebookPageOptions): string {
  const at = course.findIndex(({ name }) => name === page.name);
  const link = (to: CoursePage | undefined, words: string, rel: string) =>
    to === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${to.name}.html"><small>${words}</small>${
        inline(to.title, highlight)
      }</a>`;
  return `<nav class="neighbours" aria-label="Previous and next">
${link(course[at - 1], "Previous", "prev")}
${link(course[at + 1], "Next", "next")}
</nav>`;
}

/** A line of Markdown without the paragraph around it. */
function inline(source: string, highlight: Highlight): string {
  return markdownRenderer(highlight).render(source).trim().replace(/^<p>([^]*)<\/p>$/, "$1");
}
