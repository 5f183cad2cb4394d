import * as tf from "@tensorflow/tfjs";
import { aTensor } from "../engine/house.ts";
import { checkArgument, count, own, part, shownValue } from "../options/mod.ts";

/** A number for all runs, or one for each: a grid of weights is then one compiled step. */
export type PerRun = number | readonly number[];

const NUMBERS = own<PerRun>({
  fits: "a number, or one for each run",
  is: (value) => typeof value === "number" || Array.isArray(value) || ArrayBuffer.isView(value),
});

/**
 * One value for each run.
 *
 * @throws {RangeError} If a list has another length than there are runs, or a value is not finite.
 */
export function eachRun(name: string, value: PerRun, runs: number): number[] {
  checkArgument("eachRun", "runs", runs, count());
  checkArgument(name, "value", value, NUMBERS);
  const values = typeof value === "number" ? new Array<number>(runs).fill(value) : [...value];
  if (values.length !== runs) {
    throw new RangeError(
      `${name} takes one number or one for each of the ${runs} runs, but ${values.length} came.`,
    );
  }
  const odd = values.find((number) => !Number.isFinite(number));
  if (odd !== undefined) {
    throw new RangeError(`${name} takes finite numbers, but ${shownValue(odd)} came.`);
  }
  return values;
}

/** Refuses numbers of a part that are neither one for all runs nor one for each. */
export function checkEachRun(
  owner: { readonly name: string; readonly numbers?: Readonly<Record<string, PerRun>> },
  runs: number,
): void {
  checkArgument("checkEachRun", "owner", owner, part("a part { name, numbers }", "name"));
  for (const [name, value] of Object.entries(owner.numbers ?? {})) {
    eachRun(`${owner.name}: ${name}`, value, runs);
  }
}

/** Numbers `[runs]`, shaped so that they multiply `like`, which has the run axis in front. */
export function spread(numbers: tf.Tensor, like: tf.Tensor): tf.Tensor {
  checkArgument("spread", "numbers", numbers, aTensor);
  checkArgument("spread", "like", like, aTensor);
  return tf.reshape(numbers, [-1, ...like.shape.slice(1).map(() => 1)]);
}
