import {
  byName,
  callable,
  count,
  flag,
  floats,
  open,
  own,
  read,
  type Spec,
  text,
} from "../options/mod.ts";
import type { Look, LookInputs } from "./game.ts";
import { aSource } from "./source.ts";

/** What fits a {@linkcode Look}. */
export const LOOK = {
  inputs: own<LookInputs>({
    fits: "what is put in, { source, n } or { rows, n }",
    is: (value) => typeof value === "object" && value !== null,
    allows: (value) => "source" in value !== "rows" in value,
  }),
  see: callable<Look<string>["see"]>("a function of nets and inputs"),
  kept: flag(true),
} satisfies Spec<Look<string>>;

/** What fits inputs that are drawn. */
const DRAWN = { source: aSource, n: count(), stream: open(text()) };

/** What fits inputs that are given. */
const GIVEN = { rows: byName(floats()), n: count() };

/**
 * Refuses a look that cannot be seen.
 *
 * @throws {TypeError} If a part is something else.
 * @throws {RangeError} If it has no inputs, or given ones are not n whole rows.
 */
export function checkLook(name: string, look: Look<string>): void {
  const owner = `the look "${name}"`;
  const { inputs } = read(owner, look, LOOK);
  if ("source" in inputs) {
    read(owner, inputs, DRAWN);
    return;
  }
  const { rows, n } = read(owner, inputs, GIVEN);
  for (const [field, values] of Object.entries(rows)) {
    if (values.length > 0 && values.length % n === 0) continue;
    throw new RangeError(
      `${owner} puts in ${n} whole rows of ${field}, but ${values.length} numbers came.`,
    );
  }
}
