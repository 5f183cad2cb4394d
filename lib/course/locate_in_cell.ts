import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusedBySystem } from "../files/mod.ts";
import { guardFiles } from "./left_guard.ts";

/**
 * Finds the line of a cell that a stack trace of the kernel points to. The kernel's positions are
 * those of the code after types were taken out, so the cell is transpiled once more, with a source
 * map.
 *
 * @param source The cell's TypeScript.
 * @param stack A stack trace; frames of cells read `<anonymous>:line:column`.
 * @returns The line in the cell, from 1; undefined where the trace has no such frame.
 */
export async function locateInCell(source: string, stack: string): Promise<number | undefined> {
  // Cells are all called <anonymous>; the outermost such frame is the top level of the cell that
  // ran
  const frame = [...stack.matchAll(/<anonymous>:(\d+):(\d+)/g)].at(-1);
  if (frame === null || frame === undefined) return undefined;
  const line = Number(frame[1]) - 1, column = Number(frame[2]) - 1;
  const mappings = await transpileMappings(source);
  if (mappings === undefined) return undefined;
  // The kernel puts `"use strict"; void 0;` before the first line
  const at = line === 0 ? column - PREFIX.length : column;
  const reached =
    mappings.filter((mapping) => mapping.line === line && mapping.column <= at).at(-1) ??
      mappings.find((mapping) => mapping.line === line);
  return reached && reached.sourceLine + 1;
}

const PREFIX = `"use strict"; void 0;`;

interface Mapping {
  line: number;
  column: number;
  sourceLine: number;
}

async function transpileMappings(source: string): Promise<Mapping[] | undefined> {
  const folder = await Deno.makeTempDir().catch((error) => {
    throw refusedBySystem(`${tmpdir()} (for temporary files: TMPDIR)`, "written to", error);
  });
  const guard = guardFiles([folder]);
  try {
    const file = join(folder, "cell.ts"), config = join(folder, "deno.json");
    await Deno.writeTextFile(file, source);
    // The kernel keeps imports that are not used
    await Deno.writeTextFile(config, `{ "compilerOptions": { "verbatimModuleSyntax": true } }`);
    const args = ["transpile", "--config", config, "--source-map=inline", file];
    const { stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
    const map = new TextDecoder().decode(stdout).match(
      /sourceMappingURL=data:application\/json;base64,(\S+)/,
    );
    return map?.[1] === undefined ? undefined : decodeMappings(JSON.parse(atob(map[1])).mappings);
  } finally {
    await Deno.remove(folder, { recursive: true });
    await guard.dismiss();
  }
}

/** Source map, version 3: lines are parted by `;`, segments by `,`, and numbers are differences. */
function decodeMappings(mappings: string): Mapping[] {
  let sourceLine = 0;
  return mappings.split(";").flatMap((segments, line) => {
    let column = 0;
    return segments.split(",").filter((segment) => segment !== "").map((segment) => {
      const numbers = decodeNumbers(segment);
      column += numbers[0] ?? 0;
      sourceLine += numbers[2] ?? 0;
      return { line, column, sourceLine };
    });
  });
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Base-64 digits of 5 bits, lowest first; bit 6 says that more follow; the lowest bit of a number
 * is its sign.
 */
function decodeNumbers(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0, shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = shift = 0;
  }
  return numbers;
}
