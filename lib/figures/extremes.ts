/**
 * The lowest and the highest of any number of values; of none, Infinity and -Infinity.
 * Math.max(...values) takes its values as arguments, of which there may not be more
 * than some 100,000.
 */
export function extremes(values: ArrayLike<number>): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at++) {
    low = Math.min(low, values[at]!);
    high = Math.max(high, values[at]!);
  }
  return [low, high];
}
