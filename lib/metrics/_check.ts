import { checkFinite, checkNotNegative } from "../checks/check_number.ts";

/**
 * How many points `[n, dimension]` are. TypeError if they are no list, RangeError if there are none, if a row is short, or if a row has NaN or
 * an infinity in it.
 */
export function countPoints(label: string, points: ArrayLike<number>, dimension: number): number {
  checkList(label, points, dimension);
  const n = points.length / dimension;
  if (n === 0 || !Number.isInteger(n)) {
    throw new RangeError(
      `${label} must have shape [n, ${dimension}] with n >= 1, got ${points.length} numbers`,
    );
  }
  for (let i = 0; i < points.length; i++) {
    if (!Number.isFinite(points[i]!)) {
      throw new RangeError(`${label}: row ${Math.floor(i / dimension)} holds ${points[i]}`);
    }
  }
  return n;
}

/** A training hands samples alone to its metrics: where one needs a reference as well, undefined comes. */
function checkList(label: string, points: unknown, dimension: number): void {
  if (typeof points === "object" && points !== null && "length" in points) return;
  const shape = `numbers of shape [n, ${dimension}], row by row`;
  const came = points === null ? null : typeof points;
  throw new TypeError(`${label} must be a list of ${shape}, got ${came}`);
}

/** Throws TypeError or RangeError unless these are the mean and the deviation of a normal distribution. */
export function checkNormal(label: string, [mean, deviation]: readonly [number, number]): void {
  checkFinite(`the mean of ${label}`, mean);
  checkNotNegative(`the deviation of ${label}`, deviation);
}

/** Throws TypeError or RangeError unless these are the ends of an interval, which may be a point. */
export function checkInterval(label: string, [low, high]: readonly [number, number]): void {
  checkFinite(`the low end of ${label}`, low);
  checkFinite(`the high end of ${label}`, high);
  if (low <= high) return;
  throw new RangeError(
    `the low end of ${label} must not be above the high one, got ${low} and ${high}`,
  );
}
