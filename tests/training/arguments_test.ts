import assert from "node:assert/strict";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { r1 } from "saddle/constraints/mod.ts";
import { start, tensorCounts } from "saddle/engine/mod.ts";
import { bigan, classifier } from "saddle/games/mod.ts";
import { linear, mlp } from "saddle/models/mod.ts";
import * as training from "saddle/training/mod.ts";
import {
  type Look,
  play,
  type Played,
  type Progress,
  type Run,
  train,
} from "saddle/training/mod.ts";
import { LABELLED } from "../games/small_games.ts";
import { SMALL } from "./small.ts";

/** Arguments as they come where no compiler looks, as in a cell, and what is said of them. */
type Wrong = readonly [name: keyof typeof training, given: readonly unknown[], message: RegExp];

async function refused(cases: readonly Wrong[]): Promise<void> {
  const before = tensorCounts();
  for (const [name, given, message] of cases) {
    const call = training[name] as (...given: readonly unknown[]) => unknown;
    await assert.rejects(async () => await call(...given), (error: Error) => {
      assert.match(`${error.name}: ${error.message}`, message, `${name} of ${given.length}`);
      return true;
    });
  }
  assert.deepEqual(tensorCounts(), before);
}

const game = classifier({ dataset: LABELLED, model: linear({ inputs: 2, outputs: 4 }) });

const SMALL_PAIR = { generator: SMALL.generator, critic: SMALL.critic };

async function finished(): Promise<{ run: Run; played: Played }> {
  await start({ engine: "cpu" });
  const run = await train({ ...SMALL, steps: 1, runs: 2 });
  return { run, played: await play(game, { steps: 1, batch: 20 }) };
}

Deno.test("what is no training, no player and no file is refused in a sentence", async () => {
  const { run, played } = await finished();
  const noRun = /^RangeError: \w+ needs run, a finished training, .*, but none came\.$/;
  const points = new Float32Array(4);
  await refused([
    ...(["generate", "generateFrom", "score", "gradientNorms", "criticMap", "gradientMap"] as const)
      .map((name): Wrong => [name, [undefined, points], noRun]),
    ["lipschitz", [undefined, points], noRun],
    ["generatorGradient", [undefined, { loss: SMALL.loss }], noRun],
    ["pickRuns", [], noRun],
    ["saveTrained", [], noRun],
    ["generate", [{}, 5], /^TypeError: generate's run is a finished training, .* but \{\} came/],
    ["generate", [Promise.resolve(run), 5], /but a Promise came/],
    ["generate", [played, 5], /generate's run is a finished training/],
    ["saveTrained", [played, "a"], /saveTrained's run is a finished training/],
    ["outputsOf", [undefined, points], /outputsOf needs player, a player after training/],
    ["outputsOf", [run, points], /^TypeError: outputsOf's player is a player after training/],
    ["savePlayers", [], /savePlayers needs played, a finished game, of play/],
    ["savePlayers", [run, "a"], /^TypeError: savePlayers's played is a finished game/],
    ["savePlayers", [played], /savePlayers needs file, the path of a file, but none came/],
    ["loadPlayers", [], /loadPlayers needs file, the path of a file/],
    ["loadPlayers", ["a"], /loadPlayers needs models, by names, each a model, but none came/],
    ["loadTrained", ["a"], /^TypeError: loadTrained takes options .*, but undefined came/],
    ["loadTrained", ["a", { generator: SMALL.generator }], /loadTrained needs critic, a model/],
    [
      "loadTrained",
      ["none", SMALL_PAIR],
      /^RangeError: none cannot be read: No such file or directory\./,
    ],
    [
      "loadPlayers",
      ["none", SMALL_PAIR],
      /^RangeError: none cannot be read: No such file or directory\./,
    ],
    ["saveTrained", [run], /saveTrained needs file, the path of a file/],
    ["pickRuns", [run], /pickRuns needs rows, a list, each a whole number/],
    ["pickRuns", [run, "0"], /^TypeError: pickRuns's rows is a list, .* but "0" came/],
    ["pickRuns", [run, [2]], /pickRuns takes places from 0 to 1, at least one, but \[2\] came/],
  ]);
});

Deno.test("steps that no one could wait for are refused, wherever they are read", async () => {
  const steps = 1e9 + 1, message = /steps is at most 1000000000, but 1000000001 came/;
  const two = { real: new Float32Array(8), generated: new Float32Array(8), dimension: 2 };
  await assert.rejects(train({ ...SMALL, steps }), message);
  await assert.rejects(train({ ...SMALL, pretrain: { steps } }), message);
  await assert.rejects(play(game, { steps }), message);
  await assert.rejects(training.classifierTwoSample(two, { steps }), message);
});

Deno.test("points and grids of odd sizes are refused with the shape they have to have", async () => {
  const { run } = await finished();
  const line = { x: [0, 1], y: [0, 0], nx: 0, ny: 1 };
  const list = /^TypeError: .* points of shape \[n, 2\], a Float32Array, but \[0, 1\] came/;
  await refused([
    ["score", [run, [0, 1]], list],
    ["outputsOf", [run.critic, [0, 1]], list],
    ["gradientNorms", [run, [0, 1]], list],
    ["lipschitz", [run, [0, 1]], list],
    ["generateFrom", [run, [0, 1]], list],
    ["score", [run], /a Float32Array, but undefined came/],
    ["score", [run, new Float32Array()], /scores points of shape \[n, 2\], but 0 numbers came/],
    ["outputsOf", [run.critic, new Float32Array(3)], /shape \[n, 2\], but 3 numbers came/],
    ["generate", [run, 0], /generate's n is a whole number of at least 1, but 0 came/],
    ["generate", [run], /generate needs n, a whole number of at least 1, but none came/],
    ["criticMap", [run, line], /grid's nx is a whole number of at least 1, but 0 came/],
    ["criticMap", [run], /^TypeError: grid takes options \{ x, y, nx, ny \}, but undefined came/],
    ["gridPoints", [line, 2], /grid's nx is a whole number of at least 1, but 0 came/],
    ["gridPoints", [{ ...line, nx: 2 }, 0], /gridPoints's dimension is a whole .*, but 0 came/],
    ["gridOf", [], /gridOf needs dataset, a data set, but none came/],
    ["train", [{ ...SMALL, grid: line }], /grid's nx is a whole number of at least 1, but 0 came/],
    ["train", [{ ...SMALL, snapshotSize: 0 }], /train's snapshotSize is .*, but 0 came/],
    ["train", [{ ...SMALL, metricSize: 0 }], /train's metricSize is .*, but 0 came/],
    ["latentRows", [0], /latentRows's size is a whole number of at least 1, but 0 came/],
    ["dataRows", [], /dataRows needs dataset, a data set, but none came/],
  ]);
});

Deno.test("what is no game is refused in a sentence", async () => {
  await start({ engine: "cpu" });
  const { looks: _, ...lookless } = game;
  await refused([
    ["play", [], /^RangeError: play needs game, a game, as turns\(\) makes one, but none came/],
    ["play", [{}], /^TypeError: play's game is a game, .* but \{\} came/],
    ["play", [null], /play's game is a game, .* but null came/],
    ["play", [SMALL], /play's game is a game/],
    ["play", [lookless], /play's game needs looks, by names, each options/],
    ["play", [{ ...game, terms: "x" }], /play's game's terms is a list, each a text .* but "x"/],
    ["play", [{ ...game, players: { a: {} } }], /the player "a" needs model, a model/],
    ["play", [game, 5], /^TypeError: play takes options .* but 5 came/],
    ["train", [], /^TypeError: train takes options .* but undefined came/],
    ["train", [{}], /train needs dataset, a data set, but none came/],
  ]);
});

const [source] = game.draws;

/** Looks that cannot be seen. */
const LOOKS: readonly (readonly [look: unknown, message: RegExp])[] = [
  [{ see: () => 0 }, /the look "a" needs inputs, what is put in/],
  [{ inputs: {}, see: () => 0 }, /the look "a"'s inputs is what is put in, \{ source, n \} or/],
  [{ inputs: { source }, see: () => 0 }, /the look "a" needs n, a whole number of at least 1/],
  [{ inputs: { source, n: 0 }, see: () => 0 }, /the look "a"'s n is .* but 0 came/],
  [{ inputs: { source, n: 1.5 }, see: () => 0 }, /the look "a"'s n is .* but 1\.5 came/],
  [{ inputs: { source, m: 5 }, see: () => 0 }, /the look "a" has no option "m"/],
  [{ inputs: { source, n: 1001 }, see: () => 0 }, /size is at most 1000, .* but 1001 came/],
  [
    { inputs: { rows: { x: new Float32Array(5) }, n: 2 }, see: () => 0 },
    /the look "a" puts in 2 whole rows of x, but 5 numbers came/,
  ],
  [
    { inputs: { rows: { x: [1, 2] }, n: 1 }, see: () => 0 },
    /rows is by names, each a Float32Array/,
  ],
  [
    { inputs: { source, n: 5 }, see: () => undefined },
    /The look "a" shows a tensor of shape \[1, n, features\], but undefined came/,
  ],
  [
    { inputs: { source, n: 5 }, see: (_: unknown, { x }: { x: tf.Tensor }) => tf.mean(x) },
    /The look "a" shows a tensor of shape \[1, n, features\], but one of shape \[\] came/,
  ],
  [
    { inputs: { source, n: 5 }, see: (_: unknown, { z }: { z: tf.Tensor }) => z },
    /The look "a" asks for the field "z", but what is drawn has the fields x, y/,
  ],
];

Deno.test("looks of odd sizes are refused in a sentence, and nothing is left behind", async () => {
  await start({ engine: "cpu" });
  await refused(LOOKS.map(([look, message]): Wrong => [
    "play",
    [{ ...game, looks: { a: look as Look<"classifier"> } }, { steps: 1, batch: 20 }],
    message,
  ]));
});

Deno.test("a test set that is no whole rows is refused", () => {
  const model = linear({ inputs: 2, outputs: 4 });
  for (const numbers of [0, 3]) {
    assert.throws(
      () => classifier({ dataset: LABELLED, model, test: new Float32Array(numbers) }),
      RegExp(`test set .* points of shape \\[n, 2\\], but ${numbers} numbers came`),
    );
  }
});

Deno.test("a place without a folder is refused before anything is trained", async () => {
  const { run, played } = await finished();
  const folder = await Deno.makeTempDir(), file = join(folder, "none", "state");
  const nowhere = /^RangeError: checkpoint's file is the path of a file in a folder that exists/;
  let told = 0;
  const options = { steps: 1, batch: 20, onProgress: () => void told++ };
  await refused([
    ["train", [{ ...SMALL, ...options, checkpoint: { file } }], nowhere],
    ["play", [game, { ...options, checkpoint: { file } }], nowhere],
    ["train", [{ ...SMALL, ...options, checkpoint: { file: folder } }], nowhere],
    [
      "saveTrained",
      [run, file],
      /^RangeError: .*state cannot be written: No such file or directory\./,
    ],
    [
      "savePlayers",
      [played, file],
      /^RangeError: .*state cannot be written: No such file or directory\./,
    ],
  ]);
  assert.equal(told, 0);
});

Deno.test("errors name a constraint's numbers by the constraint, in trainings and in games", async () => {
  await start({ engine: "cpu" });
  const three = r1({ gamma: [1, 2, 3] });
  await refused([[
    "train",
    [{ ...SMALL, constraints: [three], runs: 2 }],
    /R1: gamma takes one number or one for each of the 2 runs, but 3 came/,
  ]]);
  const net = (inputs: number, outputs: number) => mlp({ inputs, outputs, hidden: [4] });
  const pair = bigan({
    dataset: LABELLED,
    ...{ generator: net(2, 2), encoder: net(2, 2), critic: net(4, 1) },
    constraints: [three],
  });
  await refused([[
    "play",
    [pair, { runs: 2 }],
    /constraint 1, R1: gamma takes one number or one for each of the 2 runs, but 3 came/,
  ]]);
});

Deno.test("a metric that is called like a term is told beside it", async () => {
  await start({ engine: "cpu" });
  const told: Progress[] = [];
  const onProgress = (progress: Progress) => void told.push(progress);
  await play(game, {
    ...{ steps: 1, batch: 20, onProgress },
    metrics: { crossEntropy: { look: "logits", measure: () => 7 } },
  });
  await train({ ...SMALL, steps: 1, metrics: { "critic loss": () => 7 }, onProgress });
  assert.deepEqual(told.map(({ metrics }) => Object.keys(metrics)), [
    ["crossEntropy"],
    ["crossEntropy", "crossEntropy (term)"],
    ["critic loss"],
    ["critic loss", "critic loss (term)", "generator loss"],
  ]);
  assert.equal(told[1]!.metrics["crossEntropy"], 7);
});

Deno.test("where `every` is more than `steps`, the start and the end are looked at", async () => {
  await start({ engine: "cpu" });
  const { snapshots, history } = await train({ ...SMALL, steps: 3, every: 100 });
  assert.deepEqual(snapshots.map(({ step }) => step), [0, 3]);
  assert.equal(history.height, 3);
});
