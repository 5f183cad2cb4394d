import { type CellNames, cellNames } from "./cell_names.ts";

/**
 * Which cells have to run before another one: those that declare a name that it, or one of them,
 * mentions, and those that may change what such a name stands for. A cell that starts an engine
 * comes before all that needs anything, and all cells before one that counts claims.
 *
 * @param sources The cells in order, TypeScript.
 * @param target The index of the one that shall run.
 * @returns Their indices, in order.
 */
export function neededCells(sources: readonly string[], target: number): number[] {
  const before = Array.from({ length: target }, (_, index) => index);
  if (COUNTS.test(sources[target]!)) return before;
  const cells = sources.slice(0, target + 1).map(namesOf), own = cells[target];
  if (own === undefined) return []; // it will say what is wrong with it
  const names = own.mentions.difference(own.declares), needed = new Set<number>();
  const changes = changesOf(cells);
  for (let isMore = true; isMore;) {
    isMore = false;
    for (const index of before) {
      const cell = cells[index];
      if (needed.has(index) || cell === undefined) continue;
      if (![...cell.declares, ...changes[index]!].some((name) => names.has(name))) continue;
      needed.add(index);
      for (const name of cell.mentions.difference(cell.declares)) names.add(name);
      isMore = true;
    }
  }
  if (needed.size === 0) return [];
  return before.filter((index) => needed.has(index) || STARTS.test(sources[index]!));
}

const COUNTS = /\bclaims(?:Held)?\(/, STARTS = /\bawait (?:\w+\.)?start\(/;

function namesOf(source: string): CellNames | undefined {
  try {
    return cellNames(source);
  } catch {
    return undefined;
  }
}

/** What each cell changes itself, or by functions of others that it mentions. */
function changesOf(cells: readonly (CellNames | undefined)[]): ReadonlySet<string>[] {
  const later = cells.map((cell) => new Set(cell?.changesLater));
  const makers = (name: string) =>
    cells.flatMap((cell, index) => cell?.declares.has(name) ? [index] : []);
  const called = cells.map((cell) => [...cell?.mentions ?? []].flatMap(makers));
  for (let isMore = true; isMore;) {
    isMore = false;
    for (const [index, makers] of called.entries()) {
      const size = later[index]!.size;
      for (const maker of makers) later[maker]!.forEach((name) => later[index]!.add(name));
      isMore ||= later[index]!.size > size;
    }
  }
  const fixed = new Set(cells.flatMap((cell) => [...cell?.fixed ?? []]));
  return cells.map((cell, index) =>
    new Set([...cell?.changes ?? [], ...later[index]!]).difference(fixed)
  );
}
