import { cellPlace } from "./cell_place.ts";
import { claimsOf } from "./claims_of.ts";
import type { Notebook } from "./notebook.ts";
import { runRecord } from "./run_record.ts";

/** One thing that is wrong with a notebook. */
export interface Finding {
  /**
   * A claim that did not hold, a run that stopped, or what a check of the cells or the making of
   * the page found.
   */
  kind: "claim" | "stopped" | "problem" | "warning";
  /** The cell's index among all cells; none where it is not in one cell. */
  cell?: number;
  /** The line in the cell, from 1, where it is known. */
  line?: number;
  /** What is wrong, without the place. */
  message: string;
}

/** What a notebook's run came to. */
export interface Findings {
  /** Claims that were checked in this run; those in cells that were not run are not among them. */
  claims: number;
  /** How many of them held. */
  held: number;
  /** What is wrong, in the order of the cells. */
  wrong: Finding[];
  /** What is only to be known, in the order of the cells. */
  warnings: Finding[];
}

/**
 * Gathers what an executed notebook's run came to, from its outputs and its record: page, index,
 * the list at the end and the exit code all say this.
 *
 * @param notebook The notebook.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { findingsOf, type Notebook, withRunRecord } from "saddle/course/mod.ts";
 *
 * const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };
 * assert.deepEqual(findingsOf(notebook), { claims: 0, held: 0, wrong: [], warnings: [] });
 * const stopped = withRunRecord(notebook, { stopped: { cell: -1, message: "no kernel" } });
 * assert.deepEqual(findingsOf(stopped).wrong, [{ kind: "stopped", message: "no kernel" }]);
 * ```
 */
export function findingsOf(notebook: Notebook): Findings {
  const { stopped, problems = [] } = runRecord(notebook);
  const verdicts = claimsOf(notebook).filter(({ cell }) => cell <= (stopped?.cell ?? Infinity));
  const failed = verdicts.filter(({ holds }) => !holds);
  const found = problems.map(({ warning, page: _, ...problem }): Finding => ({
    kind: warning ? "warning" : "problem",
    ...problem,
  }));
  const wrong: Finding[] = [
    ...failed.map(({ cell, line }) => ({ kind: "claim" as const, cell, message: line })),
    ...found.filter(({ kind }) => kind === "problem"),
  ];
  if (stopped !== undefined) {
    const { cell, ...rest } = stopped;
    wrong.push({ kind: "stopped", ...(cell < 0 ? {} : { cell }), ...rest });
  }
  const inOrder = (one: Finding, other: Finding) => (one.cell ?? -1) - (other.cell ?? -1);
  const warnings = found.filter(({ kind }) => kind === "warning").sort(inOrder);
  const held = verdicts.length - failed.length;
  return { claims: verdicts.length, held, wrong: wrong.sort(inOrder), warnings };
}

/**
 * A finding as one text for a terminal: the file, the cell's place, what is wrong.
 *
 * @param path The notebook's file.
 * @param notebook The notebook.
 * @param finding The finding.
 */
export function describeFinding(path: string, notebook: Notebook, finding: Finding): string {
  const { cell, line, message } = finding;
  const place = cell === undefined ? "" : `, ${cellPlace(notebook, cell)}`;
  return `${path}${place}${line === undefined ? "" : `, line ${line}`}: ${message}`;
}
