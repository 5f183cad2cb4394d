import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { sep } from "node:path";
import { isExercise, type Notebook } from "../course/mod.ts";

/**
 * What the cells of a notebook say: another text gives another fingerprint. Exercises claim nothing,
 * and may change.
 */
export function cellsFingerprint({ cells }: Notebook): string {
  const counted = cells.filter((cell) => cell.cell_type === "code" && !isExercise(cell));
  return digest([JSON.stringify(counted.map(({ source }) => source))]);
}

/** Rooms of the library that no notebook computes with. */
const ASIDE = /^lib\/(bench|course|replay|setup|tasks)\//;

/** What notebooks compute with: the library, its packages, and the stored results. */
export async function libraryFingerprint(root: string): Promise<string> {
  const paths = ["lib/**/*.ts", "deno.lock", "data/**/*"]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((path) => path.split(sep).join("/"))
    .filter((path) => !ASIDE.test(path) && !/^data\/replay\./.test(path)).sort();
  const parts: (string | Uint8Array)[] = [];
  for (const path of paths) {
    const { isFile } = await Deno.stat(`${root}/${path}`);
    if (isFile) parts.push(path, await Deno.readFile(`${root}/${path}`));
  }
  return digest(parts);
}

function digest(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(String(part.length)).update(part);
  return hash.digest("hex").slice(0, 16);
}
