import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { join } from "node:path";
import { start } from "saddle/engine/mod.ts";
import { type Experiment, experiment, type GameExperimentOptions } from "saddle/experiments/mod.ts";
import { constantValues, linear } from "saddle/models/mod.ts";
import { latentRows, outputsOf, play, type PlayedRuns, sgd, turns } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { numbersOf } from "../training/small.ts";
import { SMALL_GAME } from "./small_game.ts";

const WASM = { engines: ["wasm"] } as const;

/** Results of `SMALL_GAME`, computed once. */
let results: Promise<Experiment<PlayedRuns<"generator" | "encoder" | "critic">>> | undefined;
const small = () => results ??= experiment(SMALL_GAME);

forEachEngine("every combination of a game is played as it would be alone", async () => {
  const { history, metrics, combinations, trained } = await small();
  assert.equal(combinations.length, 4);
  const labels = { loss: "Wasserstein", gamma: 1 };
  const values = { ...labels, loss: SMALL_GAME.parameters.loss[1]! };
  const alone = await play(SMALL_GAME.game(values), {
    ...SMALL_GAME.play!(values),
    ...{ runs: 2, seed: 4 },
  });
  // sums over more runs may be taken in another order
  const near = (got: unknown, expected: unknown) =>
    assert.ok(Math.abs(Number(got) - Number(expected)) < 1e-4, `${got}, not ${expected}`);
  for (const [all, own] of [[history, alone.history], [metrics, alone.metrics]] as const) {
    const got = all.toRecords().filter((row) =>
      row["loss"] === labels.loss && row["gamma"] === labels.gamma
    );
    const expected = own.toRecords();
    assert.equal(got.length, expected.length);
    got.forEach((row, i) => {
      for (const [name, value] of Object.entries(expected[i]!)) near(row[name], value);
    });
  }
  const { players, runs, streams } = await trained(labels);
  assert.deepEqual([runs, streams], [2, [0, 1]]);
  const points = Float32Array.of(0, 1, 1, 0);
  const expected = outputsOf(alone.players.encoder, points);
  outputsOf(players.encoder, points).forEach((x, i) => near(x, expected[i]));
}, WASM);

forEachEngine("tables have a game's own terms and looks", async () => {
  const { history, status, samples, critic, looks, blocks } = await small();
  const columns = ["loss", "gamma", "run", "step"];
  assert.deepEqual(history.columns, [...columns, "criticLoss", "penalty", "generatorLoss"]);
  assert.equal(status.height, 4 * 2);
  assert.deepEqual(Object.keys(looks), ["samples", "originals", "reconstructions", "codes"]);
  for (const table of Object.values(looks)) {
    assert.deepEqual(table.columns, [...columns, "x", "y"]);
    assert.equal(table.height, 4 * 2 * 3); // combinations, runs, rows of the last snapshot
  }
  assert.equal(samples, looks["samples"]);
  assert.equal(critic.height, 0);
  assert.deepEqual(blocks.map(({ combinations }) => combinations.length), [2, 2]);
  assert.match(JSON.stringify(blocks[0]!.settings), /gamma=0\.1,0\.1,1,1/);
}, WASM);

/** A player who learns to multiply by a number: a closure holds it, no name says it. */
const multiplying = (
  options: Partial<GameExperimentOptions<{ factor: number; rate: number }, "net">> = {},
): GameExperimentOptions<{ factor: number; rate: number }, "net"> => ({
  name: "factors",
  parameters: { factor: [2, 3], rate: [0.1, 0.2] },
  game: ({ factor, rate }) =>
    turns({
      name: "multiplying",
      players: {
        net: {
          model: linear({ inputs: 1, outputs: 1, bias: false, init: constantValues([0]) }),
          optimiser: sgd({ rate }),
        },
      },
      turns: [{
        moves: ["net"],
        draws: [latentRows(1)],
        terms: ["error"],
        loss: ({ net }, { latent }) => ({
          error: tf.mean(tf.square(tf.sub(net(latent!), tf.mul(factor, latent!))), [1, 2]),
        }),
      }],
      looks: {
        "1 to y": {
          inputs: { rows: { x: Float32Array.of(1) }, n: 1 },
          see: ({ net }, { x }) => net(x!),
        },
      },
    }),
  play: () => ({ steps: 60, every: 60, batch: 32 }),
  ...options,
});

Deno.test("games learn what their combination asks for, one beside the other", async () => {
  await start({ engine: "wasm" });
  const { looks, history } = await experiment(multiplying({ stack: ["rate"], runs: 2 }));
  assert.deepEqual(history.columns, ["factor", "rate", "run", "step", "error"]);
  const rows = looks["1 to y"]!.toRecords();
  assert.equal(rows.length, 2 * 2 * 2);
  // gradient descent on (w - factor)^2 E z^2, E z^2 near 1: (1 - 2 * 0.1)^60 = 1e-6 of the start
  for (const { factor, x } of rows) assert.ok(Math.abs(Number(x) - Number(factor)) < 1e-3);
});

Deno.test("games whose steps differ, though not in name, are not stacked", async () => {
  await start({ engine: "wasm" });
  await assert.rejects(
    experiment(multiplying({ stack: ["factor"] })),
    /two of them differ in a step, though not in name\. Leave what changes it out of "stack"/,
  );
});

Deno.test("a folder of games is only read again, and refused to other ones", async () => {
  await start({ engine: "wasm" });
  const folder = join(await Deno.makeTempDir(), "games");
  const first = await experiment(multiplying({ folder }));
  const again = await experiment(multiplying({
    folder,
    onProgress: () => assert.fail("there was nothing to do"),
  }));
  for (const table of ["history", "status"] as const) {
    assert.deepEqual(again[table].toRecords(), first[table].toRecords());
  }
  assert.deepEqual(again.looks["1 to y"]!.toRecords(), first.looks["1 to y"]!.toRecords());
  const labels = { factor: 3, rate: 0.2 };
  const [got, expected] = [await again.trained(labels), await first.trained(labels)];
  assert.deepEqual(numbersOf(got.players.net.params), numbersOf(expected.players.net.params));
  await assert.rejects(
    experiment(multiplying({ folder, play: () => ({ steps: 61, every: 60, batch: 32 }) })),
    /holds results of other settings: blocks\[0\]\.training\.steps is "60" there and "61" here/,
  );
});

Deno.test("an experiment is over one thing, and its tables have names of their own", async () => {
  const refused = (options: object, message: RegExp) =>
    assert.rejects(experiment({ ...multiplying(), ...options } as never), message);
  await refused({ game: undefined }, /needs training, or game .*, but play came/);
  await refused({ training: () => ({}) }, /but training and game and play came/);
  await refused({ further: { "1 to y": () => 0 } }, /"1 to y" is there twice/);
  await refused({ further: { status: () => 0 } }, /"status" is there twice/);
  const parameters = { error: [1, 2] };
  await refused({ parameters }, /cannot be called "error": results have a column .*, of a term/);
});
