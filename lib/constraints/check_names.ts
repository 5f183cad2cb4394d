/**
 * Refuses options that do not exist. Cells of a notebook are not type-checked when they run, and a
 * misspelt option would be a default in disguise.
 *
 * @throws {RangeError} Listing the options there are.
 */
export function checkNames(owner: string, options: object, known: readonly string[]): void {
  const strange = Object.keys(options).find((name) => !known.includes(name));
  if (strange === undefined) return;
  throw new RangeError(`${owner} has no option "${strange}". Known options: ${known.join(", ")}.`);
}
