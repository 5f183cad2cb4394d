import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { squaredGradientNorm } from "saddle/constraints/mod.ts";
import { leaves, paths, type Tree, unflatten, valueAndGradient } from "saddle/engine/mod.ts";
import {
  batchNorm,
  convCritic,
  convGenerator,
  instanceNorm,
  layerNorm,
  lecunUniform,
  maxout,
  mlp,
  type MlpOptions,
  network,
  reshaped,
  tanh,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { train } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "../training/small.ts";

const RUNS = 2;
const BATCH = 4;
const OPTIONS: MlpOptions = {
  inputs: 2,
  hidden: [3, 3],
  outputs: 1,
  activation: tanh,
  init: lecunUniform(),
};
const X = stream(9, 0, "data").normal(new Float32Array(RUNS * BATCH * 2));
const randoms = () => Array.from({ length: RUNS }, (_, run) => stream(8, run, "init"));

/** Parameters that are no special ones: gains of 1 and shifts of 0 would hide a mix-up. */
function startOf(model: ReturnType<typeof mlp>): Tree {
  const { params } = model.init(randoms());
  const moved = leaves(params).map((leaf, i) => {
    const noise = stream(10, i, "init").normal(new Float32Array(leaf.size), 0, 0.3);
    return tf.add(leaf, tf.tensor(noise, leaf.shape));
  });
  return unflatten(params, moved);
}

/** The numbers of one run, leaf by leaf: `"1.gain"` and so on. */
type Numbers = Readonly<Record<string, Float64Array>>;

function numbersOf(params: Tree, run: number): Numbers {
  const names = paths(params);
  return Object.fromEntries(
    leaves(params).map((leaf, i) => {
      const size = leaf.size / RUNS;
      return [names[i]!, Float64Array.from(leaf.dataSync()).slice(run * size, (run + 1) * size)];
    }),
  );
}

/** How a perceptron of plain numbers deals with the sums of a batch. */
interface Plain {
  readonly normalise?: (sums: number[][], layer: number) => number[][];
  readonly activate: (sums: number[]) => number[];
}

/** The outputs of a batch in double precision. */
function outputs(numbers: Numbers, rows: readonly number[][], plain: Plain): number[] {
  let y = rows.map((row) => [...row]);
  for (let l = 0; l < 3; l++) {
    const part = (name: string) => numbers[`${l}.${name}`];
    const [weight, bias, gain, shift] = ["weight", "bias", "gain", "shift"].map(part);
    const width = bias!.length;
    y = y.map((row) =>
      Array.from(bias!, (b, j) => row.reduce((sum, x, i) => sum + x * weight![i * width + j]!, b))
    );
    if (l < 2 && plain.normalise) y = plain.normalise(y, l);
    if (gain) y = y.map((row) => row.map((x, j) => x * gain[j]! + shift![j]!));
    if (l < 2) y = y.map(plain.activate);
  }
  return y.map((row) => row[0]!);
}

function standard(values: readonly number[], epsilon: number): number[] {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return values.map((x) => (x - mean) / Math.sqrt(variance + epsilon));
}
const transposed = (rows: readonly (readonly number[])[]) =>
  rows[0]!.map((_, j) => rows.map((row) => row[j]!));
const overBatch = (sums: number[][]) =>
  transposed(transposed(sums).map((column) => standard(column, 1e-2)));
const overLayer = (sums: number[][]) => sums.map((row) => standard(row, 1e-2));
const tanhs = (sums: number[]) => sums.map(Math.tanh);

const CASES: readonly (readonly [string, Partial<MlpOptions>, Plain])[] = [
  ["batch norm", { normalisation: batchNorm({ epsilon: 1e-2 }) }, {
    normalise: overBatch,
    activate: tanhs,
  }],
  ["batch norm but first, without gain and shift", {
    normalisation: batchNorm({ epsilon: 1e-2, affine: false }),
    normaliseFirst: false,
  }, { normalise: (sums, layer) => layer === 0 ? sums : overBatch(sums), activate: tanhs }],
  ["layer norm", { normalisation: layerNorm({ epsilon: 1e-2 }) }, {
    normalise: overLayer,
    activate: tanhs,
  }],
  ["maxout", { activation: maxout(2) }, {
    activate: (sums) => [0, 2, 4].map((i) => Math.max(sums[i]!, sums[i + 1]!)),
  }],
];

for (const [name, options, plain] of CASES) {
  const model = mlp({ ...OPTIONS, ...options });
  const apply = (params: Tree) => (x: tf.Tensor) => model.apply({ params, state: {} }, x).y;
  const rowsOf = (run: number) =>
    Array.from({ length: BATCH }, (_, i) => {
      const from = 2 * (run * BATCH + i);
      return [X[from]!, X[from + 1]!];
    });

  /** Compares a number of a run and its gradient by the parameters with one of plain numbers. */
  const compare = (
    library: (params: Tree) => tf.Tensor,
    oracle: (numbers: Numbers, rows: number[][]) => number,
    step: number,
    tolerance: number,
  ) =>
    tf.tidy(() => {
      const params = startOf(model);
      const { value, gradient } = valueAndGradient(
        (changed: Tree) => ({ value: library(changed), aux: [] }),
        params,
      );
      for (let run = 0; run < RUNS; run++) {
        const [numbers, rows] = [numbersOf(params, run), rowsOf(run)];
        const expected = oracle(numbers, rows);
        assert.ok(
          Math.abs(value.dataSync()[run]! - expected) < tolerance * (1 + Math.abs(expected)),
        );
        const slopes = numbersOf(gradient, run);
        for (const [leaf, values] of Object.entries(numbers)) {
          values.forEach((x, i) => {
            const at = (moved: number) =>
              oracle({ ...numbers, [leaf]: values.with(i, moved) }, rows);
            const slope = (at(x + step) - at(x - step)) / (2 * step);
            const found = slopes[leaf]![i]!;
            assert.ok(
              Math.abs(found - slope) < tolerance * (1 + Math.abs(slope)),
              `${leaf}[${i}] of run ${run}: ${found}, expected ${slope}`,
            );
          });
        }
      }
    });
  const cubes = (values: readonly number[]) => values.reduce((sum, y) => sum + y ** 3 + y, 0);

  forEachEngine(`outputs and gradients with ${name} equal those in double precision`, () =>
    compare(
      (params) => {
        const y = apply(params)(tf.tensor(X, [RUNS, BATCH, 2]));
        return tf.sum(tf.add(tf.mul(tf.square(y), y), y), [1, 2]);
      },
      (numbers, rows) => cubes(outputs(numbers, rows, plain)),
      1e-6,
      1e-3, // some hundred roundings, divided by deviations of some 0.1
    ));

  forEachEngine(`a penalty goes through ${name}`, () =>
    compare(
      (params) => tf.sum(squaredGradientNorm(apply(params), tf.tensor(X, [RUNS, BATCH, 2])), 1),
      (numbers, rows) => {
        let sum = 0;
        rows.forEach((row, i) =>
          row.forEach((x, axis) => {
            const at = (moved: number) => {
              const all = rows.map((other, j) => j === i ? other.with(axis, moved) : other);
              return outputs(numbers, all, plain).reduce((total, y) => total + y, 0);
            };
            sum += ((at(x + 1e-5) - at(x - 1e-5)) / 2e-5) ** 2;
          })
        );
        return sum;
      },
      1e-4,
      5e-3, // differences of differences
    ), { engines: ["tensorflow", "wasm"] });
}

Deno.test("normalised layers and units of maxout have their parameters", () => {
  tf.tidy(() => {
    const normalised = mlp({ ...OPTIONS, normalisation: batchNorm(), normaliseFirst: false });
    assert.equal(normalised.name, "mlp 2-3-3-1, tanh, batch norm but first");
    assert.deepEqual(paths(normalised.init(randoms()).params), [
      "0.weight",
      "0.bias",
      "1.weight",
      "1.bias",
      "1.gain",
      "1.shift",
      "2.weight",
      "2.bias",
    ]);
    const units = mlp({ ...OPTIONS, activation: maxout(5) });
    assert.equal(units.name, "mlp 2-3-3-1, maxout 5");
    const shapes = leaves(units.init(randoms()).params).map((leaf) => leaf.shape.slice(1));
    assert.deepEqual(shapes, [[2, 15], [1, 15], [3, 15], [1, 15], [3, 1], [1, 1]]);
  });
});

forEachEngine("they are trained together with others", async () => {
  const run = await train({
    ...SMALL,
    generator: mlp({ ...OPTIONS, hidden: [3], outputs: 2, normalisation: batchNorm() }),
    critic: mlp({ ...OPTIONS, hidden: [3], activation: maxout(), normalisation: layerNorm() }),
    steps: 2,
    every: 1,
  });
  assert.equal(run.status[0]!.outcome, "finished");
}, { engines: ["tensorflow", "wasm"] });

Deno.test("normalisations and maxout refuse what makes no sense", () => {
  assert.throws(
    () => batchNorm({ epsilon: 0 }),
    /batchNorm's epsilon is a number above 0, but 0 came/,
  );
  assert.throws(() => layerNorm({ epsilon: NaN }), /layerNorm's epsilon is a number above 0/);
  for (const pieces of [1, 2.5, 0]) {
    assert.throws(() => maxout(pieces), /pieces is a whole number of at least 2/);
  }
});

Deno.test("a normalisation that would see one number alone, and make it 0, is refused", () => {
  const normalisation = instanceNorm();
  const image = { size: 8, filters: [8, 4], normalisation };
  assert.throws(
    () => convGenerator({ ...image, inputs: 3 }),
    /convGenerator's normalisation is .* or normaliseFirst is false, because one place alone .* 0, but instance norm came/,
  );
  convGenerator({ ...image, inputs: 3, normaliseFirst: false });
  convCritic(image);
  assert.throws(
    () => convCritic({ ...image, size: 2 }),
    /convCritic's normalisation is batchNorm\(\), layerNorm\(\) or none, or normaliseFirst/,
  );
  assert.throws(
    () => convCritic({ ...image, size: 4 }),
    /layerNorm\(\) or none, because one place/,
  );
  const narrow = { size: 4, filters: [4, 1], normalisation: layerNorm() };
  assert.throws(() => convCritic(narrow), /batchNorm\(\) or none, because one number alone/);

  const single: MlpOptions = { ...OPTIONS, hidden: [3, 1], normalisation: layerNorm() };
  assert.throws(() => mlp(single), /mlp's normalisation is batchNorm\(\) or none, because one num/);
  mlp({ ...single, hidden: [1, 3], normaliseFirst: false });
  mlp({ ...single, activation: maxout(2) }); // two sums a unit

  const layers = (...list: Parameters<typeof network>[0]["layers"]) =>
    network({ input: [4], layers: list });
  assert.throws(
    () => layers(reshaped([1, 1, 4]), normalisation),
    /shape \[1,1,4\] .*one place alone/,
  );
  layers(reshaped([2, 2, 1]), normalisation, layerNorm());
  assert.throws(
    () => network({ input: [1], layers: [layerNorm()] }),
    /one number alone of a point/,
  );

  const batchOfOne = () => tf.tidy(() => batchNorm().apply(tf.tensor([[[7, 1]]])));
  assert.throws(batchOfOne, /batch norm compares several numbers: one point alone in its batch/);
});
