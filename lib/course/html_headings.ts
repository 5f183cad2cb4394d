import { Parser } from "htmlparser2";

/** A heading that an author wrote in HTML. */
export interface HtmlHeading {
  /** 1 for the title, 2 for a section, and so on. */
  level: number;
  /** The heading as plain text. */
  text: string;
  /** The id that its author gave it. */
  id?: string;
  /** Where in the HTML an attribute can be put. */
  at: number;
}

/**
 * Finds the headings in a piece of HTML.
 *
 * @param html HTML that stands in Markdown.
 */
export function htmlHeadings(html: string): HtmlHeading[] {
  const found: HtmlHeading[] = [];
  let open: HtmlHeading | undefined;
  const parser = new Parser({
    onopentag(name, { id }) {
      const level = levelOf(name);
      if (level === undefined) return;
      const at = parser.startIndex + name.length + 1;
      open = { level, text: "", at, ...(id ? { id } : {}) };
    },
    ontext(text) {
      if (open !== undefined) open.text += text;
    },
    onclosetag(name) {
      if (levelOf(name) === undefined || open === undefined) return;
      const text = open.text.trim().replace(/\s+/g, " ");
      if (text !== "") found.push({ ...open, text });
      open = undefined;
    },
  });
  parser.end(html);
  return found;
}

function levelOf(name: string): number | undefined {
  return /^h[1-6]$/.test(name) ? Number(name[1]) : undefined;
}

/** The HTML with ids for the headings that have none; `ids` in the order of all headings. */
export function withHeadingIds(
  html: string,
  headings: readonly HtmlHeading[],
  ids: readonly string[],
): string {
  let text = "", end = 0;
  for (const [index, { at, id }] of headings.entries()) {
    if (id !== undefined) continue;
    text += `${html.slice(end, at)} id="${ids[index]}"`;
    end = at;
  }
  return text + html.slice(end);
}
