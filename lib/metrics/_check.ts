/** Throws RangeError unless the value is an integer of at least `min`. */
export function checkCount(label: string, value: number, min: number): void {
  if (Number.isSafeInteger(value) && value >= min) return;
  throw new RangeError(`${label} must be an integer of at least ${min}, got ${value}`);
}

/** Throws RangeError unless the value is finite and positive. */
export function checkPositive(label: string, value: number): void {
  if (value > 0 && value < Infinity) return;
  throw new RangeError(`${label} must be positive and finite, got ${value}`);
}

/** How many points `[n, dimension]` are. RangeError if none, if a row is short, or if a row has NaN or an infinity in it. */
export function countPoints(label: string, points: ArrayLike<number>, dimension: number): number {
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
