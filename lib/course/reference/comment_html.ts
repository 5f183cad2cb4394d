import { escapeHtml } from "../escape_html.ts";
import type { Highlight } from "../highlighter.ts";
import { markdownRenderer } from "../markdown.ts";

/** Comments of one room as HTML; {@linkcode commentRenderer} makes one. */
export interface CommentRenderer {
  /** A text of paragraphs. */
  block(text: string, owner: string): string;
  /** A text that stands in a line; one of several paragraphs keeps them. */
  line(text: string, owner: string): string;
}

/**
 * Renders comments as the pages of notebooks render Markdown, with formulas, coloured code, and
 * links for `{@linkcode NAME}`. A text that cannot be rendered is shown as it was written.
 *
 * @param highlight Colours code.
 * @param addressOf Finds where a symbol is explained.
 * @param onProblem Is told of a text that cannot be rendered, with the symbol that it belongs to.
 */
export function commentRenderer(
  highlight: Highlight,
  addressOf: (name: string) => string | undefined,
  onProblem: (problem: string) => void,
): CommentRenderer {
  const markdown = markdownRenderer(highlight);
  const block = (text: string, owner: string) => {
    try {
      return markdown.render(withLinks(withDefaults(text), addressOf));
    } catch (error) {
      onProblem(`${owner}: ${(error as Error).message}`);
      return `<p>${escapeHtml(text)}</p>`;
    }
  };
  return {
    block,
    line: (text, owner) => block(text, owner).trim().replace(/^<p>((?:(?!<p>)[^])*)<\/p>$/, "$1"),
  };
}

/** Says as a sentence what stands after `@default` on the line of another one. */
function withDefaults(text: string): string {
  return text.replace(/[ \t]+@default[ \t]+(.+?)\.?[ \t]*$/gm, (_, value: string) => {
    const isCode = !value.includes("`") && /^(["'[{(-]|\d|true$|false$)/.test(value);
    return ` Default ${isCode ? `\`${value}\`` : value}.`;
  });
}

const LINK = /\{@link(?:code|plain)?\s+([^\s|}]+)(?:\s*\|?\s*([^}]*))?\}/g;

/** Puts Markdown links in the place of those of JSDoc. */
function withLinks(text: string, addressOf: (name: string) => string | undefined): string {
  return text.replace(LINK, (_, target: string, words: string = "") => {
    const isAddress = /^https?:/.test(target);
    const address = isAddress ? target : addressOf(target.split(".")[0] ?? target);
    const shown = words.trim() || (isAddress ? target : `\`${target}\``);
    return address === undefined ? shown : `[${shown}](${address})`;
  });
}

/**
 * The first sentence of a comment, as Markdown. A point inside brackets, code or a formula ends
 * none, nor one that a small letter or a digit follows.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { firstSentence } from "saddle/course/reference/comment_html.ts";
 *
 * const comment = "R1 (Mescheder et al. 2018, eq. 9). It is\nsmooth.";
 * assert.equal(firstSentence(comment), "R1 (Mescheder et al. 2018, eq. 9).");
 * ```
 */
export function firstSentence(comment: string): string {
  const [paragraph = ""] = comment.trim().split(/\n\s*\n/);
  const text = paragraph.replace(/\s+/g, " ");
  let depth = 0, quote = "";
  for (const [index, letter] of [...text].entries()) {
    if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === "`" || letter === "$") quote = letter;
    else if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) depth--;
    else if (letter === "." && depth <= 0 && /^(\s+[^\p{Ll}\p{N}]|$)/u.test(rest(text, index))) {
      return [...text].slice(0, index + 1).join("");
    }
  }
  return text;
}

function rest(text: string, index: number): string {
  return [...text].slice(index + 1, index + 4).join("");
}

/** A comment's text without its marks, for search. */
export function plainComment(comment: string): string {
  return comment.replace(LINK, (_, target: string, words: string = "") => words.trim() || target)
    .replace(/[`*]/g, "").replace(/\$([^$]*)\$/g, (_, formula: string) => plainFormula(formula))
    .replace(/\s+/g, " ").trim();
}

/** Letters and signs by what TeX calls them. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", eta: "η", theta: "θ" },
  ...{ lambda: "λ", mu: "μ", nu: "ν", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", phi: "φ" },
  ...{ psi: "ψ", omega: "ω", nabla: "∇", cdot: "·", times: "×", sum: "Σ", sim: "~", infty: "∞" },
  ...{ le: "≤", leq: "≤", ge: "≥", geq: "≥", to: "→", leftarrow: "←", in: "∈", sqrt: "√" },
  ...{ max: "max ", min: "min ", log: "log ", exp: "exp " },
};

/** A formula as it can be said in a line. */
function plainFormula(formula: string): string {
  return formula.replace(/\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}/g, "$1/$2")
    .replace(/\\([a-z]+) ?/gi, (_, name: string) => SIGNS[name] ?? "")
    .replace(/\\[|]/g, "|").replace(/\\[^a-z]|[{}]/gi, "");
}
