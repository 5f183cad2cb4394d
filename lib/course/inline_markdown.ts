import { escapeHtml } from "./escape_html.ts";
import type { Highlight } from "./highlighter.ts";
import type { MapAddress } from "./html_addresses.ts";
import { markdownRenderer } from "./markdown.ts";
import { unsafeIn } from "./unsafe_in.ts";

/**
 * A summary that stands on another page than its own. A formula that cannot be set is shown as it
 * was written: the page of the notebook says what is wrong with it.
 *
 * @param source Markdown.
 * @param highlight Colours code.
 * @param link Maps addresses to those on the page where it stands; none by default.
 * @returns HTML; one paragraph is given without the element around it.
 */
export function inlineMarkdown(source: string, highlight: Highlight, link?: MapAddress): string {
  try {
    const options = link === undefined ? {} : { link };
    const html = markdownRenderer(highlight).render(source, options).trim();
    return safe(html.replace(/^<p>((?:(?!<p>)[^])*)<\/p>$/, "$1"), source);
  } catch {
    return escapeHtml(source);
  }
}

/**
 * A title as it stands inside a link: without links of its own.
 *
 * @param source Markdown of one line.
 * @param highlight Colours code.
 */
export function inlineLabel(source: string, highlight: Highlight): string {
  try {
    return safe(markdownRenderer(highlight).renderLabel(source), source);
  } catch {
    return escapeHtml(source);
  }
}

/**
 * The HTML, or the source as it was written where the HTML would act, ask another host, or reach
 * beyond the place where it stands.
 */
export function safe(html: string, source: string): string {
  if (!html.includes("<")) return html;
  return unsafeIn(html) === undefined ? html : escapeHtml(source);
}
