import { CLAIM_MIME, type ClaimData } from "../figures/mod.ts";
import type { Notebook, Output } from "./notebook.ts";

/** The verdict on one claim, as a cell's output holds it. */
export interface ClaimVerdict {
  /** The cell's index among all cells, from 0. */
  cell: number;
  /** The claim in words. */
  claim: string;
  /** Whether it held. */
  holds: boolean;
  /** The line that a reader sees: the claim, what was expected, what came. */
  line: string;
}

/**
 * Collects the verdicts on the claims of an executed notebook from its outputs.
 *
 * @param notebook The notebook.
 * @returns One verdict a claim, in the order in which the cells stand.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { claimsOf, type Notebook } from "saddle/course/mod.ts";
 * import { CLAIM_MIME, type ClaimData } from "saddle/figures/mod.ts";
 *
 * const verdict = { claim: "two is three", holds: false, line: "✗ two is three: expected 3, got 2" };
 * const output = { output_type: "display_data" as const, data: { [CLAIM_MIME]: verdict }, metadata: {} };
 * const cells = [{ cell_type: "code" as const, metadata: {}, source: "", outputs: [output], execution_count: 1 }];
 * const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
 * assert.deepEqual(claimsOf(notebook), [{ cell: 0, ...verdict }]);
 * ```
 */
export function claimsOf(notebook: Notebook): ClaimVerdict[] {
  return claimData(notebook).map(({ cell, data: { claim, holds, line } }) => {
    const words = wordsOf(claim) ?? "a claim without words";
    // What is not said to hold does not
    return { cell, claim: words, holds: holds === true, line: wordsOf(line) ?? words };
  });
}

function wordsOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The data of the verdicts as the outputs hold them, each with its cell's index among all cells. */
export function claimData({ cells }: Notebook): { cell: number; data: Partial<ClaimData> }[] {
  return cells.flatMap((cell, index) =>
    cell.cell_type === "code" ? cell.outputs.flatMap((output) => dataIn(output, index)) : []
  );
}

function dataIn(output: Output, cell: number): { cell: number; data: Partial<ClaimData> }[] {
  const data = "data" in output ? output.data[CLAIM_MIME] : undefined;
  return typeof data === "object" && data !== null ? [{ cell, data }] : [];
}
