/**
 * The code that the playground shows is run, and gives the run that the page shows, bit for bit.
 *
 * @module
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { start } from "saddle/engine/mod.ts";
import { CHOICES } from "saddle/live/playground/choices.ts";
import { codeOf } from "saddle/live/playground/code_of.ts";
import {
  DIRAC_USUAL,
  diracCodeOf,
  type DiracSettings,
  nextStates,
} from "saddle/live/playground/dirac_game.ts";
import { Scene } from "saddle/live/playground/scene.ts";
import { type Settings, USUAL } from "saddle/live/playground/settings.ts";
import type { Run } from "saddle/training/mod.ts";
import { numbersOf } from "../training/small.ts";

/** Small networks: what is tested is which run it is. */
const SMALL: Settings = { ...USUAL, width: 8, layers: 1, batch: 16 };

const folder = await Deno.makeTempDir();
let files = 0;

/** Runs the code of a cell as a module, and gives what it calls by a name. */
async function valueOf<T>(code: string, name: string): Promise<T> {
  const file = join(folder, `cell_${files++}.ts`);
  await Deno.writeTextFile(file, `${code}\nexport { ${name} };\n`);
  return (await import(pathToFileURL(file).href))[name];
}

async function assertSameRun(
  legs: readonly (readonly [settings: Settings, steps: number])[],
  { isShown = false } = {},
): Promise<void> {
  await start({ engine: "wasm" });
  const scene = await Scene.open(legs[0]![0]);
  try {
    for (const [settings, steps] of legs) {
      assert.ok(scene.takes(settings));
      if (settings !== legs[0]![0]) scene.change(settings);
      scene.picture({ grid: true }, { steps: 0, milliseconds: 0 });
      if (steps > 0) await scene.advance(steps);
    }
    const here = scene.session.run();
    const code = codeOf(scene.changes, scene.session.step);
    assert.match(code, /^const \{ extent \} = data;$/m); // from there on it draws a film
    const run = await valueOf<Run>(isShown ? code : code.split("const { extent }")[0]!, "run");
    for (const player of ["generator", "critic"] as const) {
      assert.deepEqual(numbersOf(run[player].params), numbersOf(here[player].params), code);
    }
    assert.equal(run.settings["steps"], here.settings["steps"]);
  } finally {
    scene.dispose();
  }
}

Deno.test("every choice of the playground is the code that it shows", async () => {
  for (const [name, choices] of Object.entries(CHOICES)) {
    for (const choice of Object.keys(choices)) {
      await assertSameRun([[{ ...SMALL, [name]: choice } as Settings, 3]]);
    }
  }
});

Deno.test("numbers that were changed on the way are in the code, at their steps", async () => {
  const slower: Settings = { ...SMALL, criticRate: 1e-4 };
  const heavier: Settings = { ...slower, weight: 3 };
  const alone: Settings = { ...heavier, movers: "generator" };
  await assertSameRun([[SMALL, 4], [slower, 0], [heavier, 3], [alone, 5]]);
  await assertSameRun([[SMALL, 4], [slower, 2], [SMALL, 0], [slower, 2]]); // back and forth
  await assertSameRun([[SMALL, 0], [heavier, 3]]); // before the first step
  await assertSameRun([[SMALL, 3], [heavier, 0]]); // behind the last
});

Deno.test("many seeds, more critic steps and a drawing are in the code", async () => {
  const many = { ...SMALL, runs: 4, seed: 3, criticSteps: 3, layers: 2 };
  await assertSameRun([[many, 3]], { isShown: true });
  await assertSameRun([[{ ...SMALL, data: "own", drawn: [[0.5, -0.25], [0, 1]] }, 3]]);
});

Deno.test("a plain run is one call of train, of which only what is used is imported", () => {
  const code = codeOf([{ step: 0, settings: USUAL }], 1200);
  assert.match(
    code,
    /^import \{ adam, alternating, film, fiveGaussians, mlp, nonSaturating, r1, scatterFrames, start, stream, train \} from "saddle";/,
  );
  assert.match(code, /steps: 1200/);
  assert.doesNotMatch(code, /openTraining|change/);
});

Deno.test("the code of two numbers gives the path of the page", async () => {
  const settings: Partial<DiracSettings>[] = [
    {},
    { game: "wasserstein", brake: "r1", criticSteps: 3 },
    { game: "minimax", brake: "consensus", method: "simultaneous" },
    { game: "ls", brake: "noise", method: "runge-kutta", start: [-0.4, 0.7] },
    { game: "wasserstein", brake: "clipping", gamma: 0.5 },
  ];
  for (const changed of settings) {
    const all = { ...DIRAC_USUAL, ...changed };
    const half = nextStates(all, all.start, 10); // the page goes on from where it is
    const shown = [all.start, ...half, ...nextStates(all, half.at(-1)!, 7)];
    const path = await valueOf<{ theta: Float64Array; psi: Float64Array }>(
      diracCodeOf(all, 17),
      "path",
    );
    assert.deepEqual([...path.theta], shown.map(([theta]) => theta));
    assert.deepEqual([...path.psi], shown.map(([, psi]) => psi));
  }
});
