import MarkdownIt, { type Token } from "markdown-it";
import { Anchors } from "./anchors.ts";
import { formulaSetter } from "./formula_setter.ts";
import { escapeHtml } from "./escape_html.ts";
import type { Highlight } from "./highlighter.ts";
import { htmlIds, type MapAddress, mapHtmlAddresses } from "./html_addresses.ts";
import { setHtmlFormulas } from "./html_formulas.ts";
import { htmlHeadings, withHeadingIds } from "./html_headings.ts";
import { mathRules } from "./math_rules.ts";

/** A heading of a page, for its table of contents. */
export interface Heading {
  /** 1 for the title, 2 for a section, and so on. */
  level: number;
  /** The anchor. */
  id: string;
  /** The heading as HTML, math included, without links. */
  html: string;
  /** The heading as plain text. */
  text: string;
}

/** What a cell is rendered with. */
export interface RenderOptions {
  /**
   * Maps the address of a link or picture, those in raw HTML too, to what stands in the page;
   * addresses pass unchanged without it.
   */
  link?: MapAddress;
  /** The ids of the cell's headings, where they were given before. */
  ids?: readonly string[];
  /** Is told of a formula that begins and does not end, so that it stays as it was typed. */
  onUnended?: (begin: string) => void;
}

/** Markdown of one page as HTML; {@linkcode markdownRenderer} makes one. */
export interface MarkdownRenderer {
  /** The headings rendered so far. */
  readonly headings: Heading[];
  /**
   * Renders one cell.
   *
   * @param source Markdown with formulas.
   * @throws {Error} Where KaTeX cannot read a formula; the message holds it.
   */
  render(source: string, options?: RenderOptions): string;
  /** Renders what stands inside a link of its own: a line without links in it. */
  renderLabel(source: string): string;
  /**
   * Renders what a cell gave as LaTeX: a formula, or a text with formulas.
   *
   * @throws {Error} Where KaTeX cannot read a formula.
   */
  renderLatex(source: string): string;
}

/**
 * Makes a renderer for one page: CommonMark with tables, raw HTML and formulas set by KaTeX, code
 * coloured, and an anchor on each heading. Text stays as it was typed: `(c)` is no copyright sign.
 *
 * @param highlight Colours fenced code.
 * @param anchors Gives the headings their ids; default those of an empty page.
 * @returns The renderer; headings, anchors and the commands that formulas define are gathered over
 * all its calls.
 */
export function markdownRenderer(
  highlight: Highlight,
  anchors: Anchors = new Anchors(),
): MarkdownRenderer {
  const headings: Heading[] = [], setFormula = formulaSetter();
  const markdown = parser(highlight), { renderer, options } = markdown;
  // Browsers may end a line at a formula's edge: signs that belong to it stand in one span with it
  renderer.rules.math_inline = (tokens, at) => {
    const formula = setFormula(tokens[at]?.content ?? "", false);
    const { opening } = signsOf(tokens, at - 1), { closing } = signsOf(tokens, at + 1);
    if (opening + closing === "") return formula;
    return `<span class="joined">${escapeHtml(opening)}${formula}${escapeHtml(closing)}</span>`;
  };
  renderer.rules.text = (tokens, at) => escapeHtml(signsOf(tokens, at).rest);
  // A long formula scrolls in its own box, so it can be reached with the keyboard
  renderer.rules.math_display = (tokens, at) =>
    `<span class="math" tabindex="0">${setFormula(tokens[at]?.content ?? "", true)}</span>`;
  renderer.rules.math_block = (tokens, at) =>
    `<div class="math" tabindex="0">${setFormula(tokens[at]?.content ?? "", true)}</div>\n`;
  renderer.rules.html_block = (tokens, at) =>
    setHtmlFormulas(tokens[at]?.content ?? "", markdown, setFormula);
  renderer.rules.heading_close = (tokens, at) => {
    const id = tokens[at - 2]?.attrGet("id"), tag = tokens[at]?.tag;
    return ` <a class="anchor" href="#${id}" aria-label="Link to this section">#</a></${tag}>\n`;
  };
  renderer.rules.table_open = () => `<div class="scroll"><table>\n`;
  renderer.rules.table_close = () => `</table></div>\n`;
  const label = (tokens: Token[]) => renderer.render(tokens.flatMap(withoutLinks), options, {});
  return {
    headings,
    render(source, { link, ids = [], onUnended } = {}) {
      const tokens = markdown.parse(source, {}), left = [...ids];
      describeFormulas(tokens);
      if (link !== undefined) mapAddresses(tokens, link);
      if (onUnended !== undefined) new Set(unendedIn(tokens)).forEach((begin) => onUnended(begin));
      for (const heading of headingsIn(tokens)) {
        const id = left.shift() ?? heading.id ?? anchors.add(heading.text);
        heading.name(id);
        const { level, text, inline } = heading;
        headings.push({ level, id, html: inline ? label(inline) : escapeHtml(text), text });
      }
      return renderer.render(tokens, options, {});
    },
    renderLabel: (source) => label(markdown.parseInline(source, {})[0]?.children ?? []),
    renderLatex: (source) => renderer.render(latexTokens(source), options, {}),
  };
}

/** A text's signs that belong to the formula before it and to that behind it, and what is left. */
function signsOf(
  tokens: readonly Token[],
  at: number,
): { closing: string; rest: string; opening: string } {
  const { type, content } = tokens[at] ?? { type: "", content: "" };
  if (type !== "text") return { closing: "", rest: "", opening: "" };
  const isFormula = (token?: Token) => token?.type === "math_inline";
  const closing = isFormula(tokens[at - 1]) ? content.match(CLOSING)![0] : "";
  const left = content.slice(closing.length);
  const opening = isFormula(tokens[at + 1]) ? left.match(OPENING)![0] : "";
  return { closing, rest: left.slice(0, left.length - opening.length), opening };
}

const CLOSING = /^[\p{Pe}\p{Pf}\p{Pd}.,;:?!"'\u2026]*/u, OPENING = /[(\[{"'\u2018\u201c]*$/;

/** What the Markdown cells of a page hold that links can lead to. */
export interface Outline {
  /** The places. */
  anchors: Anchors;
  /** The ids of the headings of each source, in order. */
  ids: string[][];
}

/**
 * Finds the headings of a page before anything is rendered, so that links to what comes later, and
 * from other pages, find them.
 *
 * @param sources The page's Markdown cells in order.
 */
export function outlineOf(sources: readonly string[]): Outline {
  const markdown = parser(() => "");
  const parsed = sources.map((source) => markdown.parse(source, {}));
  const anchors = new Anchors(parsed.flatMap((tokens) => rawHtml(tokens).flatMap(htmlIds)));
  const ids = parsed.map((tokens) =>
    headingsIn(tokens).map(({ id, text }) => id ?? anchors.add(text))
  );
  return { anchors, ids };
}

/** The first heading of level 1 of a text, and the paragraph that follows it, as Markdown. */
export function openingOf(source: string): { title?: string; summary?: string } {
  const tokens = parser(() => "").parse(source, {});
  const title = headingsIn(tokens).find(({ level }) => level === 1);
  const rest = tokens.slice(title === undefined ? 0 : tokens.indexOf(title.token) + 1);
  const summary = rest.find(({ type, level, children }, index) =>
    type === "inline" && level === 1 && rest[index - 1]?.type === "paragraph_open" &&
    children?.some(({ type, content }) => type !== "image" && content.trim() !== "")
  );
  return {
    ...(title === undefined ? {} : { title: title.source }),
    ...(summary === undefined ? {} : { summary: summary.content }),
  };
}

function parser(highlight: Highlight) {
  const markdown = new MarkdownIt({
    html: true,
    highlight: (code: string, language: string) => highlight(code.trimEnd(), language),
  });
  mathRules(markdown);
  return markdown;
}

/** LaTeX that a cell gave: outside of formulas it is text, without Markdown. */
function latexTokens(source: string): Token[] {
  const text = source.trim().replace(/(?<!\\)\\(?=[()[\]])/g, "\\\\");
  const markdown = new MarkdownIt("zero");
  mathRules(markdown);
  const tokens = markdown.parse(text, {});
  const isText = !allTokens(tokens).some(({ type }) => type.startsWith("math_"));
  for (const { children } of tokens) {
    for (const token of children ?? []) {
      if (token.type === "text") token.content = token.content.replaceAll("\\$", "$");
    }
  }
  // A command outside of dollars can only be meant as a formula
  return isText && /\\[a-zA-Z]|[_^]/.test(text) ? markdown.parse(`$$${text}$$`, {}) : tokens;
}

/** A heading among the tokens of a cell. */
interface FoundHeading {
  token: Token;
  level: number;
  text: string;
  /** The heading as Markdown. */
  source: string;
  /** What its author called it, in HTML. */
  id?: string;
  /** What it holds, where it is Markdown. */
  inline?: Token[];
  /** Gives it an id. */
  name(id: string): void;
}

/** Headings in whatever they stand, such as a list; those in blocks of HTML too. */
function headingsIn(tokens: readonly Token[]): FoundHeading[] {
  return tokens.flatMap((token, index): FoundHeading[] => {
    if (token.type === "html_block") return headingsInHtml(token);
    const { children, content } = tokens[index + 1] ?? {};
    if (token.type !== "heading_open" || !children) return [];
    return [{
      ...{ token, level: Number(token.tag.slice(1)), text: plainText(children), inline: children },
      source: (content ?? "").trim(),
      name: (id) => token.attrSet("id", id),
    }];
  });
}

function headingsInHtml(token: Token): FoundHeading[] {
  const { content } = token, headings = htmlHeadings(content), ids: string[] = [];
  return headings.map((heading) => ({
    ...{ token, ...heading, source: escapeMarkdown(heading.text) },
    name(id) {
      ids.push(id);
      if (ids.length === headings.length) token.content = withHeadingIds(content, headings, ids);
    },
  }));
}

/** Text as Markdown that shows it. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>$&]/g, "\\$&");
}

function allTokens(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => [token, ...token.children ?? []]);
}

function isHtml({ type }: Token): boolean {
  return type === "html_block" || type === "html_inline";
}

function rawHtml(tokens: readonly Token[]): string[] {
  return allTokens(tokens).filter(isHtml).map(({ content }) => content);
}

function mapAddresses(tokens: readonly Token[], link: MapAddress): void {
  for (const token of allTokens(tokens)) {
    if (token.type === "link_open") {
      token.attrSet("href", link(String(token.attrGet("href") ?? ""), "link"));
    } else if (token.type === "image") {
      token.attrSet("src", link(String(token.attrGet("src") ?? ""), "image"));
    } else if (isHtml(token)) token.content = mapHtmlAddresses(token.content, link);
  }
}

/** What describes a picture to those who do not see it is text, and holds formulas as TeX. */
function describeFormulas(tokens: readonly Token[]): void {
  for (const { type, children } of allTokens(tokens)) {
    if (type !== "image") continue;
    for (const child of children ?? []) if (child.type.startsWith("math_")) child.type = "text";
  }
}

/** `$x<y$` in HTML, where `<y$` begins a tag that takes all up to the next `>`. */
const TAG_IN_FORMULA = /\$[^$<>\n]*<[a-zA-Z][^\s<>$/]*\$/g;

/** How formulas begin in the text that is left beside those that were found. */
function unendedIn(tokens: readonly Token[]): string[] {
  const texts = allTokens(tokens).filter(({ type }) => type === "text");
  const tags = rawHtml(tokens).flatMap((html) => html.match(TAG_IN_FORMULA) ?? []);
  return [
    ...texts.flatMap(({ content }) => content.match(/\$\$|\\begin\{[a-zA-Z]+\*?\}/g) ?? []),
    ...tags,
  ];
}

/** What may stand inside another link, or a second time on the page. */
function withoutLinks(token: Token): Token[] {
  if (token.type === "link_open" || token.type === "link_close") return [];
  if (token.type === "html_inline" && /^<\/?a\b|\bid\s*=/i.test(token.content)) return [];
  return [token];
}

function plainText(tokens: readonly Token[]): string {
  return tokens.filter((token) => !isHtml(token)).map(({ type, content }) =>
    /break$/.test(type) ? " " : content
  ).join("");
}
