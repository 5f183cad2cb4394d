/**
 * Refuses what is no integer of at least `min`.
 *
 * @param label What an error calls the number.
 * @throws {TypeError} If it is no number at all.
 * @throws {RangeError} If it is another number.
 */
export function checkCount(label: string, value: number, min: number): void {
  checkNumber(label, value);
  if (Number.isSafeInteger(value) && value >= min) return;
  throw new RangeError(`${label} must be an integer of at least ${min}, got ${value}`);
}

/**
 * Refuses what is not finite.
 *
 * @param label What an error calls the number.
 * @throws {TypeError} If it is no number at all.
 * @throws {RangeError} If it is NaN or infinite.
 */
export function checkFinite(label: string, value: number): void {
  checkNumber(label, value);
  if (!Number.isFinite(value)) throw new RangeError(`${label} must be finite, got ${value}`);
}

/**
 * Refuses what is not positive and finite.
 *
 * @param label What an error calls the number.
 * @throws {TypeError} If it is no number at all.
 * @throws {RangeError} If it is another number.
 */
export function checkPositive(label: string, value: number): void {
  checkNumber(label, value);
  if (value > 0 && value < Infinity) return;
  throw new RangeError(`${label} must be positive and finite, got ${value}`);
}

/**
 * Refuses what is negative or not finite.
 *
 * @param label What an error calls the number.
 * @throws {TypeError} If it is no number at all.
 * @throws {RangeError} If it is another number.
 */
export function checkNotNegative(label: string, value: number): void {
  checkFinite(label, value);
  if (value < 0) throw new RangeError(`${label} must not be negative, got ${value}`);
}

function checkNumber(label: string, value: number): void {
  if (typeof value === "number") return;
  throw new TypeError(`${label} must be a number, got ${JSON.stringify(value)}`);
}
