import { escapeHtml } from "../escape_html.ts";
import { pageFrame } from "../page_frame.ts";

/** What a page of the reference holds. */
export interface ReferencePageOptions {
  /** The page's title for the browser's tab, plain text. */
  readonly title: string;
  /** One sentence for search engines and previews, plain text. */
  readonly description: string;
  /** The page's place beside the course's name, HTML. */
  readonly place: string;
  /** The part between bar and footer, HTML. */
  readonly body: string;
}

/**
 * A page of the library's reference: the frame of the course's pages, and in its bar a search over
 * the symbols of all rooms, which needs `symbols.js` beside the page.
 */
export function referencePage(options: ReferencePageOptions): string {
  return pageFrame({
    ...options,
    title: `${options.title} · Saddle`,
    root: "../",
    head: `<link rel="stylesheet" href="../assets/library.css">
<link rel="stylesheet" href="code.css">
<script src="symbols.js" defer></script>
<script src="../assets/library.js" defer></script>
`,
    tools: `<search class="search" hidden>
<input type="search" placeholder="Search" aria-label="Search the library" autocomplete="off" spellcheck="false">
<ol aria-label="What was found"></ol>
</search>
`,
  });
}

/**
 * The page that stands for the reference while it is not there.
 *
 * @param message Why, plain text.
 */
export function absentReference(message: string): string {
  return pageFrame({
    title: "The library · Saddle",
    description: "The library that the notebooks use.",
    place: "Library",
    root: "../",
    body: `<div class="frame index">
<main id="content" tabindex="-1">
<h1>The library</h1>
<p class="lead">${escapeHtml(message)}</p>
</main>
</div>`,
  });
}
