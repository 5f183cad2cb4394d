/**
 * Refuses options that do not exist, and what is no options at all. Cells of a notebook are not
 * type-checked when they run: a misspelt option would be a default in disguise, and so would every
 * option of `r1(0.1)`, because a number has no properties.
 *
 * @param owner What an error calls the function.
 * @throws {TypeError} If something else than an object came.
 * @throws {RangeError} Listing the options there are.
 */
export function checkNames(owner: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const takes = known.length > 0 ? `options { ${known.join(", ")} }` : "no options";
    throw new TypeError(`${owner} takes ${takes}, but ${JSON.stringify(options)} came.`);
  }
  const strange = Object.keys(options).find((name) => !known.includes(name));
  if (strange === undefined) return;
  throw new RangeError(
    `${owner} has no option "${strange}". Known options: ${known.join(", ") || "none"}.`,
  );
}
