import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isExercise, parseNotebook } from "saddle/course/mod.ts";
import { exercise, type ExerciseOptions } from "saddle/figures/mod.ts";
import { projectFolder } from "./make_notebook.ts";

type Options = ExerciseOptions<readonly never[]>;
interface Caught {
  saddleExercises: [name: string, options: Options][];
}
const caught = globalThis as unknown as Caught;

/** The exercises of a notebook's cells, by running these in the place of the kernel. */
async function exercisesIn(path: string, folder: string): Promise<Caught["saddleExercises"]> {
  const { cells } = parseNotebook(await Deno.readTextFile(path), path);
  caught.saddleExercises = [];
  for (const [at, cell] of cells.entries()) {
    if (!isExercise(cell)) continue;
    const file = join(folder, `${basename(path)}-${at}.ts`);
    const catching = "const exercise = (...one: unknown[]) => " +
      "(globalThis as any).saddleExercises.push(one);";
    const source = cell.source.replace('import { exercise } from "saddle";', catching);
    assert.notEqual(source, cell.source, `${path}: an exercise stands alone, with its import`);
    await Deno.writeTextFile(file, source);
    await import(pathToFileURL(file).href);
  }
  return caught.saddleExercises;
}

/** What is said of an answer. */
function said(name: string, options: Options): string {
  const { log } = console;
  let line = "";
  console.log = (text: string) => line = text;
  try {
    exercise(name, options);
  } catch (error) {
    line = (error as Error).message;
  } finally {
    console.log = log;
  }
  return line;
}

/** What the solutions of the notebooks give: formulas of their texts, written once more. */
const SOLUTIONS: Readonly<Record<string, (...given: never[]) => number | number[]>> = {
  "what a real and a generated point pay together": (t: number) =>
    Math.log(2 + Math.exp(t) + Math.exp(-t)),
  "what alternating steps with two rates keep": (a: number, b: number, x: number, y: number) =>
    b * x * x + a * y * y + a * b * x * y,
  "the cheapest plan on a line": (from: number[], to: number[], power: number) => {
    const plans = (rest: number[]): number[][] =>
      rest.length === 0
        ? [[]]
        : rest.flatMap((one, i) => plans(rest.toSpliced(i, 1)).map((plan) => [one, ...plan]));
    const cost = (plan: number[]) =>
      from.reduce((sum, x, i) => sum + Math.abs(x - plan[i]!) ** power, 0) / from.length;
    return Math.min(...plans(to).map(cost));
  },
  "W2 of two intervals": (c: number, w: number, d: number, v: number) =>
    Math.hypot(c - d, (w - v) / Math.sqrt(12)),
  "the pulls of minimax and of the non-saturating loss": (t: number) =>
    [t, -t].map((one) => (1 + Math.tanh(one / 2)) / 2),
  "what a swap costs": (a: number[], b: number[], c: number[], d: number[]) => {
    const square = (x: number[], y: number[]) => (x[0]! - y[0]!) ** 2 + (x[1]! - y[1]!) ** 2;
    return square(a, d) + square(b, c) - square(a, c) - square(b, d);
  },
  "modes that careless points capture": (n: number, k: number, a: number) => k * (1 - (1 - a) ** n),
  "the best critic of least squares with the targets -1 and 1": (p: number, q: number) =>
    (p - q) / (p + q),
  "the slope that WGAN-GP settles at": (w: number, lambda: number) => 1 + w / (2 * lambda),
  "how far apart the means of two halves are": (list: number[], n: number) =>
    list.reduce((sum, one) => sum + 2 * one / n, 0),
  "twice as many filters": (n: number) => {
    const work = (n: number) => 6128 * n ** 2 + 28432 * n;
    return work(2 * n) / work(n);
  },
  "codes for a rate": (times: number) => Math.sqrt(times),
  "what it costs to hide nothing": (u: number[], v: number[]) =>
    u.reduce((sum, one, i) => sum + Math.abs(one - v[i]!) / 2, 0) / u.length,
  "how often the interval holds the median": (n: number) => 1 - 2 ** (1 - n),
};

Deno.test("exercises are open as they stand, right for their solutions, and tell each mistake", async () => {
  await using folder = await projectFolder();
  const seen: string[] = [];
  for (const path of globSync("notebooks/*.ipynb").sort()) {
    for (const [name, options] of await exercisesIn(path, folder.path)) {
      seen.push(name);
      assert.equal(said(name, options), `○ ${name}: not answered yet`);
      assert.equal(said(name, { ...options, answer: SOLUTIONS[name]! }), `✓ ${name}: right`);
      for (const [words, mistake] of Object.entries(options.mistakes ?? {})) {
        const told = said(name, { ...options, answer: mistake });
        assert(told.startsWith(`✗ ${name}: `) && told.endsWith(`: ${words}`), told);
      }
    }
  }
  assert.deepEqual(seen.toSorted(), Object.keys(SOLUTIONS).toSorted());
});
