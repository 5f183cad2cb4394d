import assert from "node:assert/strict";
import { gradientPenalty } from "saddle/constraints/mod.ts";
import { dirac, finite, fromSampler, ring } from "saddle/datasets/mod.ts";
import { start, tensorCounts, type Tree } from "saddle/engine/mod.ts";
import { wasserstein } from "saddle/losses/mod.ts";
import { constantValues, linear, mlp, packed } from "saddle/models/mod.ts";
import { adam, alternating, sgd, train } from "saddle/training/mod.ts";
import { SMALL } from "./small.ts";

/** What is wrong, and what the error must say. */
type Wrong = readonly [options: object, message: RegExp];

const OUT_OF_RANGE: readonly Wrong[] = [
  [{ steps: 0 }, /train's steps is a whole number of at least 1, but 0 came/],
  [{ steps: 1.5 }, /steps .* 1\.5 came/],
  [{ steps: -3 }, /steps .* -3 came/],
  [{ runs: 0 }, /runs is a whole number of at least 1, but 0 came/],
  [{ batch: 0 }, /batch is a whole number of at least 1, but 0 came/],
  [{ every: 0 }, /every/],
  [{ snapshotSize: 0 }, /snapshotSize/],
  [{ metricSize: NaN }, /metricSize .* NaN came/],
  [{ seed: -1 }, /seed is a whole number of at least 0, but -1 came/],
  [{ firstRun: 0.5 }, /firstRun/],
  [{ firstRun: 2 ** 31 }, /firstRun is below 2\^31 with all runs, but 2147483648 came/],
  [{ divergence: 0 }, /divergence is a number above 0, infinity too, but 0 came/],
  [{ divergence: NaN }, /divergence/],
  [
    { grid: { x: [0, 1], y: [0, 1], nx: 0, ny: 2 } },
    /grid's nx is a whole number of at least 1, but 0 came/,
  ],
  [
    { grid: { x: [0, NaN], y: [0, 1], nx: 2, ny: 2 } },
    /grid's x is two finite numbers, but \[0, NaN\] came/,
  ],
  [{ dataset: undefined }, /train needs dataset, a data set, but none came/],
  [{ step: 100 }, /train has no option "step". Known options: dataset, generator, .*steps/],
];

const SHAPES: readonly Wrong[] = [
  [
    { generator: mlp({ inputs: 2, outputs: 3 }) },
    /generator needs 2 outputs.*ring have shape \[n, 2\].*has 3: \[n, 3\]/,
  ],
  [
    { dataset: dirac() },
    /generator needs 1 outputs, because the points of dirac have shape \[n, 1\].*\[n, 2\]/,
  ],
  [
    { critic: packed(mlp({ inputs: 6, outputs: 1 }), { size: 3 }) },
    /Packs of 3 points need batches of whole packs, but 8 came/,
  ],
  [{ critic: mlp({ inputs: 5, outputs: 1 }) }, /critic needs 2 inputs.*\[n, 2\].*\[n, 5\]/],
  [{ critic: mlp({ inputs: 2, outputs: 2 }) }, /one output, its score, but mlp .* has 2/],
  [
    { generator: linear({ inputs: 2, outputs: 2, init: constantValues([1]) }) },
    /2 inputs and 2 outputs takes 4 weights/,
  ],
];

const LISTS: readonly Wrong[] = [
  [
    { runs: 3, optimiser: sgd({ rate: [0.1, 0.2] }) },
    /SGD: rate takes one number or one for each of the 3 runs, but 2 came/,
  ],
  [
    { runs: 2, optimiser: { generator: sgd(), critic: adam({ beta1: [0.5] }) } },
    /Adam: beta1 .* 2 runs, but 1 came/,
  ],
  [
    { runs: 2, constraints: [gradientPenalty({ weight: [1, 2, 3] })] },
    /gradient penalty .*: weight .* 2 runs, but 3 came/,
  ],
  [
    {
      constraints: [{
        name: "one's own",
        numbers: { strength: NaN },
        project: (params: Tree) => params,
      }],
    },
    /one's own: strength takes finite numbers, but NaN came/,
  ],
];

const DATA: readonly Wrong[] = [
  [
    { dataset: { ...ring(), sample: () => new Float32Array(16).fill(1).fill(NaN, 5, 6) } },
    /point 2 of ring.* has NaN in column 1/,
  ],
  [
    { dataset: { ...ring(), sample: () => new Float32Array(16).fill(Infinity) } },
    /point 0 of ring.* has Infinity in column 0/,
  ],
  [
    { dataset: { ...ring(), sample: () => new Float32Array(15) } },
    /points of shape \[8, 2\], 16 numbers, but 15 came/,
  ],
  [
    { dataset: finite(ring(), { size: 4, seed: 1 }) },
    /size is at most 4/,
  ],
];

const PARTS: readonly Wrong[] = [
  [{ dataset: "ring" }, /train's dataset is a data set, but "ring" came/],
  [{ generator: null }, /train's generator is a model, but null came/],
  [{ loss: wasserstein }, /train's loss is a loss, but a function \(wasserstein\) came: call it/],
  [{ optimiser: adam }, /train's optimiser is an optimiser, .* a function \(adam\) came: call it/],
  [
    { optimiser: { generator: adam(), critic: adam } },
    /optimiser's critic is an optimiser, .* call/,
  ],
  [{ update: alternating }, /train's update is an update, .*: call it/],
  [{ latent: "normal" }, /train's latent is a kind of latents, but "normal" came/],
  [{ constraints: gradientPenalty() }, /train's constraints is a list, each a constraint/],
  [{ constraints: null }, /train's constraints is a list, each a constraint, but null came/],
  [
    { constraints: [gradientPenalty] },
    /constraints is a list, each .* \(gradientPenalty\)\] came: call/,
  ],
  [{ average: null }, /train's average is options \{ decay \}, but null came/],
  [{ batch: "8" }, /batch is a whole number of at least 1, but "8" came/],
];

for (
  const [kind, name, cases] of [
    ["settings out of range", "RangeError", OUT_OF_RANGE],
    ["shapes that do not fit", "RangeError", SHAPES],
    ["lists that are not one number a run", "RangeError", LISTS],
    ["data that cannot be trained on", "RangeError", DATA],
    ["parts that are missing or something else", "TypeError", PARTS],
  ] as const
) {
  Deno.test(`${kind} are refused before anything is trained`, async () => {
    await start({ engine: "wasm" });
    const before = tensorCounts();
    for (const [options, message] of cases) {
      let told = 0;
      const training = train({ ...SMALL, onProgress: () => void told++, ...options });
      await assert.rejects(training, { name, message });
      assert.equal(told, 0, `something was trained with ${JSON.stringify(options)}`);
    }
    assert.deepEqual(tensorCounts(), before);
  });
}

Deno.test("metrics that are not numbers are refused at the first look", async () => {
  await start({ engine: "wasm" });
  const wrong = [
    [
      { counts: () => ({ counts: new Int32Array(2) }) },
      /metric "counts" .* "counts" is Int32Array/,
    ],
    [{ none: () => undefined }, /"none" is undefined/],
    [{ text: () => "0.5" }, /"text" is String/],
    [{ step: () => 1 }, /gives "step", a name that is taken/],
    [{ a: () => ({ x: 1 }), b: () => ({ x: 2 }) }, /metric "b" gives "x", a name that is taken/],
  ] as const;
  for (const [metrics, message] of wrong) {
    let told = 0;
    const training = train({ ...SMALL, metrics: metrics as never, onProgress: () => void told++ });
    const name = /taken/.test(message.source) ? "RangeError" : "TypeError";
    await assert.rejects(training, { name, message });
    assert.equal(told, 0);
  }
});

Deno.test("an update refuses critic steps and players that do not exist", () => {
  for (const criticSteps of [0, -1, 1.5, NaN]) {
    assert.throws(() => alternating({ criticSteps }), { name: "RangeError" });
  }
  assert.throws(
    () => alternating({ first: "discriminator" as never }),
    /first is one of "critic", "generator", but/,
  );
  assert.throws(() => alternating({ nCritic: 5 } as object), /no option "nCritic".*criticSteps/);
});

Deno.test("the name of an update says how it differs from the usual", () => {
  assert.equal(alternating().name, "alternating, 1 critic step");
  assert.equal(
    alternating({ criticSteps: 2, first: "generator", freshReal: false, freshLatents: false }).name,
    "alternating, 2 critic steps, generator first, one real batch, one batch of latents",
  );
});

Deno.test("data of one's own are asked for batches and nothing else", async () => {
  await start({ engine: "wasm" });
  const asked: number[] = [];
  const dataset = fromSampler({
    ...ring(),
    name: "own",
    sample: (random, n) => {
      asked.push(n);
      return ring().sample(random, n);
    },
  });
  await train({ ...SMALL, dataset, steps: 3, runs: 2 });
  // one look, then one batch a step and run
  assert.deepEqual(asked, new Array(1 + 3 * 2).fill(8));
});
