import {
  callable,
  finite,
  list,
  notNegative,
  type Option,
  read,
  type Spec,
} from "../options/mod.ts";
import type { Random } from "../random/mod.ts";

/**
 * Starting values of one layer: weights `[inputs, outputs]`, row by row, and biases `[outputs]`.
 */
export interface LayerValues {
  /** Weights. */
  readonly weight: Float32Array;
  /** Biases. */
  readonly bias: Float32Array;
}

/** How the numbers of a layer meet, where not each input enters each sum: in convolutions. */
export interface Fan {
  /** Inputs that enter one sum. */
  readonly in: number;
  /** Sums that one input enters. */
  readonly out: number;
}

/**
 * A rule for the starting values of a layer of `inputs` x `outputs` weights. Without `fan`, each
 * input enters each sum.
 */
export type Initialiser = (
  random: Random,
  inputs: number,
  outputs: number,
  fan?: Fan,
) => LayerValues;

/** An option that is an initialiser. */
export const anInitialiser: Option<Initialiser> = callable("an initialiser");

/** Options of {@linkcode heNormal}, {@linkcode xavierUniform} and {@linkcode orthogonal}. */
export interface GainOptions {
  /** What all weights are multiplied by. Its default is the initialiser's. */
  readonly gain?: number;
}

/** What fits the options of {@linkcode heNormal}. */
export const HE_NORMAL = { gain: finite(Math.SQRT2) } satisfies Spec<GainOptions>;

/**
 * Normal weights of variance `gain^2 / fan.in` and zero biases: He et al. 2015 for `gain` sqrt
 * 2, the default.
 *
 * @throws {RangeError} If the gain is not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { heNormal } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * const { weight, bias } = heNormal()(stream(7, 0, "init"), 2, 3);
 * assert.equal(weight.length, 2 * 3);
 * assert.deepEqual([...bias], [0, 0, 0]);
 * ```
 */
export function heNormal(options: GainOptions = {}): Initialiser {
  const { gain } = read("heNormal", options, HE_NORMAL);
  return (random, inputs, outputs, fan) => ({
    weight: random.normal(
      new Float32Array(inputs * outputs),
      0,
      gain / Math.sqrt(fan?.in ?? inputs),
    ),
    bias: new Float32Array(outputs),
  });
}

/** What fits the options of {@linkcode xavierUniform}. */
export const XAVIER_UNIFORM = { gain: finite(1) } satisfies Spec<GainOptions>;

/**
 * Weights uniform in +-`gain` sqrt(6 / (fan.in + fan.out)) and zero biases: Glorot and Bengio 2010.
 * Default gain 1; GANConvergence uses 1.5.
 *
 * @throws {RangeError} If the gain is not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { xavierUniform } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * const { weight, bias } = xavierUniform({ gain: 1.5 })(stream(7, 0, "init"), 2, 3);
 * assert.ok(weight.every((value) => Math.abs(value) <= 1.5 * Math.sqrt(6 / (2 + 3))));
 * assert.deepEqual([...bias], [0, 0, 0]);
 * ```
 */
export function xavierUniform(options: GainOptions = {}): Initialiser {
  const { gain } = read("xavierUniform", options, XAVIER_UNIFORM);
  return (random, inputs, outputs, fan = { in: inputs, out: outputs }) => {
    const bound = gain * Math.sqrt(6 / (fan.in + fan.out));
    return {
      weight: random.uniform(new Float32Array(inputs * outputs), -bound, bound),
      bias: new Float32Array(outputs),
    };
  };
}

/**
 * Weights and biases uniform in +-1 / sqrt(fan.in): what PyTorch's `nn.Linear` and `nn.Conv2d` do.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { lecunUniform } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * const { weight, bias } = lecunUniform()(stream(7, 0, "init"), 2, 3);
 * assert.ok([...weight, ...bias].every((value) => Math.abs(value) <= 1 / Math.sqrt(2)));
 * ```
 */
export function lecunUniform(): Initialiser {
  return (random, inputs, outputs, fan) => {
    const bound = 1 / Math.sqrt(fan?.in ?? inputs);
    return {
      weight: random.uniform(new Float32Array(inputs * outputs), -bound, bound),
      bias: random.uniform(new Float32Array(outputs), -bound, bound),
    };
  };
}

/** Options of {@linkcode normalWeights}. */
export interface NormalWeightsOptions {
  /** The deviation of every weight. Default 0.02. */
  readonly deviation?: number;
}

/** What fits {@linkcode NormalWeightsOptions}. */
export const NORMAL_WEIGHTS = {
  deviation: notNegative(0.02),
} satisfies Spec<NormalWeightsOptions>;

/**
 * Normal weights of one `deviation` in every layer and zero biases. Default 0.02 (DCGAN).
 *
 * @throws {RangeError} If the deviation is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { normalWeights } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * const { weight, bias } = normalWeights({ deviation: 0.02 })(stream(7, 0, "init"), 2, 3);
 * assert.ok(weight.every((value) => Math.abs(value) < 0.2));
 * assert.deepEqual([...bias], [0, 0, 0]);
 * ```
 */
export function normalWeights(options: NormalWeightsOptions = {}): Initialiser {
  const { deviation } = read("normalWeights", options, NORMAL_WEIGHTS);
  return (random, inputs, outputs) => ({
    weight: random.normal(new Float32Array(inputs * outputs), 0, deviation),
    bias: new Float32Array(outputs),
  });
}

/** What fits the options of {@linkcode orthogonal}. */
export const ORTHOGONAL = { gain: finite(1) } satisfies Spec<GainOptions>;

/**
 * A random matrix with orthonormal rows or columns (whichever are fewer), times `gain`, and zero
 * biases: Saxe et al. 2014. Default gain 1; the Unrolled GAN toy uses 1.4.
 *
 * @throws {RangeError} If the gain is not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { orthogonal } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * const { weight, bias } = orthogonal()(stream(7, 0, "init"), 2, 3);
 * const [a, b] = [weight.subarray(0, 3), weight.subarray(3)]; // two rows of length 1
 * assert.ok(Math.abs(Math.hypot(...a) - 1) < 1e-6 && Math.abs(Math.hypot(...b) - 1) < 1e-6);
 * assert.deepEqual([...bias], [0, 0, 0]);
 * ```
 */
export function orthogonal(options: GainOptions = {}): Initialiser {
  const { gain } = read("orthogonal", options, ORTHOGONAL);
  return (random, inputs, outputs) => {
    const [long, short] = inputs >= outputs ? [inputs, outputs] : [outputs, inputs];
    const columns = orthonormalColumns(random, long, short);
    const weight = new Float32Array(inputs * outputs);
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j < outputs; j++) {
        weight[i * outputs + j] = gain * (inputs >= outputs ? columns[j]![i]! : columns[i]![j]!);
      }
    }
    return { weight, bias: new Float32Array(outputs) };
  };
}

/** What fits the values of {@linkcode constantValues}. */
export const CONSTANT_VALUES = {
  weight: list(finite()),
  bias: list(finite(), []),
} satisfies Spec<{ readonly weight: readonly number[]; readonly bias?: readonly number[] }>;

/**
 * The same given values in every run. Lengths must be inputs * outputs and outputs; no
 * biases are zeros.
 *
 * @throws {RangeError} If a value is not finite, or, once a layer is made, its size is another one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { constantValues } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * const { weight, bias } = constantValues([1, 2, 3, 4, 5, 6])(stream(7, 0, "init"), 2, 3);
 * assert.deepEqual([...weight], [1, 2, 3, 4, 5, 6]);
 * assert.deepEqual([...bias], [0, 0, 0]);
 * ```
 */
export function constantValues(
  weight: readonly number[],
  bias?: readonly number[],
): Initialiser {
  const full = read("constantValues", { weight, bias }, CONSTANT_VALUES);
  return (_, inputs, outputs) => {
    const { weight, bias } = full;
    if (weight.length !== inputs * outputs || (bias.length !== 0 && bias.length !== outputs)) {
      throw new RangeError(
        `A layer of ${inputs} inputs and ${outputs} outputs takes ${
          inputs * outputs
        } weights and ` +
          `${outputs} biases (or none), but ${weight.length} and ${bias.length} came.`,
      );
    }
    return {
      weight: Float32Array.from(weight),
      bias: bias.length === 0 ? new Float32Array(outputs) : Float32Array.from(bias),
    };
  };
}

/** Gram-Schmidt, twice for accuracy, on columns of normal numbers. */
function orthonormalColumns(random: Random, length: number, count: number): Float64Array[] {
  const done: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const column = Float64Array.from(random.normal(new Float32Array(length)));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of done) {
        const along = dot(column, other);
        for (let i = 0; i < length; i++) column[i]! -= along * other[i]!;
      }
    }
    const norm = Math.sqrt(dot(column, column));
    done.push(column.map((x) => x / norm));
  }
  return done;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i]!, 0);
}
