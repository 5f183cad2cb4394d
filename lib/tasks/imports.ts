import { dirname, join, normalize, sep } from "node:path";

/**
 * The imports of each file of the repository, by its path: paths of files, or names of packages.
 */
export type Imports = ReadonlyMap<string, readonly string[]>;

/**
 * Reads what source files import from each other, types and dynamic imports included.
 *
 * @param sources The text of each file by its path from the root of the repository, with `/`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readImports } from "saddle/tasks/mod.ts";
 *
 * const source = 'import { ring } from "saddle/datasets/ring.ts";\nimport "../random/mod.ts";\n';
 * const imports = readImports(new Map([["lib/figures/plot.ts", source]]));
 * assert.deepEqual(imports.get("lib/figures/plot.ts"), ["lib/datasets/ring.ts", "lib/random/mod.ts"]);
 * ```
 */
export function readImports(sources: ReadonlyMap<string, string>): Imports {
  return new Map(
    [...sources].map(([path, text]) => [path, specifiers(text).map((name) => resolve(path, name))]),
  );
}

/**
 * One circle of imports a text, as the paths along it; empty where there is none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { circles } from "saddle/tasks/mod.ts";
 *
 * const imports = new Map([["a.ts", ["b.ts"]], ["b.ts", ["c.ts"]], ["c.ts", ["b.ts"]]]);
 * assert.deepEqual(circles(imports), ["b.ts -> c.ts -> b.ts"]);
 * ```
 */
export function circles(imports: Imports): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(" -> "));
    if (start >= 0 || done.has(path)) return;
    for (const next of imports.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of imports.keys()) walk(path, []);
  return found;
}

/** What every room may use. */
const FOUNDATIONS = ["random", "numbers", "options", "files"];

/** The rooms of the library that compute with plain numbers and stand on few others. */
const PLAIN_ROOMS = ["random", "datasets", "dynamics", "metrics", "figures"];

/**
 * The imports that break the rule of the house: `random`, `datasets`, `dynamics`, `metrics` and
 * `figures` import no other room but the foundations `random`, `numbers`, `options` and `files`,
 * and no TensorFlow.js.
 */
export function brokenRoomRules(imports: Imports): string[] {
  return [...imports].flatMap(([path, names]) => {
    const room = roomOf(path);
    if (room === undefined || !PLAIN_ROOMS.includes(room)) return [];
    return names.filter((name) => !isAllowed(room, name)).map((name) =>
      `${path} imports ${name}, but ${room} may use nothing of the library but ${
        FOUNDATIONS.join(", ")
      }, and no ` +
      `tensors`
    );
  });
}

/** The files through which a room is entered: for everyone, and for the house alone. */
const DOORS = /\/(?:mod|house)\.ts$/;

/**
 * The imports that enter another room past its doors: what is public comes through its `mod.ts`,
 * what only the house uses through a `house.ts`, which `mod.ts` gives to nobody.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pastTheDoors } from "saddle/tasks/mod.ts";
 *
 * const imports = (name: string) => new Map([["lib/games/duel.ts", [name]]]);
 * assert.deepEqual(pastTheDoors(imports("lib/losses/mod.ts")), []);
 * assert.equal(pastTheDoors(imports("lib/losses/hinge.ts")).length, 1);
 * ```
 */
export function pastTheDoors(imports: Imports): string[] {
  return [...imports].flatMap(([path, names]) => {
    const room = roomOf(path);
    // what stands in a browser for a module inside a room is made of that room's own parts
    if (room === undefined || room === "browser") return [];
    return names.flatMap((name) => {
      const other = roomOf(name) ?? room;
      if (path.endsWith("/mod.ts") && name === `lib/${room}/house.ts`) {
        return [`${path} gives away ${name}, which only the house uses`];
      }
      if (other === room || DOORS.test(name)) return [];
      return [`${path} imports ${name}, but ${other} is entered through mod.ts or house.ts`];
    });
  });
}

function isAllowed(room: string, name: string): boolean {
  if (name.startsWith("@tensorflow/")) return false;
  return !name.startsWith("lib/") || [room, ...FOUNDATIONS].includes(roomOf(name) ?? "");
}

function roomOf(path: string): string | undefined {
  return /^lib\/([^/]+)\//.exec(path)?.[1];
}

/** Code that deno fmt has formatted has its imports and exports at the start of a line. */
function specifiers(text: string): string[] {
  const from = /^(?:import|export)\b(?:[^"'`;]*?\bfrom)?\s*"([^"]+)"/gm;
  const dynamic = /^(?!\s*(?:\*|\/\/)).*?\bimport\("([^"]+)"\)/gm;
  return [from, dynamic].flatMap((pattern) => [...text.matchAll(pattern)].map(([, name]) => name!));
}

function resolve(path: string, name: string): string {
  if (name === "saddle") return "lib/mod.ts";
  if (name.startsWith("saddle/")) return name.replace("saddle/", "lib/");
  if (!name.startsWith(".")) return name;
  return normalize(join(dirname(path), name)).split(sep).join("/");
}
