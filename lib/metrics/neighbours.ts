import { type Pair, squaredDistances } from "./distances.ts";

/**
 * Per point of b, `[m]`: the squared distance of its k-th nearest neighbour in b, itself left out.
 * RangeError unless b has more than k points.
 */
export function neighbourRadii({ b, m, dimension }: Pair, name: string, k: number): Float64Array {
  if (m <= k) {
    throw new RangeError(
      `${name} has more than k = ${k} points, but shape [${m}, ${dimension}] came.`,
    );
  }
  const all = squaredDistances({ a: b, b, n: m, m, dimension });
  // The nearest of all is the point itself.
  return Float64Array.from({ length: m }, (_, i) => all.slice(i * m, (i + 1) * m).sort()[k]!);
}

/**
 * Per point of a, `[n]`: within how many balls around points of b it lies. The radii are squared,
 * borders count.
 */
export function ballCounts(pair: Pair, radii: Float64Array): Int32Array {
  const { n, m } = pair, distances = squaredDistances(pair), counts = new Int32Array(n);
  distances.forEach((squared, k) => {
    if (squared <= radii[k % m]!) counts[Math.floor(k / m)]!++;
  });
  return counts;
}
