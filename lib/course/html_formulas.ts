import { Parser } from "htmlparser2";
import type { MarkdownIt } from "markdown-it";
import type { FormulaSetter } from "./formula_setter.ts";
import { formulasIn } from "./math_rules.ts";

/** Elements whose text is no prose. */
const VERBATIM = new Set(["code", "pre", "samp", "kbd", "script", "style", "textarea", "svg"]);

/**
 * Sets the formulas in the text of a block of HTML, as JupyterLab does: a cell of a table that an
 * author wrote in HTML may hold one. Tags, comments and code stay as they are.
 *
 * @param html HTML that stands in Markdown.
 * @param markdown A parser that knows formulas.
 * @param setFormula Sets one.
 */
export function setHtmlFormulas(
  html: string,
  markdown: MarkdownIt,
  setFormula: FormulaSetter,
): string {
  if (!/[$]|\\\\|\\(?:begin|(?:eq)?ref)/.test(html)) return html;
  const parts: string[] = [];
  let end = 0, verbatim = 0;
  const takeText = (to: number) => {
    const text = html.slice(end, to);
    parts.push(verbatim > 0 ? text : setText(text, markdown, setFormula));
  };
  const takeMarkup = () => {
    takeText(parser.startIndex);
    parts.push(html.slice(Math.max(end, parser.startIndex), parser.endIndex + 1));
    end = parser.endIndex + 1;
  };
  const parser = new Parser({
    onopentag(name, _attributes, isImplied) {
      if (!isImplied) takeMarkup();
      if (VERBATIM.has(name)) verbatim++;
    },
    onclosetag(name, isImplied) {
      if (!isImplied && parser.startIndex >= end) takeMarkup();
      if (VERBATIM.has(name)) verbatim--;
    },
    oncomment: takeMarkup,
    onprocessinginstruction: takeMarkup,
  });
  parser.end(html);
  takeText(html.length);
  return parts.join("");
}

function setText(text: string, markdown: MarkdownIt, setFormula: FormulaSetter): string {
  let html = "", at = 0;
  for (const { start, end, content, display } of formulasIn(markdown, text)) {
    html += text.slice(at, start) + setFormula(withoutEntities(content), display);
    at = end;
  }
  return html + text.slice(at);
}

function withoutEntities(tex: string): string {
  return tex.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
