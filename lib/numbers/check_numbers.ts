import { misfit } from "../options/mod.ts";

/**
 * Refuses what is no list of numbers. A null, as tables have it for a missing number, would count as
 * 0: the best that a seed can have.
 */
export function checkNumbers(owner: string, values: ArrayLike<unknown>): void {
  const isList = Array.isArray(values) || ArrayBuffer.isView(values);
  const fits = "a list of numbers, NaN for one that is missing";
  if (!isList) throw misfit(owner, "values", fits, values);
  const odd = Array.from(values).findIndex((value) => typeof value !== "number");
  if (odd >= 0) {
    throw misfit(owner, `values[${odd}]`, "a number, NaN if it is missing", values[odd]);
  }
}
