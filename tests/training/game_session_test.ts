/**
 * Games that are moved on by hand: the same game as `play` gives, whatever is done between two steps;
 * and other numbers from a step on.
 *
 * @module
 */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { tensorCounts } from "saddle/engine/mod.ts";
import { linear } from "saddle/models/mod.ts";
import { latentRows, openGame, play, sgd, turns } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { numbersOf } from "./small.ts";

/** Two players, each of whom learns to halve what it gets, at rates of their own. */
const halving = (first: number, second: number, name = "halving") => {
  const player = (rate: number) => ({
    model: linear({ inputs: 1, outputs: 1 }),
    optimiser: sgd({ rate }),
  });
  const turn = (moves: "a" | "b") => ({
    ...{ moves: [moves], draws: [latentRows(1)], terms: [`error of ${moves}`] },
    loss: (nets: Readonly<Record<"a" | "b", (x: tf.Tensor) => tf.Tensor>>, drawn: {
      readonly [name: string]: tf.Tensor;
    }) => ({
      [`error of ${moves}`]: tf.mean(
        tf.square(tf.sub(nets[moves](drawn["latent"]!), tf.div(drawn["latent"]!, 2))),
        [1, 2],
      ),
    }),
  });
  return turns({
    name,
    players: { a: player(first), b: player(second) },
    turns: [turn("a"), turn("b")],
  });
};

const OPTIONS = { steps: 12, batch: 8, every: 4, runs: 2 };

forEachEngine("a game by hand is the game of play, bit for bit, however it is cut", async () => {
  const game = halving(0.1, 0.2), whole = await play(game, OPTIONS);
  using session = await openGame(game, OPTIONS);
  for (const steps of [1, 2, 1, 100]) {
    await session.advance(steps);
    assert.equal(session.look().step, session.step);
  }
  assert.equal(session.step, OPTIONS.steps);
  const run = session.run();
  for (const name of ["a", "b"] as const) {
    assert.deepEqual(numbersOf(run.players[name].params), numbersOf(whole.players[name].params));
    assert.deepEqual(
      numbersOf(session.players()[name].params),
      numbersOf(whole.players[name].params),
    );
  }
  assert.deepEqual(run.history.toRecords(), whole.history.toRecords());
  assert.deepEqual(run.settings, whole.settings);
  assert.deepEqual(session.look().terms, run.history.toRecords().slice(-2));
}, { engines: ["wasm", "cpu"] });

forEachEngine("a rate of 0 from a step on leaves its player where it is, and is told", async () => {
  using session = await openGame(halving(0.1, 0.2), OPTIONS);
  await session.advance(4);
  const values = (name: "a" | "b") => numbersOf(session.players()[name].params);
  const [a, b] = [values("a"), values("b")];
  session.change(halving(0.1, 0));
  session.change(halving(0.1, 0)); // is no change
  await session.advance(4);
  assert.notDeepEqual(values("a"), a);
  assert.deepEqual(values("b"), b);
  const { settings } = session.run();
  assert.equal(settings["changes"], "after step 4: b's optimiser SGD rate=0");
  assert.equal(settings["steps"], 8);
}, { engines: ["cpu"] });

forEachEngine(
  "another game, a checkpoint and a closed game are refused; nothing is left",
  async () => {
    const before = tensorCounts();
    await assert.rejects(
      openGame(halving(0.1, 0.2), { ...OPTIONS, checkpoint: { file: "a" } } as never),
      /openGame has no option "checkpoint"/,
    );
    const session = await openGame(halving(0.1, 0.2), OPTIONS);
    assert.throws(
      () => session.change(halving(0.1, 0.2, "other")),
      /same form, but as game it has halving, and other came/,
    );
    const moving = session.advance(2);
    assert.throws(() => session.look(), /this game is on its way: await its advance\(\)/);
    await moving;
    session.dispose();
    assert.throws(() => session.run(), /needs an open game, but this one was disposed of/);
    assert.deepEqual(tensorCounts(), before);
  },
  { engines: ["cpu"] },
);
