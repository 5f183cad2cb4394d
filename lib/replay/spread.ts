import { median } from "../numbers/mod.ts";

/**
 * How far numbers scatter, as the standard deviation of a normal law: 1.48 times the median
 * absolute deviation. For whole numbers that median is a whole number as well, 0 or 1 where they
 * scatter little; so for counts, and where more than half of the numbers are the same, 1.25 times
 * the mean absolute deviation from the median stands in.
 */
export function deviation(values: readonly number[]): number {
  const middle = median(values), distances = values.map((value) => Math.abs(value - middle));
  const robust = 1.4826 * median(distances);
  if (robust > 0 && !values.every(Number.isInteger)) return robust;
  return Math.sqrt(Math.PI / 2) * distances.reduce((sum, x) => sum + x, 0) / values.length;
}

/** How many deviations lie between 0 and the median; infinite where nothing moves. */
export function margin(slacks: readonly number[]): number {
  const middle = median(slacks), scale = deviation(slacks);
  if (scale > 0) return middle / scale;
  return middle < 0 ? -Infinity : Infinity;
}
