import { changedAt } from "../../files/mod.ts";
import type { FiniteDataset } from "../types.ts";

/** The sets that somebody still uses. */
const known = new Map<string, WeakRef<FiniteDataset>>();

/**
 * A set that is read from files, or the one that was read before and is still used: each combination
 * of an experiment asks for its data again, and all shall share one copy.
 *
 * @param what What tells the set from others of the same files: its options.
 * @param files The files; one that was changed makes another set.
 * @param make Reads them.
 */
export function shared(
  what: unknown,
  files: readonly string[],
  make: () => FiniteDataset,
): FiniteDataset {
  const times = files.map(changedAt);
  const key = JSON.stringify([what, files, times]);
  const found = known.get(key)?.deref();
  if (found) return found;
  const made = make();
  known.set(key, new WeakRef(made));
  return made;
}
