import { eachRun } from "../runs/mod.ts";
import { type FirstStep, firstStepOf, type NumbersOfParts, type Trial } from "../training/house.ts";

/**
 * Looks at what names do not say of trials that are to be stacked: the data they draw, how their
 * models start and what these make of points, what metrics say, and what a step with the same
 * numbers does. One run of each is looked at. An engine has started.
 *
 * @throws {RangeError} If two differ in one of these; says in which.
 */
export function checkSameParts(trials: readonly Trial[]): void {
  const [first, ...others] = trials;
  if (first === undefined || others.length === 0) return;
  const numbers = ofOneRun(first);
  const seen = (trial: Trial) =>
    firstStepOf(trial.withNumbers(numbers, first.options.streams.slice(0, 1)));
  const expected = seen(first);
  for (const other of others) {
    const part = difference(expected, seen(other));
    if (part === undefined) continue;
    throw new RangeError(
      `Trainings that are stacked differ only in numbers that can be given one a run, but two of ` +
        `them differ in ${part}, though not in name. Leave what changes it out of "stack".`,
    );
  }
}

/** The numbers of a trial's first run. */
function ofOneRun({ numbers, options: { runs } }: Trial): NumbersOfParts {
  const parts = Object.entries(numbers).map(([part, own]) => {
    const first = Object.entries(own).map(([name, value]) => [name, eachRun(name, value, runs)[0]]);
    return [part, Object.fromEntries(first)] as const;
  });
  return Object.fromEntries(parts);
}

/** The first part in which two differ, if there is one. */
function difference(one: FirstStep, other: FirstStep): string | undefined {
  const part = Object.keys(one.prints).find((name) => one.prints[name] !== other.prints[name]);
  if (part !== undefined) return part;
  const size = Math.max(...one.gradients.map(largest));
  const same = one.terms.every((term, i) => isNear(term, other.terms[i]!, largest(term))) &&
    one.gradients.every((gradient, i) => isNear(gradient, other.gradients[i]!, size));
  return same ? undefined : "a step";
}

/** Processors that add up in no order of their own differ in the last digits. */
const NEAR = 1e-3;

function isNear(one: Float32Array, other: Float32Array, size: number): boolean {
  return one.every((value, i) =>
    Object.is(value, other[i]) || Math.abs(value - other[i]!) <= NEAR * size + 1e-6
  );
}

function largest(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
