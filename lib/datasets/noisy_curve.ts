import { checkDraw, checkPoint } from "./check.ts";
import { rangesOf } from "./ranges.ts";
import type { Dataset, Extent } from "./types.ts";

/** A smooth piece of a curve. Points are drawn on it with u uniform on [0, 1]. */
export interface Piece {
  /** The share of the data on this piece; the shares of all pieces sum to 1. */
  readonly share: number;
  /** The largest |d at / du| on it. */
  readonly speed: number;
  /** The point of the piece at u. */
  at(u: number): readonly number[];
}

/** Data on a curve with normal noise of this deviation on every axis. */
export interface NoisyCurve {
  readonly name: string;
  readonly dimension: number;
  readonly pieces: readonly Piece[];
  readonly deviation: number;
  readonly manifold: readonly Float32Array[];
}

/**
 * The data set of such a curve. Its density is that of a mixture of Gaussians along the curve;
 * without noise, or with noise that is thinner than a 100,000th of it, there is none.
 */
export function noisyCurve(curve: NoisyCurve): Dataset {
  const { name, dimension, deviation, manifold } = curve;
  const base = {
    name,
    dimension,
    sample: sampler(curve),
    manifold,
    extent: extentOf(manifold, dimension, deviation),
  };
  return stretchesOf(curve) > MOST_STRETCHES ? base : { ...base, density: density(curve) };
}

/** Stretches of a density's integral at most: of thinner noise there is no density, as of none. */
const MOST_STRETCHES = 100_000;

/** How many stretches no longer than one deviation the curve has. */
function stretchesOf({ pieces, deviation }: NoisyCurve): number {
  return pieces.reduce((sum, { speed }) => sum + Math.max(1, Math.ceil(speed / deviation)), 0);
}

/** A curve drawn with this many straight lines. */
export function trace(at: (u: number) => readonly number[], lines: number): Float32Array {
  return Float32Array.from(
    Array.from({ length: lines + 1 }, (_, i) => at(i / lines)).flat(),
  );
}

function sampler({ name, pieces, dimension, deviation }: NoisyCurve): Dataset["sample"] {
  let sum = 0;
  const ends = pieces.map(({ share }) => sum += share);
  return (random, n) => {
    checkDraw(name, random, n);
    const out = new Float32Array(n * dimension);
    if (deviation > 0) random.normal(out, 0, deviation);
    for (let row = 0; row < n; row++) {
      const draw = random.next(), found = ends.findIndex((end) => draw < end);
      // Rounding may leave the last sum just below 1.
      const which = found < 0 ? pieces.length - 1 : found, { share, at } = pieces[which]!;
      const point = at(Math.min(1, (draw - ends[which]! + share) / share));
      for (let axis = 0; axis < dimension; axis++) out[row * dimension + axis]! += point[axis]!;
    }
    return out;
  };
}

/** Nodes and weights of Gauss and Legendre's rule with five points, on [0, 1]. */
const GAUSS = [-1, 1].flatMap((sign): [node: number, weight: number][] => [
  [.5 + sign * Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 6, (322 + 13 * Math.sqrt(70)) / 1800],
  [.5 + sign * Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 6, (322 - 13 * Math.sqrt(70)) / 1800],
]).concat([[.5, 64 / 225]]);

/**
 * The integral over the curve of the noise's density, by Gauss's rule on stretches no longer than
 * one deviation: right to about 1e-9.
 */
function density(
  { name, dimension, pieces, deviation }: NoisyCurve,
): (p: ArrayLike<number>) => number {
  const nodes: { at: readonly number[]; weight: number }[] = [];
  const scale = (Math.sqrt(2 * Math.PI) * deviation) ** dimension;
  for (const { share, speed, at } of pieces) {
    const stretches = Math.max(1, Math.ceil(speed / deviation));
    for (let i = 0; i < stretches; i++) {
      for (const [node, weight] of GAUSS) {
        nodes.push({ at: at((i + node) / stretches), weight: share * weight / stretches / scale });
      }
    }
  }
  return (point) => {
    checkPoint(name, point, dimension);
    return nodes.reduce((sum, { at, weight }) => {
      const squared = at.reduce((s, x, axis) => s + (point[axis]! - x) ** 2, 0);
      return sum + weight * Math.exp(-squared / (2 * deviation ** 2));
    }, 0);
  };
}

/**
 * A window of the same width on all axes: the curve, a tenth of its span and 4 deviations around.
 */
function extentOf(
  manifold: readonly Float32Array[],
  dimension: number,
  deviation: number,
): Extent[] {
  const spans = rangesOf(manifold, dimension);
  const half = .6 * Math.max(...spans.map(([low, high]) => high - low)) + 4 * deviation;
  return spans.map(([low, high]) => [(low + high) / 2 - half, (low + high) / 2 + half]);
}
