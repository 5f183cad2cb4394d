/** Throws TypeError unless the value is a number, RangeError unless it is an integer of at least `min`. */
export function checkCount(label: string, value: number, min: number): void {
  checkNumber(label, value);
  if (!Number.isSafeInteger(value) || value < min) {
    throw new RangeError(`${label} must be an integer of at least ${min}, got ${value}`);
  }
}

/** Throws TypeError unless the value is a number, RangeError unless it is finite. */
export function checkFinite(label: string, value: number): void {
  checkNumber(label, value);
  if (!Number.isFinite(value)) throw new RangeError(`${label} must be finite, got ${value}`);
}

/** Throws TypeError unless the value is a number, RangeError unless it is finite and positive. */
export function checkPositive(label: string, value: number): void {
  checkFinite(label, value);
  if (value <= 0) throw new RangeError(`${label} must be positive, got ${value}`);
}

/** Throws TypeError unless the value is a number, RangeError unless it is finite and not negative. */
export function checkNotNegative(label: string, value: number): void {
  checkFinite(label, value);
  if (value < 0) throw new RangeError(`${label} must not be negative, got ${value}`);
}

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

function checkNumber(label: string, value: number): void {
  if (typeof value === "number") return;
  throw new TypeError(`${label} must be a number, got ${JSON.stringify(value)}`);
}
