import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { fromPoints, gaussian, ring } from "saddle/datasets/mod.ts";
import { start, tensorCounts } from "saddle/engine/mod.ts";
import { energyBased } from "saddle/losses/mod.ts";
import { autoencoder, linear, mlp, type Model, tanh } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { adam, pretrain, score, sgd, train } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { numbersOf, numbersOfRun, SMALL } from "./small.ts";

const CRITIC = autoencoder(
  mlp({ inputs: 2, hidden: [8], outputs: 3, activation: tanh }),
  mlp({ inputs: 3, hidden: [8], outputs: 2, activation: tanh }),
);
const { dataset } = SMALL;
const mean = (all: Float32Array) => all.reduce((sum, x) => sum + x, 0) / all.length;
const ENERGY = {
  ...SMALL,
  critic: CRITIC,
  loss: energyBased({ pullingAway: 0.1 }),
  constraints: [],
};

forEachEngine(
  "a pre-trained autoencoder knows the data, and a training begins with it",
  async () => {
    const runs = 2, steps = 150, optimiser = adam({ rate: 0.01 });
    const pretrained = await pretrain({
      critic: CRITIC,
      dataset,
      steps,
      batch: 32,
      optimiser,
      runs,
    });
    const { critic, losses } = pretrained;
    assert.equal(losses.length, steps * runs);
    for (let r = 0; r < runs; r++) {
      assert.ok(losses[(steps - 1) * runs + r]! < 0.5 * losses[r]!, `${losses}`);
    }
    const still = { optimiser: sgd({ rate: 0 }), steps: 1, every: 1, runs };
    const run = await train({ ...ENERGY, ...still, critic });
    const points = dataset.sample(stream(1, 0, "test"), 500);
    const scores = score(run, points);
    const error = -mean(scores), first = mean(losses.slice(0, runs));
    assert.ok(error < 0.1 * first, `an error of ${error}, at first ${first}`);
    const own = tf.tidy(() => {
      const variables = critic.init([0, 1].map((r) => stream(0, r, "unused")));
      const x = tf.tile(tf.tensor(points, [1, 500, 2]), [runs, 1, 1]);
      return critic.apply(variables, x, "evaluate").y.dataSync();
    });
    scores.forEach((x, i) => assert.ok(Math.abs(x - own[i]!) < 1e-5, `${x}, not ${own[i]}`));
    assert.match(String(run.settings["critic"]), /pre-trained 150 steps/);
  },
  { engines: ["tensorflow", "wasm"] },
);

Deno.test("a pre-trained run is what it would be alone", async () => {
  await start({ engine: "wasm" });
  const options = { critic: CRITIC, dataset, steps: 60, batch: 8, seed: 3 };
  const still = { ...ENERGY, optimiser: sgd({ rate: 0 }), steps: 1, every: 1, seed: 3 };
  const all = await pretrain({ ...options, runs: 3 });
  const one = await pretrain({ ...options, firstRun: 2 });
  const together = await train({ ...still, critic: all.critic, runs: 3 });
  const alone = await train({ ...still, critic: one.critic, firstRun: 2 });
  const expected = numbersOf(alone.critic.params);
  numbersOfRun(together.critic.params, 2, 3).forEach((x, i) => {
    assert.ok(Math.abs(x - expected[i]!) < 1e-5);
  });
});

Deno.test("a training that pre-trains goes on after a stop as one with a pre-trained critic", async () => {
  await start({ engine: "wasm" });
  const pretraining = { steps: 20, batch: 8, optimiser: adam({ rate: 0.01 }) };
  const options = { ...ENERGY, runs: 2, seed: 5, steps: 4, every: 2 };
  const { critic } = await pretrain({ critic: CRITIC, dataset, runs: 2, seed: 5, ...pretraining });
  const folder = await Deno.makeTempDir();
  const expected = await train({ ...options, critic, checkpoint: { file: `${folder}/two` } });
  const file = `${folder}/state.safetensors`;
  let made = 0;
  const generator: Model = {
    ...options.generator,
    init: (randoms) => (made++, options.generator.init(randoms)),
  };
  const kept = { ...options, generator, pretrain: pretraining, checkpoint: { file, seconds: 0 } };
  const { tensors } = tensorCounts();
  const stop = ({ step }: { readonly step: number }) => {
    if (step === 4) throw new Error("stopped");
  };
  await assert.rejects(train({ ...kept, onProgress: stop }), /stopped/);
  assert.equal(made, 1); // who needs no training before is made once
  const run = await train(kept);
  assert.deepEqual(numbersOf(run.critic.params), numbersOf(expected.critic.params));
  assert.deepEqual(numbersOf(run.generator.params), numbersOf(expected.generator.params));
  assert.equal(tensorCounts().tensors, tensors);
  assert.match(String(run.settings["pre-training of the critic"]), /^20 steps, batch 8, Adam/);
  const other = { ...kept, pretrain: { ...pretraining, steps: 21 } };
  await assert.rejects(train(other), /checkpoint of another training: .*pre-training/);
});

Deno.test("gradient descent on a linear autoencoder finds the principal axis", async () => {
  await start({ engine: "wasm" });
  // Baldi and Hornik 1989: the least squared error is the variance off the first principal axis
  const points = Array.from({ length: 64 }, (_, i) => {
    const [t, off] = [i / 63 * 2 - 1, i % 2 === 0 ? 0.1 : -0.1];
    return [t - off, t + off];
  });
  const { losses } = await pretrain({
    critic: autoencoder(
      linear({ inputs: 2, outputs: 1 }),
      linear({ inputs: 1, outputs: 2 }),
      { error: "square" },
    ),
    dataset: fromPoints({ name: "strip", points }),
    batch: 64,
    steps: 1500,
    optimiser: sgd({ rate: 0.05 }),
  });
  const moment = (a: number, b: number) =>
    points.reduce((sum, point) => sum + point[a]! * point[b]!, 0) / 64;
  const [xx, xy, yy] = [moment(0, 0), moment(0, 1), moment(1, 1)]; // the means are 0
  const least = (xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy);
  const last = losses.at(-1)!;
  assert.ok(Math.abs(last - least) < 0.001 * least, `${last}, expected ${least}`);
});

forEachEngine(
  "an energy-based GAN with codes is trained by every part of the trainer",
  async () => {
    const run = await train({ ...ENERGY, runs: 2 });
    assert.deepEqual(run.status.map(({ outcome }) => outcome), ["finished", "finished"]);
  },
  { engines: ["tensorflow", "wasm"] },
);

Deno.test("pre-training refuses critics that nothing would stop, and frees what it made", async () => {
  await start({ engine: "wasm" });
  const before = tensorCounts();
  const { critic } = await pretrain({ critic: CRITIC, dataset, steps: 2, batch: 4 });
  assert.deepEqual(tensorCounts(), before);
  const wrong = [
    [{ critic: mlp({ inputs: 2, outputs: 1 }) }, /scores have an upper end.* nothing would stop/],
    [
      { critic: CRITIC, dataset: gaussian() },
      /points of .* shape \[n, 1\], but autoencoder .*\[n, 2\]/,
    ],
    [{ critic: CRITIC, steps: 0 }, /pretrain's steps is a whole number of at least 1, but 0 came/],
    [
      { critic: CRITIC, runs: 2, streams: [0] },
      /pretrain's streams is .* each of the 2 runs, but \[0\] came/,
    ],
    [{ critic: CRITIC, optimiser: adam({ rate: [0.1, 0.2] }) }, /each of the 1 runs, but 2 came/],
    [{ critic: CRITIC, step: 5 }, /pretrain has no option "step"/],
  ] as const;
  for (const [options, message] of wrong) {
    await assert.rejects(() => pretrain({ dataset: ring(), ...options } as never), {
      name: "RangeError",
      message,
    });
  }
  await assert.rejects(train({ ...ENERGY, critic, runs: 3 }), /pre-trained for 1 runs, but 3/);
  await assert.rejects(train({ ...ENERGY, pretrain: 2000 as never }), /but 2000 came/);
  await assert.rejects(train({ ...SMALL, pretrain: {} }), /nothing would stop those of mlp/);
  const misspelt = { ...ENERGY, pretrain: { step: 5 } } as never;
  await assert.rejects(train(misspelt), /pretrain has no option "step"/);
  assert.deepEqual(tensorCounts(), before);
});
