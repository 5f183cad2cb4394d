import { escapeHtml } from "./escape_html.ts";
import type { Highlight } from "./highlighter.ts";
import { markdownRenderer } from "./markdown.ts";

/**
 * A title or summary that stands on another page than its own. A formula that cannot be set is shown
 * as it was written: the page of the notebook says what is wrong with it.
 *
 * @param source Markdown.
 * @param highlight Colours code.
 * @returns HTML; one paragraph is given without the element around it.
 */
export function inlineMarkdown(source: string, highlight: Highlight): string {
  try {
    return markdownRenderer(highlight).render(source).trim().replace(
      /^<p>((?:(?!<p>)[^])*)<\/p>$/,
      "$1",
    );
  } catch {
    return escapeHtml(source);
  }
}
