import type * as tf from "@tensorflow/tfjs";
import { gradientPenalty, simplePenalty } from "../constraints/mod.ts";
import { type Dataset, gaussian } from "../datasets/mod.ts";
import { type AnyStep, compile, disposeTree, leaves, type Tree } from "../engine/mod.ts";
import { runEagerly } from "../engine/house.ts";
import { wasserstein } from "../losses/mod.ts";
import { mlp } from "../models/mod.ts";
import {
  feed,
  gan,
  inLanes,
  lanesFor,
  type Moving,
  startingState,
  stepFunction,
  trainingNumbers,
  withDefaults,
} from "../training/house.ts";
import { alternating, type Game, sgd, type TrainOptions } from "../training/mod.ts";

/** How a step is run: as TensorFlow.js runs it by itself, or compiled, `block` steps a call. */
export interface Mode {
  /** Its name in the table. */
  readonly name: string;
  /** Steps a call; 0 for operation by operation. */
  readonly block: number;
  /** Whether XLA compiles it. */
  readonly xla: boolean;
}

/** One step a call, compiled: how image steps are timed. */
export const ONE_STEP: Mode = { name: "compiled", block: 1, xla: true };

/** Operation by operation, one step a call as a graph and compiled, a hundred a call. */
export const MODES: readonly Mode[] = [
  { name: "eager", block: 0, xla: false },
  { name: "graph", block: 1, xla: false },
  ONE_STEP,
  { name: "compiled, 100 steps a call", block: 100, xla: true },
];

/** The modes of an engine with graphs, or of one without, which has the first and the last. */
export function modesOf(graphs: boolean): readonly Mode[] {
  return graphs ? MODES : [MODES[0]!, MODES.at(-1)!];
}

/** A step to time. */
export interface Case {
  /** Its name in the table. */
  readonly name: string;
  /** Width of the hidden layers. */
  readonly hidden: number;
  /** Points a batch. */
  readonly batch: number;
  /** Runs side by side. */
  readonly runs: number;
  /** Whether it is of images: heavy steps, one a call, of which the processor's time is told. */
  readonly images?: boolean;
  /** What is played. */
  readonly game: () => Game;
}

/** What differs between trainings of a generator against a critic. */
type Pair = Pick<
  TrainOptions,
  "dataset" | "generator" | "critic" | "loss" | "constraints" | "optimiser" | "update"
>;

/** A case that is a training of a generator against a critic. */
export function pairCase(
  { options, ...about }: Omit<Case, "game"> & { readonly options: Pair },
): Case {
  return { ...about, game: () => gan({ ...withDefaults(options), metricSize: 0 }) };
}

/** The WGAN-GP step of the tables, and GANConvergence's step in the plane. */
export const CASES: readonly Case[] = [
  ...[64, 128, 512].map((hidden) => wganGp(hidden, 1)),
  wganGp(64, 16),
  ...[1, 30].map(ganConvergence),
];

/** Both players of the plane. */
function perceptrons(hidden: number) {
  return {
    dataset: gaussian({ mean: [0, 0] }),
    generator: mlp({ inputs: 2, hidden: [hidden, hidden], outputs: 2 }),
    critic: mlp({ inputs: 2, hidden: [hidden, hidden], outputs: 1 }),
  };
}

function wganGp(hidden: number, runs: number): Case {
  return pairCase({
    name: "WGAN-GP",
    hidden,
    batch: 256,
    runs,
    options: {
      ...perceptrons(hidden),
      loss: wasserstein(),
      constraints: [gradientPenalty()],
    },
  });
}

/**
 * As it was shipped: a penalty at one generated point, and the generator's step on
 * the same latents.
 */
function ganConvergence(runs: number): Case {
  return pairCase({
    name: "GANConvergence 2-D",
    hidden: 40,
    batch: 75,
    runs,
    options: {
      ...perceptrons(40),
      loss: wasserstein(),
      constraints: [simplePenalty({ points: "one generated", weight: 1 })],
      optimiser: sgd({ rate: 0.005 }),
      update: alternating({ freshLatents: false }),
    },
  });
}

/** Numbers by lot from 0 to 1: images that cost what any cost. */
export function noise(dimension: number): Dataset {
  return {
    name: "noise",
    dimension,
    extent: Array.from({ length: dimension }, () => [0, 1] as const),
    sample: (random, n) => random.uniform(new Float32Array(n * dimension)),
  };
}

/** A training that advances when told, data and latents drawn on the way. */
export interface Runner {
  /** Does at least `steps` steps, waits for the last, and returns how many. */
  advance(steps: number): Promise<number>;
  /** Frees everything. */
  dispose(): void;
}

/** A training of a case in a mode. */
export function runner({ batch, runs, game: made }: Case, { block, xla }: Mode): Runner {
  const game = made(), seeds = { runs, seed: 0, firstRun: 0 };
  const source = feed({ ...seeds, batch, draws: game.draws });
  const step = stepFunction(game, source);
  const length = Math.max(1, block);
  const compiled = compile(step, { steps: length, xla });
  const numbers = trainingNumbers(game, runs, 1e6);
  const { players, averages, health } = startingState(game.players, seeds);
  health.dispose();
  let state: Moving = { players, averages };
  const lanes = block > 1 ? lanesFor(runs) : 1; // as a training does it
  const call = async () => {
    const data = source.next(length);
    const args = { state, batch: data, constants: numbers };
    const result = block === 0
      ? runEagerly(step as unknown as AnyStep, args as unknown as Tree, leaves(args as Tree), 1)
      : lanes > 1
      ? await inLanes(compiled, lanes, state, data, numbers)
      : compiled(state, data, numbers);
    disposeTree(state);
    disposeTree(data);
    state = result.state as Moving;
    return result.outputs as tf.Tensor;
  };
  return {
    async advance(steps) {
      const calls = Math.ceil(steps / length);
      for (let i = 0; i < calls; i++) {
        const outputs = await call();
        if (i === calls - 1) outputs.dataSync();
        outputs.dispose();
      }
      return calls * length;
    },
    dispose() {
      disposeTree(state);
      disposeTree(numbers);
      compiled.dispose();
    },
  };
}
