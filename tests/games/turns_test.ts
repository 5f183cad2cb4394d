import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { clipping, gradientPenalty, instanceNoise, r1 } from "saddle/constraints/mod.ts";
import { finite, labelModes, ring } from "saddle/datasets/mod.ts";
import { start, tensorCounts } from "saddle/engine/mod.ts";
import { duel } from "saddle/games/mod.ts";
import { hinge, nonSaturating, relativisticPaired, wasserstein } from "saddle/losses/mod.ts";
import { linear, mlp, spectralNorm, tanh } from "saddle/models/mod.ts";
import {
  adam,
  dataRows,
  latentRows,
  play,
  rmsprop,
  sgd,
  train,
  type Turn,
  turns,
  type TurnsOptions,
} from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { numbersOf } from "../training/small.ts";

const optimiser = sgd({ rate: 0.1 });
const generator = mlp({ inputs: 3, hidden: [5], outputs: 2, activation: tanh });
const critic = mlp({ inputs: 2, hidden: [4], outputs: 1, activation: tanh });

forEachEngine("a duel's first step is that of a training, for losses and constraints", async () => {
  const pairs = [
    [wasserstein(), [gradientPenalty()]],
    [nonSaturating(), [r1({ gamma: 2 }), instanceNoise({ deviation: 0.1 })]],
    [hinge(), [clipping({ limit: 0.1 })]],
    [relativisticPaired(), []],
  ] as const;
  for (const [loss, constraints] of pairs) {
    const game = turns<"generator" | "critic">({
      name: "duel",
      players: { generator: { model: generator, optimiser }, critic: { model: critic, optimiser } },
      ...duel({
        critic: "critic",
        makers: ["generator"],
        loss,
        constraints,
        draws: [dataRows(ring()), latentRows(3)],
        features: 2,
        show: ({ generator }, { real, latent }) => ({ real: real!, fake: generator(latent!) }),
      }),
    });
    const numbers = { steps: 1, batch: 16, runs: 2, seed: 3 };
    const { players, history } = await play(game, numbers);
    const parts = { dataset: ring(), generator, critic, loss, constraints, optimiser };
    const expected = await train({ ...parts, ...numbers, grid: null });
    for (const player of ["generator", "critic"] as const) {
      const [got, wanted] = [players[player], expected[player]].map(({ params }) =>
        numbersOf(params)
      );
      got!.forEach((x, i) => {
        // relativistic losses see real points in the generator's step: fresh ones here, the critic's there
        if (player === "generator" && loss.generatorSeesReal) return;
        assert.ok(Math.abs(x - wanted![i]!) < 1e-5, `${loss.name}, ${player} ${i}: ${x}`);
      });
    }
    const row = (frame: typeof history) => frame.toRecords()[0]!;
    for (const term of ["criticLoss", "penalty"]) {
      const [got, wanted] = [row(history)[term], row(expected.history)[term]] as [number, number];
      assert.ok(Math.abs(got - wanted) < 1e-4 * (1 + Math.abs(wanted)), `${loss.name}, ${term}`);
    }
  }
});

/** One player who learns to halve its input. */
const HALVING: TurnsOptions<"net"> = {
  name: "halving",
  players: { net: { model: linear({ inputs: 1, outputs: 1 }), optimiser } },
  turns: [{
    moves: ["net"],
    draws: [latentRows(1)],
    terms: ["error"],
    loss: ({ net }, { latent }) => ({
      error: tf.mean(tf.square(tf.sub(net(latent!), tf.div(latent!, 2))), [1, 2]),
    }),
  }],
  looks: {
    halves: {
      inputs: { rows: { x: Float32Array.of(-1, 1, 2) }, n: 3 },
      see: ({ net }, { x }) => net(x!),
    },
  },
};

Deno.test("a game that makes no sense is refused before anything is trained", async () => {
  await start({ engine: "cpu" });
  const [turn] = HALVING.turns as [Turn<"net">];
  const game = (more: Partial<Turn<"net">>) => turns({ ...HALVING, turns: [{ ...turn, ...more }] });
  assert.throws(() => turns({ ...HALVING, turns: [] }), /halving has none/);
  assert.throws(() => game({ moves: ["nett" as "net"] }), /players \(net\).*moves "nett"/);
  assert.throws(() => game({ moves: [] }), /moves nobody/);
  assert.throws(() => game({ terms: [] }), /has no term/);
  const { tensors } = tensorCounts();
  await assert.rejects(play(game({ terms: ["loss"] }), { steps: 1 }), /terms loss.*gave error/);
  const halving = turns(HALVING);
  const metrics = { mean: { look: "thirds", measure: () => 0 } };
  await assert.rejects(play(halving, { metrics }), /"thirds".*halving are: halves/);
  await assert.rejects(play(halving, { stepps: 1 } as object), /steps/);
  await assert.rejects(play(halving, { streams: [1, 2] }), /streams/);
  const few = dataRows(finite(ring(), { size: 10, seed: 1 }));
  await assert.rejects(play(game({ draws: [few] }), { batch: 11, steps: 1 }), /at most 10/);
  assert.throws(() => dataRows(ring(), { label: "y" }), /has none/);
  assert.equal(tensorCounts().tensors, tensors);
});

forEachEngine("looks and metrics see each run of a game, and nothing is left behind", async () => {
  const { tensors } = tensorCounts();
  const metrics = { middle: { look: "halves", measure: (rows: Float32Array) => rows[1]! } };
  const played = await play(turns(HALVING), { steps: 40, every: 20, runs: 3, batch: 64, metrics });
  assert.deepEqual(played.history.columns, ["step", "run", "error"]);
  assert.deepEqual(played.snapshots.map(({ step }) => step), [0, 20, 40]);
  const { halves } = played.snapshots.at(-1)!.looks;
  assert.equal(halves!.length, 3 * 3);
  const middles = played.metrics.toRecords().slice(-3).map((row) => row["middle"]);
  assert.deepEqual(middles, [0, 1, 2].map((run) => halves![3 * run + 1]));
  // gradient descent on (w - 1/2)^2 E z^2, E z^2 near 1: (1 - 2 * 0.1)^40 = 1e-4 of where it began
  for (const middle of middles) assert.ok(Math.abs(middle as number - 0.5) < 1e-2);
  assert.equal(tensorCounts().tensors, tensors);
});

Deno.test("a run of a game that diverges is frozen, and named", async () => {
  await start({ engine: "wasm" });
  const model = linear({ inputs: 1, outputs: 1 });
  const net = { model, optimiser: sgd({ rate: [0.1, 50] }) };
  const played = await play(turns({ ...HALVING, players: { net } }), { steps: 30, runs: 2 });
  assert.deepEqual(played.status.map(({ outcome }) => outcome), ["finished", "diverged"]);
  assert.ok(played.players.net.params.leaves.every(({ values }) => values.every(Number.isFinite)));
});

Deno.test("a player who is held keeps its state; one who moves carries it on", async () => {
  await start({ engine: "wasm" });
  const normed = (outputs: number) => spectralNorm(mlp({ inputs: 2, hidden: [4], outputs }));
  const players = {
    maker: { model: normed(2), optimiser },
    judge: { model: normed(1), optimiser },
  };
  const game = (moves: ("maker" | "judge")[]) =>
    turns({
      name: "held",
      players,
      turns: [{
        moves,
        draws: [latentRows(2)],
        terms: ["score"],
        loss: ({ maker, judge }, { latent }) => ({ score: tf.mean(judge(maker(latent!)), [1, 2]) }),
      }],
    });
  const options = { steps: 2, batch: 8 };
  const [ofMaker, ofJudge] = [
    await play(game(["maker"]), options),
    await play(game(["judge"]), options),
  ];
  const state = (played: typeof ofMaker, name: "maker" | "judge") =>
    numbersOf(played.players[name].state);
  assert.notDeepEqual(state(ofMaker, "maker"), state(ofJudge, "maker"));
  assert.notDeepEqual(state(ofMaker, "judge"), state(ofJudge, "judge"));
  const started = await play(game(["judge"]), { ...options, steps: 1 });
  assert.deepEqual(state(started, "maker"), state(ofJudge, "maker"));
});

Deno.test("labels stay with their points", async () => {
  await start({ engine: "cpu" });
  const dataset = labelModes(finite(ring({ modes: 5 }), { size: 40, seed: 2 }));
  const { centres } = dataset.modes!;
  const game = turns({
    name: "labels",
    players: { net: { model: linear({ inputs: 2, outputs: 5 }), optimiser } },
    turns: [{
      moves: ["net"],
      draws: [dataRows(dataset, { field: "x", label: "y" })],
      terms: ["far", "used"],
      loss: ({ net }, { x, y }) => {
        const own = tf.matMul(y!, tf.tensor(centres, [1, 5, 2]));
        return {
          // the distance of a point to the centre of its label, in deviations of 0.01
          far: tf.max(tf.sqrt(tf.sum(tf.square(tf.sub(x!, own)), 2)), 1),
          used: tf.mul(0, tf.mean(net(x!), [1, 2])),
        };
      },
    }],
  });
  const { history } = await play(game, { steps: 6, batch: 15 });
  // no point of 40 is six deviations off, while centres are more than one unit apart
  for (const far of history.getColumn("far").toArray()) assert.ok(Number(far) < 0.06, `${far}`);
});

forEachEngine("a player with a state plays with an optimiser that remembers", async () => {
  const { tensors } = tensorCounts();
  const game = turns<"generator" | "critic">({
    name: "spectral",
    players: {
      generator: { model: generator, optimiser: adam() },
      critic: { model: spectralNorm(critic), optimiser: rmsprop() },
    },
    ...duel({
      critic: "critic",
      makers: ["generator"],
      loss: hinge(),
      constraints: [gradientPenalty({ weight: 0.1 })],
      draws: [dataRows(ring()), latentRows(3)],
      features: 2,
      show: ({ generator }, { real, latent }) => ({ real: real!, fake: generator(latent!) }),
    }),
  });
  const { status } = await play(game, { steps: 3, batch: 8, runs: 2 });
  assert.deepEqual(status.map(({ outcome }) => outcome), ["finished", "finished"]);
  assert.equal(tensorCounts().tensors, tensors);
}, { engines: ["tensorflow", "wasm"] });

Deno.test("what a loss gives and asks for is checked at the first step, and nothing is left behind", async () => {
  await start({ engine: "cpu" });
  const { tensors } = tensorCounts();
  const [turn] = HALVING.turns as [Turn<"net">];
  const losing = (loss: Turn<"net">["loss"]) =>
    play(turns({ ...HALVING, turns: [{ ...turn, loss }] }), { steps: 1, runs: 3, batch: 2 });
  const y = (nets: Parameters<Turn<"net">["loss"]>[0], z: tf.Tensor | undefined) => nets.net(z!);
  const cases: [Turn<"net">["loss"], RegExp][] = [
    [
      (n, { latent }) => ({ error: tf.reshape(y(n, latent), [3, 2]) }),
      /\[3\], but float32 \[3,2\] came/,
    ],
    [
      (n, { latent }) => ({ error: tf.mean(y(n, latent)) }),
      /one number a run, .* but float32 \[\] came/,
    ],
    [(n, { latent }) => ({ error: tf.mean(y(n, latent), [0, 2]) }), /but float32 \[2\] came/],
    [(n, { latent }) => y(n, latent) as never, /gave no record of terms/],
    [() => undefined as never, /gave no record of terms/],
    [(n, { real }) => ({ error: tf.mean(y(n, real), [1, 2]) }), /field "real", .* fields latent/],
  ];
  for (const [loss, message] of cases) await assert.rejects(losing(loss), message);
  assert.throws(
    () => turns({ ...HALVING, looks: { x: { inputs: {}, see: () => 0 } } } as never),
    /the look "x"'s inputs is what is put in, .* but \{\} came/,
  );
  assert.equal(tensorCounts().tensors, tensors);
});

Deno.test("names that would hide each other are refused", () => {
  const [turn] = HALVING.turns as [Turn<"net">];
  const game = (more: Partial<Turn<"net">>) => turns({ ...HALVING, turns: [{ ...turn, ...more }] });
  assert.throws(() => game({ terms: ["run"] }), /the term "run" is there twice or a column/);
  assert.throws(
    () => game({ draws: [latentRows(1), latentRows(2)] }),
    /the field "latent" is there twice/,
  );
  assert.throws(() => game({ moves: ["net", "net"] }), /the player "net" is there twice/);
  assert.throws(() => game({ project: { nett: (x: unknown) => x } } as never), /moves "nett"/);
  assert.throws(() => dataRows(ring(), { field: "x", label: "x" }), /"x" came twice/);
  assert.throws(() => latentRows(NaN), /latentRows's size is a whole number/);
  assert.throws(() => dataRows(ring as never), /dataRows's dataset is a data set/);
});

Deno.test("a player may be called anything", async () => {
  await start({ engine: "wasm" });
  const model = linear({ inputs: 1, outputs: 1 });
  const names = ["constructor", "toString", "a.params"] as const;
  const players = Object.fromEntries(names.map((name) => [name, { model, optimiser }]));
  const game = turns<string>({
    name: "names",
    players,
    turns: names.map((name) => ({
      moves: [name],
      draws: [latentRows(1)],
      terms: [`${name} loss`],
      loss: (nets, { latent }) => ({
        [`${name} loss`]: tf.mean(
          tf.square(tf.sub(nets["constructor"]!(latent!), nets[name]!(latent!))),
          [1, 2],
        ),
      }),
    })),
  });
  const { status, players: played } = await play(game, { steps: 2, batch: 4 });
  assert.equal(status[0]!.outcome, "finished");
  for (const name of names) assert.ok(Object.keys(played[name]!.params).length > 0, name);
});
