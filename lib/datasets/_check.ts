/** Throws RangeError unless the point has `dimension` numbers. */
export function checkPoint(name: string, point: ArrayLike<number>, dimension: number): void {
  if (point.length === dimension) return;
  throw new RangeError(`${name} has points of shape [${dimension}], got [${point.length}]`);
}

/** Throws RangeError with the first row of `[n, dimension]` that holds NaN or an infinity. */
export function checkRows(name: string, points: Float32Array, dimension: number): void {
  const bad = points.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const row = Math.floor(bad / dimension);
  const values = Array.from(points.subarray(row * dimension, (row + 1) * dimension));
  throw new RangeError(`${name}: row ${row} is [${values.join(", ")}], expected finite numbers`);
}

/** Throws TypeError unless the name is a string with at least one character. */
export function checkName(name: string): void {
  if (typeof name === "string" && name !== "") return;
  throw new TypeError(`name must be a string with at least one character, got ${name}`);
}
