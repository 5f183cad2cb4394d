/** The median of the finite numbers; NaN if there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] ?? NaN) / 2 + (sorted[Math.ceil(middle)] ?? NaN) / 2;
}
