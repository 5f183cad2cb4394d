import type { CoursePage } from "./course_page.ts";
import { escapeHtml } from "./escape_html.ts";
import { findingsOf } from "./findings.ts";
import type { Highlight } from "./highlighter.ts";
import type { MapAddress } from "./html_addresses.ts";
import { inlineLabel, inlineMarkdown } from "./inline_markdown.ts";
import type { Notebook } from "./notebook.ts";
import { pageAddress, pageAddresses, type PageAddressOptions } from "./page_addresses.ts";
import { pageFrame } from "./page_frame.ts";
import { PLAYGROUND_FILE } from "./playground_page.ts";
import { signaturePictures } from "./signature_picture.ts";

/**
 * The course's first page: every notebook with its question, its first paragraph, how long it runs,
 * and how many of its claims held.
 *
 * @param course All pages in order.
 * @param highlight Colours code.
 * @param addresses Where pictures and files of summaries are; and whether pages are live, default
 * not: then there is a playground.
 * @returns The page.
 */
export function indexPage(
  course: readonly CoursePage[],
  highlight: Highlight,
  { live = false, ...addresses }: Pick<PageAddressOptions, "picture" | "file"> & {
    readonly live?: boolean;
  },
): string {
  const items = course.map((page) => {
    const { name, number, title, summary, duration, notebook } = page;
    const heading = inlineLabel(title, highlight), link = linksOf(page, { course, ...addresses });
    const facts = [duration === "" ? "" : `Runs in ${escapeHtml(duration)}`, stateOf(notebook)]
      .filter((fact) => fact !== "");
    const time = facts.length === 0 ? "" : `<p class="duration">${facts.join(" · ")}</p>`;
    return `<li>
<span class="number" aria-hidden="true">${number}</span>
<div>
<h2><a href="${pageAddress(name)}">${heading}</a></h2>
<div class="summary">${inlineMarkdown(summary, highlight, link)}</div>
${time}
</div>
${pictureOf(page)}
</li>`;
  });
  const body = `<div class="frame index">
<main id="content" tabindex="-1">
<h1>Why GANs converge, circle or fail</h1>
<p class="lead">A course in notebooks. Each asks one question, lets you guess, runs the experiment, and checks what it says.</p>
<p>Begin at the top, or with a question that you have: each notebook says what to know before.${
    mapOf(course)
  }${live ? ` To play first: <a href="${PLAYGROUND_FILE}">the playground</a>.` : ""}
What the notebooks import, function by function: <a href="library/index.html">the library</a>.</p>
${totalOf(course)}<ol class="course">
${items.join("\n")}
</ol>
</main>
</div>`;
  const description =
    "A course in notebooks on why generative adversarial networks converge, circle or fail.";
  return pageFrame({
    title: "Saddle: why GANs converge, circle or fail",
    description,
    place: "",
    body,
  });
}

/** The notebook that has all methods on one map. */
const MAP = "14-which-recipe";

/** Where the map of methods is, if it is among the pages. */
function mapOf(course: readonly CoursePage[]): string {
  if (!course.some(({ name }) => name === MAP)) return "";
  return ` All methods on one map: <a href="${pageAddress(MAP)}">which recipe should I use?</a>`;
}

/** A notebook's signature picture, which leads to its page as its heading does. */
function pictureOf({ name, notebook }: CoursePage): string {
  const pictures = signaturePictures(notebook);
  if (pictures.length === 0) return "";
  const images = pictures.map(({ src, alt, photo }) =>
    `<img${photo ? ' class="photo"' : ""} src="${src}" alt="${alt}" loading="lazy">`
  );
  return `<a class="signature" href="${pageAddress(name)}" tabindex="-1">${images.join("")}</a>\n`;
}

/** Addresses in a summary as they stand on the index. */
function linksOf(page: CoursePage, options: PageAddressOptions): MapAddress {
  const map = pageAddresses(page, options);
  const cell = page.notebook.cells.find(({ cell_type }) => cell_type === "markdown");
  return (address, kind) => {
    const mapped = cell === undefined ? address : map(address, kind, cell);
    return mapped.startsWith("#") ? pageAddress(page.name) + mapped : mapped;
  };
}

/** How many claims of the whole course held in the runs that the pages show. */
function totalOf(course: readonly CoursePage[]): string {
  const all = course.map(({ notebook }) => findingsOf(notebook));
  const [claims, held] = [
    all.reduce((sum, { claims }) => sum + claims, 0),
    all.reduce((sum, { held }) => sum + held, 0),
  ];
  if (claims === 0) return "";
  const text = `In the runs shown here ${held} of ${claims} claims held.`;
  return `<p class="total${held < claims ? " wrong" : ""}">${text}</p>\n`;
}

/** How many claims held, and what else is to be known of the run. */
function stateOf(notebook: Notebook): string {
  const { claims, held, wrong } = findingsOf(notebook);
  const wrongs = [
    held < claims ? `${held} of ${claims} claims held` : "",
    wrong.some(({ kind }) => kind === "stopped") ? "stopped before its end" : "",
    wrong.some(({ kind }) => kind === "problem") ? "problems in cells" : "",
  ].filter((text) => text !== "");
  if (wrongs.length > 0) return `<span class="wrong">✗ ${wrongs.join(", ")}</span>`;
  if (claims === 0) return "";
  return claims === 1 ? "1 claim, it held" : `${claims} claims, all held`;
}
