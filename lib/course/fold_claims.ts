import { CLAIM_MIME, type ClaimData } from "../figures/mod.ts";
import { escapeHtml } from "./escape_html.ts";
import type { Output } from "./notebook.ts";

/** An output as HTML, with the words of the claim that it is where that held. */
export interface ShownOutput {
  /** HTML. */
  html: string;
  /** The claim that held; undefined for any other output. */
  claim: string | undefined;
}

/** The words of a claim that held, where an output is the verdict on one. */
export function heldClaim(output: Output): string | undefined {
  const data = "data" in output ? output.data[CLAIM_MIME] as Partial<ClaimData> | null : undefined;
  return data?.holds === true ? String(data.claim) : undefined;
}

/**
 * Puts each run of claims that held behind one line that opens: how many, and what they say. What
 * did not hold is never folded.
 *
 * @param outputs The outputs of a cell in order.
 * @returns Their HTML.
 */
export function foldClaims(outputs: readonly ShownOutput[]): string[] {
  const folded: string[] = [];
  for (let from = 0; from < outputs.length;) {
    let to = from;
    while (outputs[to]?.claim !== undefined) to++;
    folded.push(to > from ? fold(outputs.slice(from, to)) : outputs[from]!.html);
    from = Math.max(to, from + 1);
  }
  return folded;
}

function fold(claims: readonly ShownOutput[]): string {
  const count = claims.length === 1 ? "1 claim" : `${claims.length} claims`;
  const words = claims.map(({ claim }) => escapeHtml(claim!)).join("; ");
  return `<details class="fold claims">
<summary><span class="held">✓ ${count}</span> <span class="words">${words}</span></summary>
${claims.map(({ html }) => html).join("\n")}
</details>`;
}
