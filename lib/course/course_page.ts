import { openingOf } from "./markdown.ts";
import type { Notebook } from "./notebook.ts";

/** A notebook as a page of the course: what the index and the neighbours need to know of it. */
export interface CoursePage {
  /** The file's name without its ending, such as `01-dirac-gan`: the page's name too. */
  name: string;
  /** The number the name starts with, such as `01`; empty without one. */
  number: string;
  /** The notebook's question: its first heading, as Markdown. */
  title: string;
  /** The first paragraph, as Markdown. */
  summary: string;
  /** How long it runs, in words; empty where the notebook does not say. */
  duration: string;
  /** The notebook, executed. */
  notebook: Notebook;
}

/**
 * Reads from a notebook what the index says of it. The title is the first heading, the summary the
 * paragraph after it; the duration is the metadata `{"saddle": {"duration": "40 s"}}`, or else the
 * first text such as "about 40 seconds" in the first Markdown cell.
 *
 * @param name The file's name without its ending.
 * @param notebook The notebook.
 * @returns The page.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { coursePage } from "saddle/course/mod.ts";
 *
 * const source = "# Why do GANs circle?\n\nTwo numbers play.\n\nIt runs in about 20 s.";
 * const cells = [{ cell_type: "markdown" as const, metadata: {}, source }];
 * const page = coursePage("01-dirac-gan", { nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
 * assert.equal(page.title, "Why do GANs circle?");
 * assert.equal(page.summary, "Two numbers play.");
 * assert.equal(page.duration, "about 20 s");
 * ```
 */
export function coursePage(name: string, notebook: Notebook): CoursePage {
  const text = notebook.cells.find(({ cell_type }) => cell_type === "markdown")?.source ?? "";
  const { title = name, summary = "" } = openingOf(text);
  const number = name.match(/^\d+/)?.[0] ?? "";
  return {
    name,
    number,
    title,
    summary,
    duration: durationOf(notebook, text),
    notebook,
  };
}

function durationOf(notebook: Notebook, text: string): string {
  const saddle = notebook.metadata.saddle as { duration?: unknown } | undefined;
  if (typeof saddle?.duration === "string") return saddle.duration;
  const match = text.match(
    /(?:(?:about|under|less than|around)\s+)?\d+(?:\s*(?:to|-|–)\s*\d+)?\s*(?:s|sec|seconds?|min|minutes?)\b/i,
  );
  return match?.[0].replace(/\s+/g, " ") ?? "";
}
