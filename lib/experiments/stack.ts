import { eachRun, type PerRun } from "../runs/mod.ts";
import type { Trial } from "../training/house.ts";

/**
 * Several trials as one, side by side on the run axis: all runs of the first, all of the second and
 * so on. Each run draws from the streams that it would draw from alone.
 *
 * @param trials Trials that differ in nothing but numbers that can be given one a run.
 * @throws {RangeError} If they differ in something else: says in what.
 */
export function stacked<Players>(trials: readonly Trial<Players>[]): Trial<Players> {
  const [first, ...others] = trials as [Trial<Players>, ...Trial<Players>[]];
  for (const other of others) checkAlike(first, other);
  const parts = Object.entries(first.numbers).map(([part, numbers]) => {
    const joined = Object.keys(numbers).map((name) => [name, together(trials, part, name)]);
    return [part, Object.fromEntries(joined)] as const;
  });
  return first.withNumbers(
    Object.fromEntries(parts),
    trials.flatMap(({ options }) => options.streams),
  );
}

/** One number if it is the same for all, else one a run. */
function together(trials: readonly Trial[], part: string, name: string): PerRun {
  const all = trials.flatMap(({ numbers, options }) =>
    eachRun(`${part}: ${name}`, numbers[part]![name]!, options.runs)
  );
  return all.every((value) => value === all[0]) ? all[0]! : all;
}

function checkAlike({ form: before }: Trial, { form: now }: Trial): void {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const name = names.find((name) => before[name] !== now[name]);
  if (name === undefined) return;
  throw new RangeError(
    `Trainings that are stacked differ only in numbers that can be given one a run, but their ` +
      `${name} differs: ${before[name] ?? "none"} and ${now[name] ?? "none"}.`,
  );
}
