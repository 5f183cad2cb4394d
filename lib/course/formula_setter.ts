import katex from "katex";

/** Sets a formula as HTML; display formulas stand on a line of their own. */
export type FormulaSetter = (formula: string, display: boolean) => string;

/**
 * Makes what sets the formulas of one page: commands that one formula defines serve those after it.
 *
 * Beside what KaTeX knows, it takes what JupyterLab's MathJax does and everyday formulas hold.
 *
 * What KaTeX calls strict is not asked for: letters of any script, and a comment at the end, are
 * everyday in notebooks. `\newcommand` may define again, as in MathJax; `\DeclareMathOperator` is
 * known; a `\label` is taken and shows nothing, and `\ref` and `\eqref` show the label's name.
 *
 * @returns The setter. It throws where KaTeX cannot read a formula; the message holds the formula.
 */
export function formulaSetter(): FormulaSetter {
  const macros: Record<string, unknown> = { ...MACROS };
  return (formula, displayMode) => {
    try {
      const limits = { maxSize: LARGEST, throwOnError: true, strict: false, trust: isLink };
      const options = { displayMode, globalGroup: true, macros, ...limits };
      return katex.renderToString(withKnownNames(formula), options as Options);
    } catch (error) {
      const fence = displayMode ? "$$" : "$", { message } = error as Error;
      throw new Error(`KaTeX cannot set ${fence}${formula}${fence}: ${message}`);
    }
  };
}

/** What a formula may put into a page beside signs: links, to pages and letters. */
function isLink({ command, protocol = "" }: TrustContext): boolean {
  const isPage = ["http", "https", "mailto", "_relative"].includes(protocol);
  if (/^\\(?:href|url)$/.test(command) && isPage) return true;
  throw new Error(`${command} is none of a page's formulas`);
}

/** What KaTeX asks about. */
interface TrustContext {
  readonly command: string;
  readonly protocol?: string;
}

/** No rule or space is larger, in ems: one of thousands would cover the page. */
const LARGEST = 100;

type Options = Parameters<typeof katex.renderToString>[1];

/** The part of KaTeX's expander of macros that is used here. */
interface Expander {
  /** Takes an argument, or all up to a delimiter: its tokens, the last one first. */
  consumeArg(delimiters?: string[]): { tokens: { text: string }[] };
  consumeSpaces(): void;
  /** The next token. */
  future(): { text: string };
  popToken(): unknown;
  isDefined(name: string): boolean;
  macros: { set(name: string, definition: unknown): void };
}

const MACROS: Readonly<Record<string, unknown>> = {
  "\\newcommand": (expander: Expander) => {
    const name = argument(expander);
    // LaTeX has a form with a star
    const command = name === "*" ? argument(expander) : name;
    const count = inBrackets(expander), preset = inBrackets(expander);
    if (preset !== undefined) {
      definePreset(expander, command, Number(count), preset);
      return "";
    }
    const define = `\\${expander.isDefined(command) ? "renew" : "provide"}command{${command}}`;
    return count === undefined ? define : `${define}[${count}]`;
  },
  "\\DeclareMathOperator": "\\@ifstar\\saddle@limits\\saddle@operator",
  "\\saddle@operator": "\\gdef#1{\\operatorname{#2}}",
  "\\saddle@limits": "\\gdef#1{\\operatorname*{#2}}",
  // The forms of plain TeX
  ...{ "\\cases": around("cases"), "\\matrix": around("matrix"), "\\pmatrix": around("pmatrix") },
  ...{ "\\eqalign": around("aligned"), "\\displaylines": around("gathered") },
  "\\root": (expander: Expander) => `\\sqrt[${textOf(expander.consumeArg(["\\of"]))}]`,
  "\\unicode": (expander: Expander) => `\\text{\\char"${argument(expander).replace(/^x/i, "")}}`,
  "\\buildrel": (expander: Expander) =>
    `\\overset{${textOf(expander.consumeArg(["\\over"]))}}{${argument(expander)}}`,
  ...{ "\\mbox": "\\text{#1}", "\\mit": "\\mathnormal{#1}" },
  "\\strut": "\\vphantom{(}",
  // What is for typesetters or for other programs' pages
  ...{ "\\class": "\\@secondoftwo{#1}{#2}", "\\cssId": "\\@secondoftwo{#1}{#2}" },
  ...{ "\\style": "\\@secondoftwo{#1}{#2}", "\\bbox": "\\@ifnextchar[\\saddle@boxed\\relax" },
  "\\saddle@boxed": (expander: Expander) => {
    inBrackets(expander);
    return "";
  },
  ...{ "\\require": "\\@firstoftwo{}{#1}", "\\vspace": "\\@firstoftwo{}{#1}" },
  "\\label": (expander: Expander) => {
    argument(expander);
    return "";
  },
  "\\ref": (expander: Expander) => shownLabel(argument(expander)),
  "\\eqref": (expander: Expander) => `(${shownLabel(argument(expander))})`,
};

/** Environments that KaTeX lacks, by those that look alike. */
const ALIKE: Readonly<Record<string, string>> = {
  ...{ eqnarray: "align", flalign: "align", multline: "gather" },
};

function around(environment: string): string {
  return `\\begin{${environment}}#1\\end{${environment}}`;
}

/** Texts whose signs mean themselves, and environments by names that KaTeX has. */
function withKnownNames(formula: string): string {
  const text = formula.replace(
    /\\(text(?:rm|bf|it|sf|tt|normal)?|mbox|hbox)\{([^{}$]*)\}/g,
    (_, name: string, words: string) => `\\${name}{${words.replace(/(?<!\\)[_#&]/g, "\\$&")}}`,
  );
  return withKnownEnvironments(text);
}

function withKnownEnvironments(formula: string): string {
  const known = formula.replace(
    /\\(begin|end)\{(eqnarray|flalign|multline)(\*?)\}/g,
    (_, side: string, name: string, star: string) => `\\${side}{${ALIKE[name]}${star}}`,
  );
  // In eqnarray a sign such as = has a column of its own
  return formula.includes("{eqnarray") ? known.replace(/&\s*([=<>]|\\[a-z]+)\s*&/g, "&$1 ") : known;
}

function argument(expander: Expander): string {
  return textOf(expander.consumeArg());
}

function textOf({ tokens }: { tokens: { text: string }[] }): string {
  return tokens.map(({ text }) => text).reverse().join("");
}

function inBrackets(expander: Expander): string | undefined {
  expander.consumeSpaces();
  if (expander.future().text !== "[") return undefined;
  expander.popToken();
  return textOf(expander.consumeArg(["]"]));
}

/** Defines a command whose first argument may be left out. */
function definePreset(expander: Expander, command: string, numArgs: number, preset: string): void {
  const given = `${command}@given`, { tokens } = expander.consumeArg();
  const delimiters = [["["], ["]"], ...Array.from({ length: numArgs - 1 }, () => [])];
  expander.macros.set(given, { tokens, numArgs, delimiters });
  expander.macros.set(command, `\\@ifnextchar[{${given}}{${given}[${preset}]}`);
}

function shownLabel(name: string): string {
  return `\\text{${name.replace(/[_#$%&^]/g, (sign) => sign === "^" ? "-" : `\\${sign}`)}}`;
}
