/**
 * Whether lists and objects stand deeper in each other than so many levels. What is nested without
 * end can be read, and not written again.
 *
 * @param json A value as JSON gives it.
 * @param most The levels.
 */
export function isDeeper(json: unknown, most: number): boolean {
  let level = [json];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : []
    );
  }
  return false;
}
