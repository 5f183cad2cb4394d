/**
 * Refuses an option that is none of the known values.
 *
 * @param owner What an error calls the thing: `"A gradient penalty"`.
 * @throws {RangeError} Listing them.
 */
export function checkOption<T>(owner: string, name: string, value: T, known: readonly T[]): void {
  if (known.includes(value)) return;
  throw new RangeError(
    `${owner}'s ${name} is one of ${known.map((k) => JSON.stringify(k)).join(", ")}, ` +
      `but ${JSON.stringify(value)} came.`,
  );
}
