import { batches, type Dataset, type FiniteDataset } from "../datasets/mod.ts";
import {
  checkArgument,
  choice,
  count,
  open,
  read,
  type Spec,
  text,
  usually,
} from "../options/mod.ts";
import type { Random } from "../random/mod.ts";
import { aDataset } from "../datasets/house.ts";
import { aLatent, type Latent, normalLatent } from "./latents.ts";
import type { Source } from "./source.ts";

/** Options of {@linkcode dataRows}. */
export interface DataRowsOptions {
  /** What turns and looks call the points. Default `"real"`. */
  readonly field?: string;
  /** What they call the labels, one hot; they come with the points. Default none. */
  readonly label?: string;
  /** The random stream. Two data sets of one game need two. Default `"data"`. */
  readonly stream?: string;
}

/** What fits {@linkcode DataRowsOptions}. */
export const DATA_ROWS = {
  field: text("real"),
  label: open(text()),
  stream: text("data"),
} satisfies Spec<DataRowsOptions>;

/**
 * Rows of a data set: a finite one in epochs, others drawn anew.
 *
 * @throws {RangeError} If labels are asked for and the data have none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { dataRows } from "saddle/training/mod.ts";
 *
 * assert.deepEqual(dataRows(ring(), { field: "x" }).fields, { x: 2 });
 * ```
 */
export function dataRows(dataset: Dataset, options: DataRowsOptions = {}): Source {
  const { field, label, stream } = read("dataRows", options, DATA_ROWS);
  checkArgument("dataRows", "dataset", dataset, aDataset);
  if (field === label) {
    throw new RangeError(`dataRows's field and label have two names, but "${field}" came twice.`);
  }
  const { dimension } = dataset;
  if (label !== undefined) return labelledRows(dataset, { field, label, stream });
  return {
    stream,
    fields: { [field]: dimension },
    open(random, batch) {
      const { next, position, seek } = batches(dataset, random, batch);
      return { next: ([out]) => void next(out), position, seek };
    },
  };
}

function labelledRows(
  dataset: Dataset,
  { field, label, stream }: Required<DataRowsOptions>,
): Source {
  const { labels } = dataset as Partial<FiniteDataset>;
  if (!labels) {
    throw new RangeError(`Labels "${label}" are asked for, but ${dataset.name} has none.`);
  }
  const { dimension } = dataset, classes = labels.names.length;
  return {
    stream,
    fields: { [field]: dimension, [label]: classes },
    open(random, batch) {
      const source = batches(dataset, random, batch);
      return {
        next(out) {
          source.next(out[0]);
          out[1]!.fill(0);
          source.places.forEach((place, i) => {
            out[1]![i * classes + labels.values[place]!] = 1;
          });
        },
        position: source.position,
        seek: source.seek,
      };
    },
  };
}

/** Options of {@linkcode latentRows}. */
export interface LatentRowsOptions {
  /** Their law. Default {@linkcode normalLatent}. */
  readonly latent?: Latent;
  /** What turns and looks call them. Default `"latent"`. */
  readonly field?: string;
  /** The random stream. Default `"latent"`. */
  readonly stream?: string;
}

/** What fits {@linkcode LatentRowsOptions}. */
export const LATENT_ROWS = {
  latent: usually(aLatent, normalLatent),
  field: text("latent"),
  stream: text("latent"),
} satisfies Spec<LatentRowsOptions>;

/**
 * Latents of so many features.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { latentRows } from "saddle/training/mod.ts";
 *
 * assert.deepEqual(latentRows(16).fields, { latent: 16 });
 * ```
 */
export function latentRows(size: number, options: LatentRowsOptions = {}): Source {
  const { latent, field, stream } = read("latentRows", options, LATENT_ROWS);
  checkArgument("latentRows", "size", size, count());
  return {
    stream,
    fields: { [field]: size },
    open: (random) => ({ next: ([out]) => void latent.fill(random, out!) }),
  };
}

/** Options of {@linkcode noiseRows}. */
export interface NoiseRowsOptions {
  /** Uniform in [0, 1), standard normal, or nothing random: the number of steps done. */
  readonly kind: "uniform" | "normal" | "step";
  /** Numbers a row. Default 1. */
  readonly features?: number;
  /** What turns call them. Default `"noise"`. */
  readonly field?: string;
  /** The random stream. Default `"noise"`. */
  readonly stream?: string;
}

/** What fits {@linkcode NoiseRowsOptions}. */
export const NOISE_ROWS = {
  kind: choice(["uniform", "normal", "step"]),
  features: count(1),
  field: text("noise"),
  stream: text("noise"),
} satisfies Spec<NoiseRowsOptions>;

/**
 * Noise: what a penalty mixes points with, what is added to points, or the number of the step.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { noiseRows } from "saddle/training/mod.ts";
 *
 * assert.deepEqual(noiseRows({ kind: "uniform", field: "mix" }).fields, { mix: 1 });
 * ```
 */
export function noiseRows(options: NoiseRowsOptions): Source {
  const { kind, features, field, stream } = read("noiseRows", options, NOISE_ROWS);
  return {
    stream,
    fields: { [field]: features },
    open: (random) => ({ next: ([out], done) => fill(random, kind, out!, done) }),
  };
}

function fill(
  random: Random,
  kind: NoiseRowsOptions["kind"],
  out: Float32Array,
  done: number,
): void {
  if (kind === "step") out.fill(done);
  else if (kind === "uniform") random.uniform(out);
  else random.normal(out);
}
