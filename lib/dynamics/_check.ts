/** Throws RangeError unless the value is finite and at least 0. */
export function checkNonNegative(label: string, value: number): void {
  if (value >= 0 && value < Infinity) return;
  throw new RangeError(`${label} must be finite and at least 0, got ${value}`);
}

/** Throws RangeError unless the value is finite and positive. */
export function checkPositive(label: string, value: number): void {
  if (value > 0 && value < Infinity) return;
  throw new RangeError(`${label} must be finite and positive, got ${value}`);
}

/** Throws RangeError unless the value is a positive integer. */
export function checkCount(label: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 1) return;
  throw new RangeError(`${label} must be a positive integer, got ${value}`);
}
