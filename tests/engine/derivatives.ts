/**
 * Derivatives of any order checked against central differences of the derivative below.
 *
 * @module
 */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { valueAndGradient } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";

/** A function of some tensors. */
export type Function = (...xs: tf.Tensor[]) => tf.Tensor;

/** What {@linkcode checkDerivatives} may be told. */
export interface CheckOptions {
  /** Shapes of the function's inputs. */
  readonly shapes: readonly (readonly number[])[];
  /** Orders to check: 1 to this. Default 2. */
  readonly orders?: number;
  /** Whether inputs are positive, for logarithms and roots. Default `false`. */
  readonly positive?: boolean;
}

/**
 * Half the width of the five-point difference is 2 STEP. Its truncation error is STEP^4 / 30 times a
 * fifth derivative, below 1e-6; float32 adds some 1e-7 of the size of the summed values over STEP.
 */
const STEP = 0.02;
const TOLERANCE = 1e-3;

/**
 * Compares every derivative up to the order with central differences of the one below, each
 * contracted with fixed generic weights, along two generic directions. A lacking term is as large as
 * the derivative itself, hundreds of times the tolerance of 1e-3 (relative to 1 + its size).
 */
export function checkDerivatives(
  f: Function,
  { shapes, orders = 2, positive = false }: CheckOptions,
): void {
  tf.tidy(() => {
    const points = shapes.map((shape, i) => apartFromKinks(shape, i, positive));
    let below: Gradients = (xs) => [f(...xs)];
    for (let order = 1; order <= orders; order++) {
      const weights = tf.tidy(() => below(tensors(points, shapes)).map((y, i) => generic(y, i)));
      const lower = below;
      const gradients: Gradients = (xs) =>
        valueAndGradient(
          (inputs: readonly tf.Tensor[]) => ({
            value: contracted(lower(inputs), weights),
            aux: [],
          }),
          xs,
        ).gradient;
      for (const seed of [1, 2]) {
        const along = shapes.map((shape, i) => direction(shape, 10 * seed + i));
        const exact = tf.tidy(() => dot(gradients(tensors(points, shapes)), along));
        const numeric = difference((t) => {
          const moved = points.map((point, i) => point.map((x, j) => x + t * along[i]![j]!));
          const values = weights.map((weight) => weight.dataSync());
          return tf.tidy(() => dot(lower(tensors(moved, shapes)), values));
        });
        assert.ok(
          Math.abs(exact - numeric) <= TOLERANCE * (1 + Math.abs(numeric)),
          `derivative of order ${order}: expected ${numeric} by central differences, got ${exact}`,
        );
      }
      below = gradients;
    }
  });
}

/**
 * The first `orders` derivatives of an elementwise function at `points`, by repeated automatic
 * differentiation.
 */
export function elementwiseDerivatives(f: Function, points: number[], orders: number): number[][] {
  return tf.tidy(() => {
    let current: (x: tf.Tensor) => tf.Tensor = f;
    return Array.from({ length: orders }, () => {
      const lower = current;
      current = (x) =>
        valueAndGradient((x: tf.Tensor) => ({ value: lower(x), aux: [] }), x).gradient;
      return [...current(tf.tensor1d(points)).dataSync()];
    });
  });
}

type Gradients = (xs: readonly tf.Tensor[]) => readonly tf.Tensor[];

function contracted(values: readonly tf.Tensor[], weights: readonly tf.Tensor[]): tf.Tensor {
  return tf.addN(values.map((value, i) => tf.sum(tf.mul(value, weights[i]!))));
}

/** In double precision, so that the difference loses no more than the tensors' own rounding. */
function dot(values: readonly tf.Tensor[], weights: readonly ArrayLike<number>[]): number {
  let sum = 0;
  values.forEach((value, i) => value.dataSync().forEach((x, j) => sum += x * weights[i]![j]!));
  return sum;
}

function difference(f: (t: number) => number): number {
  return (8 * (f(STEP) - f(-STEP)) - (f(2 * STEP) - f(-2 * STEP))) / (12 * STEP);
}

function tensors(values: readonly (readonly number[])[], shapes: readonly (readonly number[])[]) {
  return values.map((list, i) => tf.tensor([...list], [...shapes[i]!]));
}

function generic(like: tf.Tensor, seed: number): tf.Tensor {
  const values = stream(seed, 1, "noise").uniform(new Float32Array(like.size), -1, 1);
  return tf.tensor(values, like.shape);
}

function direction(shape: readonly number[], seed: number): Float32Array {
  return stream(seed, 2, "noise").uniform(new Float32Array(sizeOf(shape)), -1, 1);
}

/**
 * Numbers of size 0.3 to 1.5 of both signs in random order, no two nearer than 2.4 / n: up to n = 20
 * no maximum, comparison or kink at 0 lies within the reach of the differences.
 */
function apartFromKinks(shape: readonly number[], seed: number, positive: boolean): number[] {
  const n = sizeOf(shape);
  const order = stream(seed, 3, "noise").permutation(n);
  return Array.from(order, (rank) => {
    const place = (rank + 0.5) / n;
    if (positive) return 0.3 + 1.2 * place;
    return place < 0.5 ? -1.5 + 2.4 * place : 0.3 + 2.4 * (place - 0.5);
  });
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
