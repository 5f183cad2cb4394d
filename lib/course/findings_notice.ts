import { escapeHtml } from "./escape_html.ts";
import { type Finding, findingsOf } from "./findings.ts";
import type { Notebook } from "./notebook.ts";

/**
 * The notice at the top of a page whose notebook did not come through its run: how many claims did
 * not hold, where the run stopped, and what the check of the cells found, each with a link.
 *
 * @param notebook An executed notebook.
 * @returns HTML; empty where all is well.
 */
export function findingsNotice(notebook: Notebook): string {
  const { claims, held, wrong } = findingsOf(notebook);
  if (wrong.length === 0) return "";
  const words: string[] = [];
  if (held < claims) {
    words.push(
      `${claims - held} of the ${claims} claim${
        claims === 1 ? "" : "s"
      } checked on this page did ` +
        `not hold in this run`,
    );
  }
  if (wrong.some(({ kind }) => kind === "stopped")) words.push("the run stopped before the end");
  if (wrong.some(({ kind }) => kind === "problem")) words.push("there are problems in cells");
  const text = words.join("; ");
  const items = wrong.map((finding) => `<li>${itemOf(notebook, finding)}</li>`);
  return `<aside class="notice" aria-label="What went wrong">
<p><strong>${text.charAt(0).toUpperCase()}${text.slice(1)}.</strong></p>
<ul>
${items.join("\n")}
</ul>
</aside>
`;
}

/** The first line says what it is; the rest, such as a stack, stands at the cell. */
function itemOf(notebook: Notebook, { cell, message }: Finding): string {
  const text = escapeHtml(message.split("\n", 1)[0] ?? "");
  if (cell === undefined) return text;
  return `<a href="#cell-${cell + 1}">${nameOf(notebook, cell)}</a>: ${text}`;
}

function nameOf({ cells }: Notebook, index: number): string {
  if (cells[index]?.cell_type !== "code") return `Cell ${index + 1}`;
  const number = cells.slice(0, index + 1).filter(({ cell_type }) => cell_type === "code").length;
  return `Cell [${number}]`;
}
