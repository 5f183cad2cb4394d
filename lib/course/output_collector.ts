import type { KernelMessage } from "./kernel_message.ts";
import type { Metadata, MimeBundle, Output } from "./notebook.ts";
import { textOf } from "./words.ts";

/**
 * Gathers the outputs of one cell from the kernel's messages; {@linkcode outputCollector} makes
 * one.
 */
export interface OutputCollector {
  /** What the cell has given so far. */
  readonly outputs: Output[];
  /** Takes one message; those that are no output are left alone. */
  take(message: KernelMessage): void;
}

/**
 * Starts to gather the outputs of a cell as a notebook shows them: texts of one stream that follow
 * each other are one output, `update_display_data` changes every output with that id (also those of
 * earlier cells), `clear_output` empties the cell, and with `wait` does so when the next output
 * comes.
 *
 * @param displays Outputs by display id, shared by all cells of a notebook.
 * @returns The collector of this cell.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { outputCollector } from "saddle/course/mod.ts";
 *
 * const cell = outputCollector(new Map());
 * cell.take({ type: "stream", parent: "1", content: { name: "stdout", text: "step 1\n" } });
 * cell.take({ type: "stream", parent: "1", content: { name: "stdout", text: "step 2\n" } });
 * assert.deepEqual(cell.outputs, [{ output_type: "stream", name: "stdout", text: "step 1\nstep 2\n" }]);
 * ```
 */
export function outputCollector(displays: Map<string, Displayed[]>): OutputCollector {
  const outputs: Output[] = [];
  let clearing = false;
  const add = (output: Output, content: KernelMessage["content"] = {}) => {
    if (clearing) outputs.length = 0;
    clearing = false;
    const last = outputs.at(-1);
    if (
      output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name
    ) {
      last.text += output.text;
    } else outputs.push(output);
    const id = displayId(content);
    if (id !== undefined && "data" in output) displays.set(id, [...displays.get(id) ?? [], output]);
  };
  const take = ({ type, content }: KernelMessage) => {
    if (type === "update_display_data") {
      for (const shown of displays.get(displayId(content) ?? "") ?? []) {
        Object.assign(shown, bundleOf(content));
      }
    } else if (type === "clear_output") {
      clearing = content.wait === true;
      if (!clearing) outputs.length = 0;
    } else {
      const output = toOutput(type, content);
      if (output !== undefined) add(output, content);
    }
  };
  return { outputs, take };
}

/** An output that has a MIME bundle. */
export type Displayed = Extract<Output, { data: MimeBundle }>;

function toOutput(type: string, content: KernelMessage["content"]): Output | undefined {
  switch (type) {
    case "stream":
      return {
        output_type: type,
        name: content.name === "stderr" ? "stderr" : "stdout",
        text: textOf(content.text),
      };
    case "display_data":
      return { output_type: type, ...bundleOf(content) };
    case "execute_result":
      return {
        output_type: type,
        ...bundleOf(content),
        execution_count: content.execution_count as number,
      };
    case "error": {
      const { ename, evalue, traceback } = content;
      return {
        output_type: type,
        ename: textOf(ename),
        evalue: textOf(evalue),
        traceback: Array.isArray(traceback) ? traceback.map(textOf) : [],
      };
    }
  }
}

/** Cells can send what they like: what is not of the form of an output is empty. */
function bundleOf({ data, metadata }: KernelMessage["content"]) {
  return { data: recordOf(data), metadata: recordOf(metadata) };
}

function recordOf(value: unknown): Metadata {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? value as Metadata : {};
}

function displayId({ transient }: KernelMessage["content"]): string | undefined {
  const { display_id } = recordOf(transient);
  return typeof display_id === "string" ? display_id : undefined;
}
