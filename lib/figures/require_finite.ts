/**
 * Checks that values are there, fill whole rows, and are finite.
 *
 * @throws {RangeError} that names the first row which is not
 */
export function requireFinite(name: string, values: ArrayLike<number>, dimension = 1): void {
  if (values.length === 0) throw new RangeError(`Expected ${name}, got no values`);
  if (values.length % dimension !== 0) {
    throw new RangeError(
      `Expected ${name} of shape [n, ${dimension}], got ${values.length} values`,
    );
  }
  for (let at = 0; at < values.length; at++) {
    if (!Number.isFinite(values[at])) {
      throw new RangeError(
        `Expected finite ${name}, got ${values[at]} in row ${Math.floor(at / dimension)}`,
      );
    }
  }
}
