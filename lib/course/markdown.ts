import { tex } from "@mdit/plugin-tex";
import katex from "katex";
import MarkdownIt from "markdown-it";
import type { Highlight } from "./highlighter.ts";

/** A heading of a page, for its table of contents. */
export interface Heading {
  /** 1 for the title, 2 for a section, and so on. */
  level: number;
  /** The anchor. */
  id: string;
  /** The heading as HTML, math included. */
  html: string;
  /** The heading as plain text. */
  text: string;
}

/** Markdown of one page as HTML; {@linkcode markdownRenderer} makes one. */
export interface MarkdownRenderer {
  /** The headings rendered so far. */
  readonly headings: Heading[];
  /**
   * Renders one cell.
   *
   * @param source Markdown with `$...$` and `$$...$$`.
   * @param link Maps the address of a link or picture to what stands in the page; addresses pass
   * unchanged without it.
   * @throws {Error} Where KaTeX cannot read a formula; the message holds it.
   */
  render(source: string, link?: (address: string, kind: "link" | "image") => string): string;
}

/**
 * Makes a renderer for one page: Markdown with tables and raw HTML, formulas set by KaTeX, code
 * coloured, and an anchor on each heading.
 *
 * @param highlight Colours fenced code.
 * @returns The renderer; headings and anchors are gathered over all its calls.
 */
export function markdownRenderer(highlight: Highlight): MarkdownRenderer {
  const headings: Heading[] = [];
  const markdown = new MarkdownIt({
    html: true,
    typographer: true,
    quotes: "“”‘’",
    highlight: (code: string, language: string) => highlight(code.trimEnd(), language),
  });
  markdown.use(tex, { delimiters: "dollars", allowInlineWithSpace: false, render: renderMath });
  markdown.core.ruler.push("anchors", (state) => {
    state.tokens.forEach((token, index) => {
      const inline = state.tokens[index + 1];
      if (token.type !== "heading_open" || !inline) return;
      const text = plainText(inline.children ?? []);
      const id = uniqueAnchor(text, headings);
      token.attrSet("id", id);
      const html = markdown.renderer.renderInline(
        inline.children ?? [],
        markdown.options,
        state.env,
      );
      headings.push({ level: Number(token.tag.slice(1)), id, html, text });
    });
  });
  markdown.renderer.rules.heading_close = (tokens, index) => {
    const id = tokens[index - 2]?.attrGet("id"), tag = tokens[index]?.tag;
    return ` <a class="anchor" href="#${id}" aria-label="Link to this section">#</a></${tag}>\n`;
  };
  markdown.renderer.rules.table_open = () => `<div class="scroll"><table>\n`;
  markdown.renderer.rules.table_close = () => `</table></div>\n`;
  const render: MarkdownRenderer["render"] = (source, link = (address) => address) => {
    const tokens = markdown.parse(wrapEnvironments(source), {});
    for (const token of tokens.flatMap((token) => [token, ...token.children ?? []])) {
      if (token.type === "link_open") {
        mapAttribute(token, "href", (address) => link(address, "link"));
      }
      if (token.type === "image") mapAttribute(token, "src", (address) => link(address, "image"));
    }
    return markdown.renderer.render(tokens, markdown.options, {});
  };
  return { headings, render };
}

/** The part of a markdown-it token that is used here. */
interface AttributeToken {
  attrGet(name: string): string | number | null;
  attrSet(name: string, value: string): void;
}

function mapAttribute(token: AttributeToken, name: string, map: (value: string) => string): void {
  token.attrSet(name, map(String(token.attrGet(name) ?? "")));
}

function renderMath(formula: string, displayMode: boolean): string {
  try {
    const html = katex.renderToString(formula.trim(), {
      displayMode,
      throwOnError: true,
      strict: "error",
    });
    // A long formula scrolls in its own box, so it can be reached with the keyboard
    return displayMode ? `<div class="math" tabindex="0">${html}</div>\n` : html;
  } catch (error) {
    throw new Error(
      `KaTeX cannot set ${displayMode ? "$$" : "$"}${formula}${displayMode ? "$$" : "$"}: ${
        (error as Error).message
      }`,
    );
  }
}

/**
 * JupyterLab sets a bare `\begin{align}...\end{align}` too; inside dollars KaTeX knows `aligned` in
 * its place.
 */
function wrapEnvironments(source: string): string {
  return source.replace(
    /^(\\begin\{(align\*?|equation\*?|gather\*?)\}[^]*?\\end\{\2\})/gm,
    "$$$$\n$1\n$$$$",
  );
}

function plainText(tokens: readonly { type: string; content: string }[]): string {
  return tokens.map(({ content }) => content).join("");
}

/** The same form as in JupyterLab, in lower case: spaces become dashes. */
function uniqueAnchor(text: string, headings: readonly Heading[]): string {
  const base = anchorOf(text) || "section";
  let id = base;
  for (let n = 2; headings.some((heading) => heading.id === id); n++) id = `${base}-${n}`;
  return id;
}

/**
 * The anchor of a heading.
 *
 * @param text The heading's text, or the fragment of a link to it.
 * @returns Letters, digits and dashes in lower case.
 */
export function anchorOf(text: string): string {
  return text.toLowerCase().trim().replace(/[^\p{L}\p{N}\s-]/gu, "").replace(/\s+/g, "-").replace(
    /-+/g,
    "-",
  );
}
