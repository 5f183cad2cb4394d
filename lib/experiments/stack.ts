import type { PerRun } from "../constraints/mod.ts";
import { eachRun } from "../runs/per_run.ts";
import type { TrainOptions } from "../training/mod.ts";
import { type FullOptions, withDefaults } from "../training/options.ts";
import { runsFrom } from "../runs/runs_from.ts";
import { pretrainingInWords } from "../training/record/settings.ts";

/** A part of a training with numbers that may be given one a run. */
interface Numbered {
  readonly name: string;
  readonly numbers?: Readonly<Record<string, PerRun>>;
}

/**
 * Several trainings as one, side by side on the run axis: `runs` seeds of the first, `runs` of the
 * second and so on. Seed k of each draws from the same streams.
 *
 * @param trainings Settings that differ in nothing but numbers that can be given one a run.
 * @throws {RangeError} If they differ in something else: says in what.
 */
export function stacked(trainings: readonly TrainOptions[], runs: number): TrainOptions {
  const all = trainings.map((options) => withDefaults({ ...options, runs }));
  const first = all[0]!;
  for (const other of all.slice(1)) checkAlike(first, other);
  const joined = <T extends Numbered>(partOf: (options: FullOptions) => T): T => {
    const part = partOf(first);
    if (!part.numbers) return part;
    const numbers = Object.fromEntries(
      Object.keys(part.numbers).map((name) => {
        const owner = `${part.name}: ${name}`;
        return [name, together(owner, all.map((o) => partOf(o).numbers![name]!), runs)];
      }),
    );
    return { ...part, numbers };
  };
  const { optimisers: _, average, constraints, pretrain, ...others } = first;
  const { onProgress: __, checkpoint: ___, ...rest } = others;
  return {
    ...rest,
    ...(pretrain ? { pretrain } : {}),
    grid: trainings[0]!.grid ?? null,
    constraints: constraints.map((_, i) => joined((options) => options.constraints[i]!)),
    update: joined(({ update }) => update),
    optimiser: {
      generator: joined(({ optimisers }) => optimisers.generator),
      critic: joined(({ optimisers }) => optimisers.critic),
    },
    ...(average
      ? { average: { decay: together("decay", all.map((o) => o.average!.decay), runs) } }
      : {}),
    runs: all.length * runs,
    firstRun: 0,
    streams: all.flatMap(({ firstRun }) => runsFrom(firstRun, runs)),
  };
}

/** One number if it is the same for all, else one a run. */
function together(owner: string, values: readonly PerRun[], runs: number): PerRun {
  const all = values.flatMap((value) => eachRun(owner, value, runs));
  return all.every((value) => value === all[0]) ? all[0]! : all;
}

function checkAlike(one: FullOptions, other: FullOptions): void {
  const [before, now] = [formOf(one), formOf(other)];
  for (const name of Object.keys(before) as (keyof typeof before)[]) {
    if (before[name] === now[name]) continue;
    throw new RangeError(
      `Trainings that are stacked differ only in numbers that can be given one a run, but their ` +
        `${name} differs: ${before[name]} and ${now[name]}.`,
    );
  }
}

/** All of a training but its numbers. */
function formOf(options: FullOptions) {
  const { dataset, generator, critic, loss, constraints, update, optimisers, latent } = options;
  const form = ({ name, numbers = {} }: Numbered) => `${name} (${Object.keys(numbers)})`;
  return {
    dataset: `${dataset.name}, ${dataset.dimension}`,
    generator: generator.name,
    critic: critic.name,
    loss: loss.name,
    constraints: constraints.map(form).join("; "),
    update: form(update),
    "generator's optimiser": form(optimisers.generator),
    "critic's optimiser": form(optimisers.critic),
    average: String(options.average !== undefined),
    "pre-training": options.pretrain ? pretrainingInWords(options.pretrain) : "none",
    latent: `${latent.name}, ${generator.inputs}`,
    ...numbersOfAll(options),
    metrics: Object.keys(options.metrics).join(),
    grid: JSON.stringify(options.grid),
  };
}

function numbersOfAll(options: FullOptions) {
  const { batch, steps, every, snapshotSize, metricSize, seed, firstRun, divergence } = options;
  const numbers = { batch, steps, every, snapshotSize, metricSize, seed, firstRun, divergence };
  return numbers as Readonly<Record<keyof typeof numbers, number>>;
}
