import { isDeeper } from "./nesting.ts";
import type { Cell, Metadata, MimeBundle, Notebook, Output } from "./notebook.ts";

/**
 * Reads the text of a notebook file and checks that it is nbformat 4. Texts held as lines are
 * joined.
 *
 * @param text What the file holds.
 * @param name The file's name, for errors.
 * @returns The notebook.
 * @throws {TypeError} Where the text is not JSON or not nbformat 4; the message names the file, the
 * cell, the field, what was expected and what came.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseNotebook } from "saddle/course/mod.ts";
 *
 * const text = `{"nbformat": 4, "nbformat_minor": 5, "metadata": {},
 *   "cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# Why\\n", "do GANs circle?"]}]}`;
 * assert.equal(parseNotebook(text, "why.ipynb").cells[0]?.source, "# Why\ndo GANs circle?");
 * assert.throws(() => parseNotebook('{"nbformat": 3}', "old.ipynb"), /old.ipynb: "nbformat" should be 4, got 3/);
 * ```
 */
export function parseNotebook(text: string, name: string): Notebook {
  let json: unknown;
  try {
    // Some editors begin a file with a mark of its encoding
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new TypeError(
      `${name}: not a notebook, because it is not JSON: ${(error as Error).message}`,
    );
  }
  if (isDeeper(json, DEEPEST)) {
    throw new TypeError(
      `${name}: lists and objects should stand at most ${DEEPEST} deep in each other, got more`,
    );
  }
  const top = record(json, name, "the notebook");
  if (top.nbformat !== 4) fail(name, `"nbformat" should be 4`, top.nbformat);
  const minor = top.nbformat_minor;
  if (!Number.isInteger(minor) || (minor as number) < 0) {
    fail(name, `"nbformat_minor" should be a whole number from 0`, minor);
  }
  const metadata = record(top.metadata, name, `"metadata"`);
  if (!Array.isArray(top.cells)) fail(name, `"cells" should be an array`, top.cells);
  const cells = top.cells.map((cell, index) => parseCell(cell, `${name}, cell ${index + 1}`));
  checkIds(cells, name);
  return { nbformat: 4, nbformat_minor: minor as number, metadata, cells };
}

/** How many lists and objects may stand in each other: no program gives as many. */
const DEEPEST = 500;

function parseCell(json: unknown, place: string): Cell {
  const cell = record(json, place, "the cell");
  const kind = cell.cell_type;
  if (kind !== "code" && kind !== "markdown" && kind !== "raw") {
    fail(place, `"cell_type" should be "code", "markdown" or "raw"`, kind);
  }
  const common = {
    ...parseId(cell.id, place),
    metadata: record(cell.metadata, place, `"metadata"`),
    source: joined(cell.source, place, `"source"`),
  };
  if (kind !== "code") {
    return { cell_type: kind, ...common, ...parseAttachments(cell.attachments, place) };
  }
  if (!Array.isArray(cell.outputs)) {
    fail(place, `"outputs" of a code cell should be an array`, cell.outputs);
  }
  const outputs = cell.outputs.map((output, index) =>
    parseOutput(output, `${place}, output ${index + 1}`)
  );
  return {
    cell_type: kind,
    ...common,
    outputs,
    execution_count: count(cell.execution_count, place),
  };
}

function parseId(id: unknown, place: string): { id?: string } {
  if (id === undefined) return {};
  if (typeof id !== "string" || !/^[\w-]{1,64}$/.test(id)) {
    fail(place, `"id" should be 1 to 64 letters, digits, "-" or "_"`, id);
  }
  return { id };
}

function parseAttachments(
  json: unknown,
  place: string,
): { attachments?: { [name: string]: MimeBundle } } {
  if (json === undefined) return {};
  const attachments = record(json, place, `"attachments"`);
  const entries = Object.entries(attachments).map((
    [name, value],
  ) => [name, bundle(value, place, `attachment "${name}"`)]);
  return { attachments: Object.fromEntries(entries) };
}

function parseOutput(json: unknown, place: string): Output {
  const output = record(json, place, "the output");
  switch (output.output_type) {
    case "stream": {
      const name = output.name;
      if (name !== "stdout" && name !== "stderr") {
        fail(place, `"name" should be "stdout" or "stderr"`, name);
      }
      return { output_type: "stream", name, text: joined(output.text, place, `"text"`) };
    }
    case "display_data":
    case "execute_result": {
      const data = bundle(output.data, place, `"data"`),
        metadata = record(output.metadata, place, `"metadata"`);
      if (output.output_type === "display_data") {
        return { output_type: "display_data", data, metadata };
      }
      return {
        output_type: "execute_result",
        data,
        metadata,
        execution_count: count(output.execution_count, place),
      };
    }
    case "error": {
      const { ename, evalue, traceback } = output;
      if (typeof ename !== "string") fail(place, `"ename" should be a string`, ename);
      if (typeof evalue !== "string") fail(place, `"evalue" should be a string`, evalue);
      if (!isLines(traceback)) fail(place, `"traceback" should be an array of strings`, traceback);
      return { output_type: "error", ename, evalue, traceback };
    }
    default:
      fail(
        place,
        `"output_type" should be "stream", "display_data", "execute_result" or "error"`,
        output.output_type,
      );
  }
}

/** A MIME bundle; text that is held as lines is joined, JSON stays as it is. */
function bundle(json: unknown, place: string, what: string): MimeBundle {
  const data = record(json, place, what);
  const entries = Object.entries(data).map(([mime, value]) => [
    mime,
    isLines(value) && !/[/+]json$/.test(mime) ? value.join("") : value,
  ]);
  return Object.fromEntries(entries);
}

function record(json: unknown, place: string, what: string): Metadata {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    fail(place, `${what} should be an object`, json);
  }
  return json as Metadata;
}

function joined(json: unknown, place: string, what: string): string {
  if (typeof json === "string") return json;
  if (isLines(json)) return json.join("");
  fail(place, `${what} should be a string or an array of strings`, json);
}

function count(json: unknown, place: string): number | null {
  if (json === undefined || json === null) return null;
  if (!Number.isInteger(json)) {
    fail(place, `"execution_count" should be a whole number or null`, json);
  }
  return json as number;
}

function isLines(json: unknown): json is string[] {
  return Array.isArray(json) && json.every((line) => typeof line === "string");
}

function checkIds(cells: readonly Cell[], name: string): void {
  const seen = new Map<string, number>();
  cells.forEach(({ id }, index) => {
    if (id === undefined) return;
    const first = seen.get(id);
    if (first !== undefined) {
      throw new TypeError(
        `${name}, cell ${index + 1}: "id" should be unique, but cell ${first} has "${id}" too`,
      );
    }
    seen.set(id, index + 1);
  });
}

function fail(place: string, expected: string, got: unknown): never {
  const text = got === undefined ? "nothing" : JSON.stringify(got);
  throw new TypeError(
    `${place}: ${expected}, got ${text.length > 60 ? text.slice(0, 60) + "..." : text}`,
  );
}
