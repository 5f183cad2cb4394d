import type { Pulls, VectorField } from "./types.ts";

/**
 * The pulls that a field follows from, and the field without them: noise is put on once.
 *
 * @throws {TypeError} if the field has no pulls.
 */
export function pullsApart(
  field: VectorField,
): { readonly pulls: Pulls; readonly rest: Omit<VectorField, "pulls"> } {
  const { pulls, ...rest } = field;
  if (pulls) return { pulls, rest };
  throw new TypeError(`${field.name} has no pulls: put the noise on the game before the rest`);
}
