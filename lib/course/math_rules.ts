import type { MarkdownIt, StateBlock, StateInline, Token } from "markdown-it";

/** What a formula stands between. */
interface Fence {
  open: string;
  close: string;
  /** Whether it stands on lines of its own. */
  display: boolean;
  /** Whether the fence belongs to the formula, as that of an environment does. */
  kept: boolean;
}

/** A formula in a text. */
export interface Formula {
  /** The TeX. */
  content: string;
  /** Whether it stands on a line of its own. */
  display: boolean;
  /** Where it begins, with what it stands between. */
  start: number;
  /** Where the text goes on. */
  end: number;
}

/**
 * Teaches a Markdown parser the formulas that people write in notebooks: `$...$`, `$$...$$`,
 * `\\(...\\)`, `\\[...\\]`, bare environments such as `\begin{align}...\end{align}`, and
 * bare references `\ref{...}` and `\eqref{...}`, as MathJax takes them (`processRefs`). Markdown's
 * structure comes first, so that a dollar in code, in an address or in a tag begins and ends
 * nothing; a formula in a row of a table may hold `|`. As in Pandoc, a single dollar begins a
 * formula where no space follows, and ends one where no space precedes and no digit follows; with
 * spaces it does where a command, an index, a letter or an equation can only be meant as one.
 *
 * @param markdown The parser. It then gives tokens `math_inline`, `math_display` (a formula on a
 * line of its own inside a paragraph) and `math_block`, whose content is TeX.
 */
export function mathRules(markdown: MarkdownIt): void {
  const [table] = markdown.block.ruler.getRules("");
  markdown.inline.ruler.before("escape", "math", inlineRule);
  const alt = ["paragraph", "reference", "blockquote", "list"];
  markdown.block.ruler.after("blockquote", "math", blockRule, { alt });
  if (table !== undefined) {
    const rule = tableRule(table);
    markdown.block.ruler.at("table", rule, { alt: ["paragraph", "reference"] });
  }
}

/**
 * Finds the formulas in a line of Markdown, or in a text that is none.
 *
 * @param markdown A parser that knows formulas.
 * @param text The text.
 */
export function formulasIn(markdown: MarkdownIt, text: string): Formula[] {
  const state = new markdown.inline.State(text, markdown, {}, []), found: Formula[] = [];
  while (state.pos < text.length) {
    const formula = formulaAt(state, state.pos);
    if (formula === undefined) markdown.inline.skipToken(state);
    else {
      found.push(formula);
      state.pos = formula.end;
    }
  }
  return found;
}

function inlineRule(state: StateInline, silent: boolean): boolean {
  const formula = formulaAt(state, state.pos);
  if (formula === undefined) return false;
  if (!silent) {
    const token = state.push(formula.display ? "math_display" : "math_inline", "math", 0);
    token.content = formula.content;
  }
  state.pos = formula.end;
  return true;
}

/** The fence that opens at a place, if one does. */
function fenceAt(text: string, at: number): Fence | undefined {
  if (text.startsWith("$$", at)) return { open: "$$", close: "$$", display: true, kept: false };
  if (text[at] === "$") return { open: "$", close: "$", display: false, kept: false };
  if (text[at] !== "\\") return undefined;
  const reference = text.slice(at, at + 200).match(/^(\\(?:eq)?ref\{)[^{}$`\s]+\}/)?.[1];
  if (reference !== undefined) return { open: reference, close: "}", display: false, kept: true };
  const [open, bracket, name] = text.slice(at, at + 60).match(
    /^\\\\([([])|^\\begin\{([a-zA-Z]+\*?)\}/,
  ) ?? [];
  if (open === undefined) return undefined;
  if (name !== undefined) return { open, close: `\\end{${name}}`, display: true, kept: true };
  const isDisplay = bracket === "[";
  return { open, close: isDisplay ? "\\\\]" : "\\\\)", display: isDisplay, kept: false };
}

function formulaAt(state: StateInline, at: number): Formula | undefined {
  const fence = fenceAt(state.src, at);
  if (fence === undefined) return undefined;
  const { open, close, display, kept } = fence, start = at + open.length;
  const found = close.startsWith("$")
    ? closingDollar(state, start, close)
    : closingFence(state, start, close);
  const end = found + close.length;
  if (found < 0 || end > state.posMax) return undefined;
  const content = state.src.slice(start, found);
  if (content.trim() === "") return undefined;
  if (
    close === "$" && !isFormula(content, state.src.slice(Math.max(0, at - 2), at), state.src[end])
  ) {
    return undefined;
  }
  return { content: kept ? state.src.slice(at, end) : content, display, start: at, end };
}

/** From where on a fence is known not to be, for each text, or part of a text, that is read. */
const absent = new WeakMap<StateInline | StateBlock, Map<string, number>>();

/** What is sought once for each fence: a text that opens many and closes none would take minutes. */
function absences(state: StateInline | StateBlock): Map<string, number> {
  const known = absent.get(state) ?? new Map<string, number>();
  absent.set(state, known);
  return known;
}

function closingFence(state: StateInline, start: number, close: string): number {
  const known = absences(state);
  if (start >= (known.get(close) ?? Infinity)) return -1;
  const found = state.src.indexOf(close, start);
  if (found < 0) known.set(close, start);
  return found;
}

/** Whether what stands between two dollars is a formula, and not the text between two prices. */
function isFormula(content: string, before: string, next: string | undefined): boolean {
  if (/\d/.test(next ?? "")) return false;
  const spaces = Number(/^\s/.test(content)) + Number(/\s$/.test(content));
  if (spaces === 0) return true;
  // JupyterLab takes `$ \alpha $`, `$n $` and `$ n $` too; what stands behind a number is a price
  const tex = content.trim(),
    isTex = /\\[a-zA-Z]|[_^]/.test(tex),
    isLetter = /^[a-zA-Z]'*$/.test(tex);
  if (spaces === 1) return (isTex || isLetter) && /^[^\d\s]\S*$/.test(tex);
  return isTex || (isLetter || /[=<>]/.test(tex)) && !/\d\s?$/.test(before);
}

/** Letters that are looked at for dollars in one text: many that never close would take minutes. */
const MOST = 2e7;
const looked = new WeakMap<StateInline, number>();

/**
 * The first dollar (or two) outside of braces, escapes and tags, or else the first one inside
 * braces, which then never end; -1 where there is none, or where code, the end of an element or the
 * end of a link comes before it.
 */
function closingDollar(state: StateInline, start: number, close: string): number {
  const before = looked.get(state) ?? 0;
  if (before > MOST) return -1;
  const { found, at } = nextDollar(state, start, close);
  looked.set(state, before + at - start);
  return found;
}

/** What {@linkcode closingDollar} gives, and how far was looked for it. */
function nextDollar(
  state: StateInline,
  start: number,
  close: string,
): { found: number; at: number } {
  const { src, posMax } = state;
  let braces = 0, brackets = 0, at = start, inside = -1;
  while (at < posMax) {
    const sign = src[at];
    if (sign === "$" && src.startsWith(close, at)) {
      if (braces <= 0) return { found: at, at };
      if (inside < 0) inside = at;
    }
    if (sign === "{") braces++;
    else if (sign === "}") braces--;
    else if (sign === "[") brackets++;
    else if (sign === "]" && --brackets < 0 && src[at + 1] === "(") return { found: -1, at };
    if (sign === "\\") at += 2;
    else if (sign === "`" || sign === "<") {
      const end = tokenEnd(state, at), token = src.slice(at, end);
      if (/^(`+)[^`].*\1$|^<[^a-zA-Z].*>$|^<[^\s>]*[:@].*>$/s.test(token)) return { found: -1, at };
      at = end;
    } else at++;
  }
  return { found: inside, at };
}

/** Where the code, the tag or the mere sign at a place ends. */
function tokenEnd(state: StateInline, at: number): number {
  const before = state.pos;
  state.pos = at;
  state.md.inline.skipToken(state);
  const end = state.pos;
  state.pos = before;
  return end;
}

function blockRule(state: StateBlock, line: number, endLine: number, silent: boolean): boolean {
  if (columnsIn(state, line) >= 4) return false;
  const start = lineStart(state, line), fence = fenceAt(state.src, start);
  if (fence === undefined || !fence.display) return false;
  const lines: string[] = [], known = absences(state);
  const key = `${fence.close} ${endLine} ${state.blkIndent}`;
  if (line >= (known.get(key) ?? Infinity)) return false;
  for (let last = line; last < endLine; last++) {
    if (last > line && !state.isEmpty(last) && columnsIn(state, last) < 0) return false;
    const from = last === line ? start + fence.open.length : lineStart(state, last);
    const text = state.src.slice(from, state.eMarks[last]), at = indexOfFence(text, fence.close);
    if (at < 0) {
      lines.push(text);
      continue;
    }
    const rest = text.slice(at + fence.close.length);
    // In one line, such a formula stands in a text
    if (last === line && rest.trim() !== "") return false;
    lines.push(text.slice(0, at));
    const content = lines.join("\n");
    if (content.trim() === "") return false;
    if (silent) return true;
    const token = state.push("math_block", "math", 0);
    token.block = true;
    token.content = fence.kept ? fence.open + content + fence.close : content;
    token.map = [line, last + 1];
    state.line = rest.trim() === "" ? last + 1 : last;
    if (rest.trim() !== "") beginLineAt(state, last, from + at + fence.close.length);
    return true;
  }
  known.set(key, line);
  return false;
}

function indexOfFence(text: string, close: string): number {
  if (close !== "$$") return text.indexOf(close);
  return text.match(/^(?:[^\\$]|\\.|\\$|\$(?!\$))*(?=\$\$)/)?.[0].length ?? -1;
}

/** How far a line is indented beyond the block that it is in. */
function columnsIn({ sCount, blkIndent }: StateBlock, line: number): number {
  return (sCount[line] ?? 0) - blkIndent;
}

function lineStart({ bMarks, tShift }: StateBlock, line: number): number {
  return (bMarks[line] ?? 0) + (tShift[line] ?? 0);
}

/** What follows a formula on its last line is a block of its own. */
function beginLineAt(state: StateBlock, line: number, at: number): void {
  const end = state.eMarks[line] ?? at;
  const spaces = state.src.slice(at, end).match(/^\s*/)?.[0].length ?? 0;
  state.bMarks[line] = at;
  state.tShift[line] = spaces;
  state.sCount[line] = state.blkIndent;
}

type BlockRule = (state: StateBlock, line: number, endLine: number, silent: boolean) => boolean;

/** Characters that no text may hold; they stand for what would part a row of a table. */
const PIPE = "\uFDD0", ESCAPE = "\uFDD1";

/** Tables whose rows are not parted inside formulas. */
function tableRule(table: BlockRule): BlockRule {
  return (state, line, endLine, silent) => {
    const masked = maskedRows(state, line, endLine);
    if (masked === state.src) return table(state, line, endLine, silent);
    const { src } = state, first = state.tokens.length;
    state.src = masked;
    const isTable = table(state, line, endLine, silent);
    state.src = src;
    for (const token of state.tokens.slice(first)) unmask(token);
    return isTable;
  };
}

function unmask(token: Token): void {
  token.content = token.content.replaceAll(PIPE, "|").replaceAll(ESCAPE, "\\");
}

/** The whole text, of the same length, where the rows of the table at a line are masked. */
function maskedRows(state: StateBlock, line: number, endLine: number): string {
  const rowOf = (index: number) => state.src.slice(lineStart(state, index), state.eMarks[index]);
  if (line + 1 >= endLine || !/^[|:-][|:\s-]+$/.test(rowOf(line + 1))) return state.src;
  const columns = rowOf(line + 1).split("|").filter((part) => part.trim() !== "").length;
  const parts: string[] = [];
  let end = 0;
  for (let row = line; row < endLine && !state.isEmpty(row); row++) {
    const at = lineStart(state, row), masked = maskedRow(state.md, rowOf(row), columns);
    parts.push(state.src.slice(end, at), masked);
    end = at + masked.length;
  }
  return parts.join("") + state.src.slice(end);
}

/**
 * A row of a table, of the same length. In formulas `\|` stays as it is, as in JupyterLab; a bare
 * `|` stays only where the row has too many columns otherwise, since two prices in two cells look
 * like a formula.
 */
function maskedRow(md: MarkdownIt, row: string, columns: number): string {
  if (!row.includes("|") || !/\$|\\\\\(/.test(row)) return row;
  const parts = row.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/);
  const isBare = parts.length > columns;
  let masked = "", at = 0;
  for (const { start, end } of formulasIn(md, row)) {
    masked += row.slice(at, start) + maskedFormula(row.slice(start, end), isBare);
    at = end;
  }
  return masked + row.slice(at);
}

function maskedFormula(text: string, bare: boolean): string {
  return text.replace(
    /\\\\|\\\||\|/g,
    (sign) => sign === "\\|" ? ESCAPE + PIPE : sign === "|" && bare ? PIPE : sign,
  );
}
