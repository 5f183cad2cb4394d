import { checkArgument, finite, misfit, notNegative, pair, shownValue } from "../options/mod.ts";

/**
 * How many points `[n, dimension]` are. TypeError if they are no list, RangeError if there are
 * none, if a row is short, or if a row has NaN or an infinity in it.
 */
export function countPoints(label: string, points: ArrayLike<number>, dimension: number): number {
  checkList(label, points, dimension);
  const n = points.length / dimension;
  if (n === 0 || !Number.isInteger(n)) {
    throw new RangeError(
      `${label} has shape [n, ${dimension}], n at least 1, but ${points.length} numbers came.`,
    );
  }
  for (let i = 0; i < points.length; i++) {
    if (!Number.isFinite(points[i]!)) {
      const row = Math.floor(i / dimension);
      throw new RangeError(`${label} has finite numbers, but its row ${row} holds ${points[i]}.`);
    }
  }
  return n;
}

/**
 * A training hands samples alone to its metrics: where one needs a reference as well,
 * undefined comes.
 */
function checkList(label: string, points: unknown, dimension: number): void {
  if (typeof points === "object" && points !== null && "length" in points) return;
  const shape = `numbers of shape [n, ${dimension}], row by row`;
  throw new TypeError(`${label} is a list of ${shape}, but ${shownValue(points)} came.`);
}

/**
 * Throws TypeError or RangeError unless these are the mean and the deviation of a
 * normal distribution.
 */
export function checkNormal(label: string, normal: readonly [number, number]): void {
  const [mean, deviation] = twoNumbers(label, normal);
  checkArgument(label, "mean", mean, finite());
  checkArgument(label, "deviation", deviation, notNegative());
}

/**
 * Throws TypeError or RangeError unless these are the ends of an interval, which may be a point.
 */
export function checkInterval(label: string, interval: readonly [number, number]): void {
  const [low, high] = twoNumbers(label, interval);
  checkArgument(label, "low end", low, finite());
  checkArgument(label, "high end", high, finite());
  if (low > high) throw misfit(label, "high end", `at least its low end, ${low}`, high);
}

function twoNumbers(label: string, value: readonly [number, number]): readonly [number, number] {
  if (pair().is(value)) return value;
  throw new TypeError(`${label} is two numbers, but ${shownValue(value)} came.`);
}
