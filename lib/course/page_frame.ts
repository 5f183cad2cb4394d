import { CONTENT_POLICY } from "./content_policy.ts";
import { escapeHtml } from "./escape_html.ts";

/** What stands around the text of a page. */
export interface FrameOptions {
  /** The page's title for the browser's tab, plain text. */
  title: string;
  /** One sentence for search engines and previews, plain text. */
  description: string;
  /** The page's place in the course, HTML, beside the course's name. */
  place: string;
  /** The part between bar and footer, HTML; it holds an element with the id `content`. */
  body: string;
  /** The way from the page's folder to the site's, such as `../`; default the same folder. */
  root?: string;
  /** What else the head loads, HTML; default nothing. */
  head?: string;
  /** What else stands in the bar, HTML; default nothing. */
  tools?: string;
}

/**
 * A whole HTML page: head, skip link, bar with the switch for light and dark, and the given text.
 * Everything it loads lies in `assets/`.
 *
 * @param options Title and text.
 * @returns The page.
 */
export function pageFrame(options: FrameOptions): string {
  const { title, description, place, body, root = "", head = "", tools = "" } = options;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(description)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${root}assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}assets/katex.min.css">
<link rel="stylesheet" href="${root}assets/course.css">
<link rel="stylesheet" href="${root}assets/code.css">
<script src="${root}assets/course.js"></script>
${head}</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header class="bar">
<a class="home" href="${root}index.html">Saddle</a>
<span class="place">${place}</span>
${tools}<button class="theme" type="button" aria-label="Light or dark" title="Light or dark">
<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M10 2.5a7.5 7.5 0 0 1 0 15z" fill="currentColor"/></svg>
</button>
</header>
${body}
</body>
</html>
`;
}

/** The contents of a page, folded, of list items. */
export function contentsNav(items: readonly string[]): string {
  return `<nav class="contents" aria-label="Contents">
<details>
<summary>Contents</summary>
<ul>
${items.join("\n")}
</ul>
</details>
</nav>`;
}
