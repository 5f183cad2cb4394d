import assert from "node:assert/strict";
import { join } from "node:path";
import { configOf, planOf, runConfig } from "saddle/configs/mod.ts";
import { digits, ring } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { bigan } from "saddle/games/mod.ts";
import { mlp } from "saddle/models/mod.ts";
import { adam, play, type PlayedRuns } from "saddle/training/mod.ts";
import { numbersOf } from "../training/small.ts";

const PLAYED = "batch: 8\nsteps: 4\nevery: 4\n";

const BIGAN = `
game: bigan
dataset: ring
generator: { mlp: { inputs: 3, hidden: [4] } }
encoder: { mlp: { hidden: [4] } }
critic: { mlp: { hidden: [4] } }
shown: 20
${PLAYED}`;

const CYCLE_GAN = `
game: cycle-gan
a: { digits: { most: 20 } }
b: { coloured-digits: { of: { digits: { most: 20 } } } }
models: { ab: &net { mlp: { hidden: [4] } }, ba: *net, a: *net, b: *net }
shown: 4
${PLAYED}`;

const CONDITIONAL = `
game: conditional-gan
dataset: { digits: { most: 20 } }
generator: { mlp: { inputs: 12, hidden: [4] } }
critic: { mlp: { hidden: [4] } }
shown: 1
${PLAYED}`;

/** What one file trains, on a small engine. */
async function played(text: string, folder?: string) {
  await start({ engine: "cpu" });
  return await runConfig(configOf(text, "run.yaml"), folder === undefined ? {} : { folder });
}

/** Every PNG in a folder and those in it, by its path from there. */
function pngs(folder: string, at = ""): string[] {
  return [...Deno.readDirSync(join(folder, at))].flatMap(({ name, isDirectory }) =>
    isDirectory ? pngs(folder, join(at, name)) : name.endsWith(".png") ? [join(at, name)] : []
  ).sort();
}

Deno.test("a game that a file names is played as the same game in code", async () => {
  const more = "optimiser: { adam: { rate: 0.01, beta1: 0.5 } }\nruns: 2\nseed: 3\n";
  const { trained } = await played(BIGAN + more);
  const got = await trained({}) as PlayedRuns<string>;
  const net = (inputs: number, outputs: number) => mlp({ inputs, outputs, hidden: [4] });
  const game = bigan({
    dataset: ring(),
    ...{ generator: net(3, 2), encoder: net(2, 3), critic: net(5, 1) },
    optimiser: adam({ rate: 0.01, beta1: 0.5 }),
    shown: 20,
  });
  const { players } = await play(game, { batch: 8, steps: 4, every: 4, runs: 2, seed: 3 });
  for (const [name, { params }] of Object.entries(players)) {
    assert.deepEqual(numbersOf(got.players[name]!.params), numbersOf(params), name);
  }
});

Deno.test("every game can be named, and models get the widths of their places", async () => {
  for (const text of [BIGAN, CYCLE_GAN, CONDITIONAL]) {
    const { status } = await played(text);
    assert.equal(status.toRecords()[0]!["outcome"], "finished");
  }
  const classified = await played(
    `game: classifier\ndataset: { digits: { most: 20 } }\nmodel: mlp\n${PLAYED}`,
  );
  assert.ok(classified.history.columns.includes("crossEntropy"));
});

Deno.test("metrics see the look that they name, or the samples", async () => {
  const measure = "{ sliced-wasserstein: { projections: 3 } }";
  const { metrics } = await played(
    `${BIGAN}metrics: { near: ${measure}, back: { look: reconstructions, measure: ${measure} }, ` +
      "modes: modes-captured }",
  );
  for (const name of ["near", "back", "captured"]) assert.ok(metrics.columns.includes(name), name);
  const unseen = (text: string) => () => configOf(text, "run.yaml");
  assert.throws(
    unseen(`${BIGAN}metrics: { m: { look: codes, measure: mean } }`),
    /metrics\.m: a metric compares .* "codes" is no look of BiGAN.*: samples, originals/s,
  );
  assert.throws(unseen(`${CYCLE_GAN}metrics: { m: mean }`), /"samples" is no look of CycleGAN/);
});

Deno.test("looks that belong together are drawn together", async () => {
  const folder = await Deno.makeTempDir();
  await played(BIGAN.replace("dataset: ring", "dataset: { digits: { most: 20 } }"), folder);
  const all = pngs(join(folder, "pictures"));
  assert.deepEqual([...new Set(all.map((path) => path.split(/[\\/]/)[0]))], [
    "reconstructions",
    "samples",
  ]);
  const cycle = await Deno.makeTempDir();
  await played(CYCLE_GAN, cycle);
  const png = Deno.readFileSync(join(cycle, "pictures", "a to b", "step-0000004.png"));
  const view = new DataView(png.buffer);
  // four in a row; sources, translations and what comes back
  assert.deepEqual([view.getUint32(16), view.getUint32(20)], [4 * (4 * 29 - 1), 4 * (3 * 29 - 1)]);
});

Deno.test("what a game has not is refused, with what it has", () => {
  const refused = (text: string) => () => configOf(text, "run.yaml");
  assert.throws(refused("game: bigam\n"), /game: unknown game "bigam"\. .*"bigan"/);
  assert.throws(refused(`${BIGAN}update: simultaneous\n`), /unknown key "update".*/);
  assert.throws(refused(BIGAN.replace(/encoder.*\n/, "")), /"encoder" is missing/);
  assert.throws(
    refused(CONDITIONAL.replace("{ digits: { most: 20 } }", "ring")),
    /dataset: ring has no labels/,
  );
  assert.throws(
    refused(CYCLE_GAN.replace("shown: 4", "labels: true\nshown: 4").replace("b: *net }", "c: 1 }")),
    /unknown key "c" in models/,
  );
  // a width that does not fit is said where the game stands
  assert.throws(
    refused(BIGAN.replace("encoder: { mlp: {", "encoder: { mlp: { inputs: 5,")),
    /The encoder of a BiGAN here needs 2 inputs, but it has 5/,
  );
});

Deno.test("games vary in parameters as trainings do", () => {
  const text = BIGAN.replace("batch: 8", "batch: $batch") + "parameters: { batch: [8, 4] }\n";
  assert.equal(planOf(configOf(text, "run.yaml")).blocks.length, 2);
  const { candidates } = configOf(BIGAN, "run.yaml");
  assert.throws(() => candidates[0]!.training(), /is a game of its own/);
});

Deno.test("a conditional generator is told classes of data that have some", () => {
  const { generator } = configOf(CONDITIONAL, "run.yaml").candidates[0]!;
  assert.deepEqual([generator!.classes, generator!.shape], [10, digits({ most: 1 }).shape]);
});
