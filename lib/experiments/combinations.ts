import { checkArgument, own, shownValue } from "../options/mod.ts";

/** What a table can hold of a parameter's value. */
export type Label = string | number | boolean;

/** A value of every parameter. */
export interface Combination<Values> {
  /** The values. */
  readonly values: Values;
  /** What tables call them. */
  readonly labels: Readonly<Record<keyof Values & string, Label>>;
}

/** Columns that every table of an experiment has, or may have. */
const TAKEN = [
  "step",
  "run",
  "criticLoss",
  "penalty",
  "generatorLoss",
  "outcome",
  "score",
  "x",
  "y",
  "z",
];

/** Columns of points with more than three coordinates. */
const COORDINATE = /^x\d+$/;

/**
 * Every combination of the values in some lists, the last list fastest. Numbers, texts and truth
 * values stand for themselves; anything else is called by its `name`.
 *
 * @throws {RangeError} If there are more than 10,000, a list is empty, a value is NaN, two values of
 * a list have one name, or a list has the name of another column of the results.
 * @throws {TypeError} If a value has no name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Combination, combinations, type Label } from "saddle/experiments/mod.ts";
 * import { hinge, wasserstein } from "saddle/losses/mod.ts";
 *
 * const all = combinations({ loss: [wasserstein(), hinge()], rate: [0.1, 0.01] });
 * const labels: Record<string, Label>[] = all.map((one: Combination<unknown>) => one.labels);
 * assert.equal(all.length, 4);
 * assert.deepEqual(labels[1], { loss: "Wasserstein", rate: 0.01 });
 * ```
 */
export function combinations<Values>(
  lists: { readonly [K in keyof Values]: readonly Values[K][] },
): Combination<Values>[] {
  checkArgument("combinations", "lists", lists, aRecord);
  checkNumber(lists);
  let all = [{ values: {} as Values, labels: {} as Record<keyof Values & string, Label> }];
  for (const name of Object.keys(lists) as (keyof Values & string)[]) {
    const labels = labelsOf(name, lists[name]);
    all = all.flatMap((before) =>
      lists[name].map((value, i) => ({
        values: { ...before.values, [name]: value },
        labels: { ...before.labels, [name]: labels[i]! },
      }))
    );
  }
  return all;
}

const aRecord = own<object>({
  fits: "a record, by the names of the parameters",
  is: (value) => typeof value === "object" && value !== null,
});

/** Combinations at most: each is a training of its own. */
const MOST = 10_000;

function checkNumber(lists: object): void {
  const sizes = Object.values(lists).map((list) => Array.isArray(list) ? list.length : 1);
  const all = sizes.reduce((product, size) => product * size, 1);
  if (all <= MOST) return;
  throw new RangeError(
    `The parameters (${Object.keys(lists).join(", ")}) have ${all} combinations, ${
      sizes.join(" x ")
    }, but ${MOST} can be trained at most.`,
  );
}

/**
 * A combination in words: `"loss hinge, rate 0.1"`; `"all runs"` where there are no parameters.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { inWords } from "saddle/experiments/mod.ts";
 *
 * assert.equal(inWords({ loss: "hinge", rate: 0.1 }), "loss hinge, rate 0.1");
 * ```
 */
export function inWords(labels: Readonly<Record<string, Label>>): string {
  checkArgument("inWords", "labels", labels, aRecord);
  const parts = Object.entries(labels).map(([name, label]) => `${name} ${label}`);
  return parts.join(", ") || "all runs";
}

function labelsOf(name: string, values: readonly unknown[]): Label[] {
  if (!Array.isArray(values)) {
    throw new TypeError(`The parameter "${name}" takes a list of values, but ${values} came.`);
  }
  if (values.length === 0) throw new RangeError(`The parameter "${name}" has no values.`);
  if (TAKEN.includes(name) || COORDINATE.test(name)) {
    throw new RangeError(
      `A parameter cannot be called "${name}": results have a column of that name.`,
    );
  }
  const labels = values.map((value, i) => labelOf(name, value, i));
  const twice = labels.find((label, i) => labels.indexOf(label) !== i);
  if (twice !== undefined) {
    throw new RangeError(
      `The parameter "${name}" has two values that are called ${shownValue(twice)}.`,
    );
  }
  return labels;
}

function labelOf(parameter: string, value: unknown, i: number): Label {
  if (Number.isNaN(value)) {
    throw new RangeError(
      `The values of the parameter "${parameter}" are told apart in the results, but NaN came.`,
    );
  }
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return value;
  const name = (value as { readonly name?: unknown } | null | undefined)?.name;
  if (typeof name === "string" && name !== "") return name;
  throw new TypeError(
    `Value ${i} of the parameter "${parameter}" needs a name for the results: a number, a text, or ` +
      `something with a property "name".`,
  );
}
