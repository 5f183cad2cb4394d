import type { Cell, MimeBundle, Notebook, Output } from "./notebook.ts";

/**
 * The text of a notebook file: what {@linkcode parseNotebook} reads, in the form that Jupyter
 * writes (indent 1, texts as lines, a newline at the end), so that a notebook saved by JupyterLab
 * and one saved here differ only where something changed.
 *
 * @param notebook The notebook.
 * @returns The text of its file.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatNotebook, parseNotebook } from "saddle/course/mod.ts";
 *
 * const notebook = parseNotebook('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}', "empty.ipynb");
 * assert.deepEqual(parseNotebook(formatNotebook(notebook), "empty.ipynb"), notebook);
 * ```
 */
export function formatNotebook(notebook: Notebook): string {
  const { cells, metadata, nbformat, nbformat_minor } = notebook;
  return JSON.stringify(
    { cells: cells.map(cellToJson), metadata, nbformat, nbformat_minor },
    null,
    1,
  ) + "\n";
}

/** Key order is alphabetical, as Jupyter writes it. */
function cellToJson(cell: Cell): unknown {
  const id = cell.id === undefined ? {} : { id: cell.id };
  const { cell_type, metadata } = cell, source = lines(cell.source);
  if (cell.cell_type !== "code") {
    const attachments = cell.attachments === undefined ? {} : { attachments: cell.attachments };
    return { ...attachments, cell_type, ...id, metadata, source };
  }
  const { execution_count } = cell, outputs = cell.outputs.map(outputToJson);
  return { cell_type, execution_count, ...id, metadata, outputs, source };
}

function outputToJson(output: Output): unknown {
  const { output_type } = output;
  if (output_type === "stream") return { name: output.name, output_type, text: lines(output.text) };
  if (output_type === "error") {
    return { ename: output.ename, evalue: output.evalue, output_type, traceback: output.traceback };
  }
  const data = bundleToJson(output.data), { metadata } = output;
  if (output_type === "display_data") return { data, metadata, output_type };
  return { data, execution_count: output.execution_count, metadata, output_type };
}

/** Text of any kind becomes lines; pictures in base64 and JSON stay as they are. */
function bundleToJson(data: MimeBundle): MimeBundle {
  const entries = Object.entries(data).map(([mime, value]) => {
    const isText = typeof value === "string" &&
      (mime.startsWith("text/") || mime === "image/svg+xml");
    return [mime, isText ? lines(value) : value] as const;
  });
  return Object.fromEntries(entries);
}

function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
