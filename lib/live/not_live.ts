import { ABSENT } from "../browser/house.ts";
import { type CellNames, cellNames } from "./cell_names.ts";
import { missingFiles } from "./needed_files.ts";
import { DENO, ROOMS } from "./rooms.ts";

/** What a page can have of files. */
export interface PageFiles {
  /** The names of those that come with the pages. */
  readonly here: readonly string[];
  /** The names of those that do not: a cell that reads one is not live. */
  readonly missing: readonly string[];
}

/**
 * Which cells of a notebook cannot run on its page, and why, before any of them runs: they use what
 * needs Deno, or read a file that does not come with the pages, or rest on a name of such a cell.
 *
 * @param sources The cells in order, TypeScript.
 * @param files What the page can have of files.
 * @returns Why, in a sentence, for each that is not live, by its index.
 */
export function notLiveCells(
  sources: readonly string[],
  files: PageFiles,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  /** What cells so far have declared: where an import is from, or which cell's value is not there. */
  const imports = new Map<string, readonly [string, string]>(), lost = new Set<string>();
  for (const [index, source] of sources.entries()) {
    const names = namesOf(source);
    if (names === undefined) continue;
    for (const [name, from] of names.imports) imports.set(name, from);
    const needs = needsDeno(names, imports) ??
      missingFiles(source, files.missing).map(notHandedOut)[0];
    const rests = [...names.mentions.difference(names.declares)].find((name) => lost.has(name));
    const reason = needs ?? (rests && `It needs \`${rests}\`, which only Deno can make.`);
    if (reason !== undefined) found.set(index, reason);
    for (const name of names.declares) {
      if (reason === undefined || names.imports.has(name)) lost.delete(name);
      else lost.add(name);
    }
  }
  return found;
}

function namesOf(source: string): CellNames | undefined {
  try {
    return cellNames(source);
  } catch {
    return undefined; // it will say so when it runs
  }
}

function notHandedOut(file: string): string {
  return `The file ${file} does not come with the pages.`;
}

/** What a cell uses that needs Deno, in a sentence. */
function needsDeno(
  { mentions, members }: CellNames,
  imports: ReadonlyMap<string, readonly [module: string, name: string]>,
): string | undefined {
  const uses = [...mentions].flatMap((name) => {
    const from = imports.get(name);
    if (from === undefined || from[1] === "*") return [];
    return isAbsent(from[0], from[1]) ? [name] : [];
  });
  const takes = [...members].filter((member) => {
    const [name, part] = member.split(".") as [string, string];
    if (name === "Deno") return !DENO.some((here) => here === part);
    const from = imports.get(name);
    return from?.[1] === "*" && isAbsent(from[0], part);
  });
  const what = [...uses, ...takes][0];
  return what && `\`${what}\` needs Deno.`;
}

function isAbsent(module: string, name: string): boolean {
  if (module.startsWith("node:")) return true;
  if (module !== "saddle" && !module.startsWith("saddle/")) return false;
  const room = module.split("/")[1];
  return ABSENT.includes(name) || room !== undefined && !ROOMS.some((here) => here === room);
}
