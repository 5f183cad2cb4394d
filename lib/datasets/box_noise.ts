import type { Random } from "../random/mod.ts";

/** How far each coordinate may be moved: evenly, from `low` to `high`. */
export interface BoxNoise {
  readonly low: number;
  readonly high: number;
}

/** GANConvergence's noise: uniform on [0, width), or on [-width/2, width/2) where it is centred. */
export function boxNoise(width: number, centred: boolean): BoxNoise {
  return centred ? { low: -width / 2, high: width / 2 } : { low: 0, high: width };
}

/** n shifts of the plane, `[n, 2]`. */
export function drawShifts(random: Random, n: number, { low, high }: BoxNoise): Float32Array {
  return low < high ? random.uniform(new Float32Array(2 * n), low, high) : new Float32Array(2 * n);
}

/**
 * The density of the shifted data, if `share` is that of the unshifted data in a box: the share in
 * the box from which the point is reached.
 */
export function boxDensity(
  point: ArrayLike<number>,
  { low, high }: BoxNoise,
  share: (x: readonly [number, number], y: readonly [number, number]) => number,
): number {
  const x = point[0]!, y = point[1]!;
  return share([x - high, x - low], [y - high, y - low]) / (high - low) ** 2;
}
