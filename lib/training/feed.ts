import * as tf from "@tensorflow/tfjs";
import type { Draw } from "../constraints/mod.ts";
import { type Batches, batches, type Dataset } from "../datasets/mod.ts";
import type { Random, StreamPosition } from "../random/mod.ts";
import { type RunNumbers, runStreams } from "./evaluate.ts";
import type { Latent } from "./latents.ts";
import type { Stored } from "./stored_tree.ts";
import type { StepBatch, Update } from "./update.ts";

/** What a feed has to deliver. */
export interface FeedOptions extends RunNumbers {
  /** Where real points come from. */
  readonly dataset: Dataset;
  /** Where latents come from. */
  readonly latent: Latent;
  /** Features of a latent. */
  readonly latentSize: number;
  /** The rule of a step. */
  readonly update: Update;
  /** Numbers that each constraint needs anew in every step. */
  readonly draws: readonly Readonly<Record<string, Draw>>[];
  /** Points a batch. */
  readonly batch: number;
}

/** One kind of numbers in a step's batch: a block `[steps, runs, batch, features]` of them. */
interface Slot {
  readonly features: number;
  /** Fills the numbers of one run for the step after `done` others. */
  fill(run: number, out: Float32Array, done: number): void;
}

/** Fills blocks of batches, each run from its own named streams, whatever the size of a block. */
export interface Feed {
  /** Bytes of one step's batch for all runs. */
  readonly bytes: number;
  /** Blocks `[steps, runs, batch, features]` for the next steps; the tensors are the caller's. */
  next(steps: number): tf.Tensor[];
  /** Sorts the tensors of one step into what each player is given. */
  assemble(tensors: readonly tf.Tensor[]): StepBatch;
  /** Where all streams and batches stand. */
  save(): Stored;
  /** Goes to where a feed of the same options stood. */
  restore(stored: Stored): void;
}

/** A feed from the beginning of its streams. */
export function feed(options: FeedOptions): Feed {
  const { runs, batch } = options;
  const { slots, assemble, streams, sources } = plan(options);
  let done = 0;
  return {
    bytes: 4 * runs * batch * slots.reduce((sum, slot) => sum + slot.features, 0),
    next(steps) {
      const blocks = slots.map((slot) => new Float32Array(steps * runs * batch * slot.features));
      // step by step and slot by slot, so that the order of draws does not know of blocks
      for (let step = 0; step < steps; step++) {
        slots.forEach((slot, i) => {
          const size = batch * slot.features;
          for (let run = 0; run < runs; run++) {
            const from = (step * runs + run) * size;
            slot.fill(run, blocks[i]!.subarray(from, from + size), done);
          }
        });
        done++;
      }
      return slots.map(({ features }, i) => tf.tensor(blocks[i]!, [steps, runs, batch, features]));
    },
    assemble,
    save() {
      const positions = sources.map((source) => source.position());
      const words = Int32Array.from(streams.flatMap((random) => random.position()));
      const orders = Int32Array.from(positions.flatMap(({ order }) => [...order]));
      const counts = Int32Array.of(done, positions[0]!.done);
      return {
        "feed.done": { shape: [2], values: counts },
        "feed.streams": { shape: [streams.length, 4], values: words },
        "feed.orders": { shape: [runs, orders.length / runs], values: orders },
      };
    },
    restore(stored) {
      const [counts, words, orders] = ["done", "streams", "orders"].map((name) =>
        stored[`feed.${name}`]!.values as Int32Array
      ) as [Int32Array, Int32Array, Int32Array];
      done = counts[0]!;
      streams.forEach((random, i) => {
        random.seek([...words.subarray(4 * i, 4 * i + 4)] as unknown as StreamPosition);
      });
      const size = orders.length / runs;
      sources.forEach((source, run) => {
        const order = orders.slice(run * size, (run + 1) * size);
        source.seek({ done: counts[1]!, order });
      });
    },
  };
}

function plan(options: FeedOptions) {
  const { dataset, latent, latentSize, update, draws, batch } = options;
  const data = runStreams(options, "data");
  const sources: Batches[] = data.map((random) => batches(dataset, random, batch));
  const [latents, noise] = [runStreams(options, "latent"), runStreams(options, "penalty")];
  const slots: Slot[] = [];
  const slot = (features: number, fill: Slot["fill"]) => slots.push({ features, fill }) - 1;
  const real = () => slot(dataset.dimension, (run, out) => void sources[run]!.next(out));
  const hidden = () => slot(latentSize, (run, out) => void latent.fill(latents[run]!, out));
  const named = (wanted: Readonly<Record<string, Draw>>) =>
    Object.fromEntries(
      Object.entries(wanted).map(([name, draw]) => {
        const features = draw.each === "sample" ? 1 : dataset.dimension;
        return [name, slot(features, (run, out, done) => drawn(noise[run]!, draw, out, done))];
      }),
    );
  const critic = Array.from({ length: update.criticSteps }, () => ({
    real: -1,
    latent: -1,
    draws: [] as Record<string, number>[],
  }));
  critic.forEach((places, i) => {
    places.real = i === 0 || update.freshReal ? real() : critic[0]!.real;
    places.latent = i === 0 || update.freshLatents ? hidden() : critic[0]!.latent;
    places.draws = draws.map(named);
  });
  const last = critic.at(-1)!;
  const generatorLatent = update.freshLatents === true ? hidden() : last.latent;
  const generatorDraws = draws.map((wanted) =>
    named(Object.fromEntries(Object.entries(wanted).filter(([, { generator }]) => generator)))
  );
  const pick = (tensors: readonly tf.Tensor[], places: readonly Record<string, number>[]) =>
    places.map((names) =>
      Object.fromEntries(Object.entries(names).map(([name, i]) => [name, tensors[i]!]))
    );
  const assemble = (tensors: readonly tf.Tensor[]): StepBatch => ({
    critic: critic.map((places) => ({
      real: tensors[places.real]!,
      latent: tensors[places.latent]!,
      draws: pick(tensors, places.draws),
    })),
    generator: {
      latent: tensors[generatorLatent]!,
      real: tensors[last.real]!,
      draws: pick(tensors, generatorDraws),
    },
  });
  return { slots, assemble, streams: [...data, ...latents, ...noise], sources };
}

function drawn(random: Random, { kind }: Draw, out: Float32Array, done: number): void {
  if (kind === "step") out.fill(done);
  else if (kind === "uniform") random.uniform(out);
  else random.normal(out);
}
