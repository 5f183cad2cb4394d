import { besides } from "../besides.ts";
import { checkOptions } from "../check_options.ts";
import { groupsOf, numbersOf } from "../constraint_parts.ts";
import { mapEach } from "../each.ts";
import { gan, type GanPlayers, MEASURED } from "../gan.ts";
import { type FullOptions, type TrainOptions, withDefaults } from "../options.ts";
import { pretrain } from "../pretrain.ts";
import { gridPoints } from "../probes/grid.ts";
import type { Played } from "../record/played.ts";
import type { Run, TrainedRuns } from "../record/run.ts";
import { pretrainingInWords, settingsOf } from "../record/settings.ts";
import { identityOf } from "../stored/identity.ts";
import type { GameSnapshot, Snapshot } from "../record/snapshot.ts";
import { pickRuns } from "../stored/pick_runs.ts";
import { loadTrained, saveTrained } from "../stored/trained_file.ts";
import { allNumbers, formOf, type Numbered, withNumbers } from "./form.ts";
import {
  begun,
  carriedOut,
  type LookColumns,
  type NumbersOfParts,
  type Plan,
  type Steppable,
  type Trial,
} from "./trial.ts";

/**
 * A generator against a critic, as `train` takes it.
 *
 * @throws {RangeError} As `train`, before anything is trained.
 * @throws {TypeError} If a part is something else.
 */
export function trainingTrial(options: TrainOptions): Trial<TrainedRuns, Run> {
  const full = withDefaults(options);
  checkOptions(full);
  return trialOf(full);
}

/** The same of options that are filled in and checked. */
export function trialOf(full: FullOptions): Steppable<TrainedRuns, Run> {
  const { metrics, metricSize, update, pretrain, generator, critic, latent } = full;
  const measured = Object.keys(metrics).length > 0;
  const game = gan({ ...full, metricSize: measured ? metricSize : 0 });
  const options = {
    ...full,
    metrics: mapEach(metrics, (measure) => ({ look: MEASURED, measure })),
  };
  const settings = settingsOf(full);
  const identity: Trial["identity"] = (engine) => identityOf(full, engine);
  const plan: Plan = {
    settings,
    identity,
    prepare: pretrain && (() => pretrained(full)),
    told: ({ metrics, terms: { criticLoss, generatorLoss } }) =>
      criticLoss === undefined
        ? metrics
        : besides(metrics, { "critic loss": criticLoss, "generator loss": generatorLoss! }),
  };
  return {
    game,
    options,
    settings,
    form: wordsOf(full),
    numbers: partsOf(full),
    moves: 1 + update.criticSteps,
    columns: columnsOf(full),
    withNumbers: (numbers, streams) => trialOf(withAllNumbers(full, numbers, streams)),
    identity,
    begin: () => begun(game, options, plan),
    carryOut: (how) => carriedOut(game, options, plan, how),
    result: (played) => runOf(played as Played<GanPlayers>, full),
    save: saveTrained,
    load: (file) => loadTrained(file, { generator, critic, latent }),
    pick: pickRuns,
  };
}

/** A game of two as a training's result. */
function runOf({ players, snapshots, ...rest }: Played<GanPlayers>, options: FullOptions): Run {
  const { latent, dataset: { name, dimension, extent } } = options;
  const { game: _, ...facts } = rest;
  return {
    ...facts,
    ...players,
    latent,
    dataset: { name, dimension, extent },
    snapshots: snapshots.map((snapshot) => snapshotOf(snapshot, options)),
  };
}

/** What the looks of a game of two show, as users know it. */
export function snapshotOf(
  { step, looks }: GameSnapshot,
  { grid }: Pick<FullOptions, "grid">,
): Snapshot {
  return {
    step,
    samples: looks["samples"]!,
    ...(grid ? { critic: looks["critic"]!, grid } : {}),
  };
}

/** The critic, which begins as it was trained on real points alone. */
async function pretrained(options: FullOptions) {
  const { critic, dataset, runs, seed, firstRun, streams, optimisers } = options;
  const whose = { critic, dataset, runs, seed, firstRun, streams };
  const { critic: model } = await pretrain({ ...whose, ...options.pretrain });
  return { critic: { model, optimiser: optimisers.critic } };
}

/** The critic on a grid is told by its place in the plane. */
function columnsOf({ grid }: FullOptions): Readonly<Record<string, LookColumns>> {
  if (!grid) return {};
  const points = gridPoints(grid, 2);
  const axis = (k: number) => points.filter((_, i) => i % 2 === k);
  return { critic: { names: ["score"], front: { x: axis(0), y: axis(1) } } };
}

/** The parts of a training whose numbers may be given one a run. */
function partsOf({ constraints, update, optimisers, average }: FullOptions): NumbersOfParts {
  return {
    ...numbersOf(constraints),
    update: update.numbers ?? {},
    generator: allNumbers(optimisers.generator),
    critic: allNumbers(optimisers.critic),
    average: { ...average },
  };
}

function withAllNumbers(
  full: FullOptions,
  numbers: NumbersOfParts,
  streams: readonly number[],
): FullOptions {
  const { constraints, update, optimisers, average } = full;
  const groups = groupsOf(constraints);
  const own = <T extends Numbered>(part: T, name: string) => withNumbers(part, numbers[name]!);
  return {
    ...full,
    constraints: constraints.map((constraint, i) => own(constraint, groups[i]!)),
    update: own(update, "update"),
    optimisers: mapEach(optimisers, (optimiser, name) => own(optimiser, name)),
    average: average && { decay: numbers["average"]!["decay"]! },
    runs: streams.length,
    firstRun: 0,
    streams,
  };
}

/** All of a training but its numbers. */
function wordsOf(options: FullOptions): Record<string, string> {
  const { dataset, generator, critic, loss, constraints, update, optimisers, latent } = options;
  const { batch, steps, every, snapshotSize, metricSize, seed, firstRun, divergence } = options;
  return {
    dataset: `${dataset.name}, ${dataset.dimension}`,
    generator: generator.name,
    critic: critic.name,
    loss: loss.name,
    constraints: constraints.map(formOf).join("; "),
    update: formOf(update),
    "generator's optimiser": formOf(optimisers.generator),
    "critic's optimiser": formOf(optimisers.critic),
    average: String(options.average !== undefined),
    "pre-training": options.pretrain ? pretrainingInWords(options.pretrain) : "none",
    latent: `${latent.name}, ${generator.inputs}`,
    ...mapEach(
      { batch, steps, every, snapshotSize, metricSize, seed, firstRun, divergence },
      String,
    ),
    metrics: Object.keys(options.metrics).join(),
    grid: JSON.stringify(options.grid),
  };
}
