/**
 * The names of all options of a type, for `checkNames`. The type makes the list complete: one that
 * lacks an option would refuse it.
 */
export function namesOf<Options>(names: Readonly<Record<keyof Options, true>>): readonly string[] {
  return Object.keys(names);
}
