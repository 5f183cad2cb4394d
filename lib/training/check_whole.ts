/**
 * Refuses what is not a whole number.
 *
 * @param least The smallest that is allowed: 1 for counts, 0 for seeds and numbers of runs.
 * @throws {RangeError} Naming what it has to be and what came.
 */
export function checkWhole(name: string, value: number, least: 0 | 1): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  const kind = least === 1 ? "a positive whole number" : "a whole number of at least 0";
  throw new RangeError(`${name} is ${kind}, but ${value} came.`);
}
