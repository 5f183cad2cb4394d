import type { Notebook } from "./notebook.ts";

/**
 * What a run of the course notes of a notebook beside its outputs. It stands in the metadata of the
 * executed copy, so that pages made later from that copy say the same.
 */
export interface RunRecord {
  /** Where and why the run stopped early; the cells after that one hold what was stored. */
  stopped?: {
    /** The cell's index among all cells, from 0; -1 where no cell was run. */
    cell: number;
    /** The line in the cell, from 1, where it is known. */
    line?: number;
    /** What happened, without the place. */
    message: string;
  };
  /** What the check of the cells, or the making of the page, found. */
  problems?: {
    /** The cell's index; none where the problem is not in one cell. */
    cell?: number;
    /** The line in the cell, from 1, where it is known. */
    line?: number;
    /** The problem, without the place. */
    message: string;
    /** Whether it is only to be known: nothing is wrong with the run. */
    warning?: true;
    /** Whether it was found when the page was made; the next page says it anew. */
    page?: true;
  }[];
  /** How many other notebooks ran beside this one, at the most; none where it ran alone. */
  beside?: number;
}

const NAME = "saddle_run";

/**
 * Reads what an executed notebook says of its run. Anyone can write a notebook's metadata: what is
 * not of the form of a record is left out.
 *
 * @param notebook The notebook.
 * @returns The record; empty where all went well and nothing ran beside.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Notebook, runRecord, withRunRecord } from "saddle/course/mod.ts";
 *
 * const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };
 * assert.deepEqual(runRecord(withRunRecord(notebook, { beside: 1 })), { beside: 1 });
 * assert.deepEqual(withRunRecord(withRunRecord(notebook, { beside: 1 }), {}), notebook);
 * ```
 */
export function runRecord(notebook: Notebook): RunRecord {
  const { stopped, problems, beside } = parts(notebook.metadata[NAME]);
  const { cell } = parts(stopped), isStopped = isIndex(cell) && isFinding(stopped);
  const found = Array.isArray(problems) ? problems.filter(isFinding) : [];
  return {
    ...(isStopped ? { stopped: { ...stopped, cell } } : {}),
    ...(found.length > 0 ? { problems: found } : {}),
    ...(isIndex(beside) && beside > 0 ? { beside } : {}),
  };
}

function parts(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
}

/** An index, or -1. */
function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= -1;
}

function isFinding(value: unknown): value is { cell?: number; line?: number; message: string } {
  const { cell = 0, line = 1, message, warning = true, page = true } = parts(value);
  return isIndex(cell) && isIndex(line) && typeof message === "string" && warning === true &&
    page === true;
}

/**
 * Gives a copy of a notebook that holds this record.
 *
 * @param notebook The notebook; it is left as it is.
 * @param record What to note; nothing where it is empty.
 */
export function withRunRecord(notebook: Notebook, record: RunRecord): Notebook {
  const { [NAME]: _, ...metadata } = notebook.metadata;
  const isEmpty = Object.keys(record).length === 0;
  return { ...notebook, metadata: isEmpty ? metadata : { ...metadata, [NAME]: record } };
}
