import type { Field, Slopes } from "./types.ts";

/**
 * The slopes that a field follows from, and the field without them: noise is put on once.
 *
 * @throws {TypeError} if the field has no slopes.
 */
export function slopesApart(
  field: Field,
): { readonly slopes: Slopes; readonly rest: Omit<Field, "slopes"> } {
  const { slopes, ...rest } = field;
  if (slopes) return { slopes, rest };
  throw new TypeError(`${field.name} has no slopes: put the noise on the game before the rest`);
}
