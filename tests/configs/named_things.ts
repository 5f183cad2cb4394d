/**
 * Everything that has a name in a file that describes a training, and the options that it takes.
 *
 * @module
 */
import { configOf } from "saddle/configs/mod.ts";
import { DATASETS } from "saddle/configs/data_sets.ts";
import { METRICS } from "saddle/configs/metrics.ts";
import { CONSTRAINTS } from "saddle/configs/constraints.ts";
import { LOSSES } from "saddle/configs/losses.ts";
import { ACTIVATIONS, INITIALISERS, NORMALISATIONS } from "saddle/configs/layer_parts.ts";
import { LAYERS } from "saddle/configs/layers.ts";
import { modelsFor } from "saddle/configs/models.ts";
import { LATENTS, OPTIMISERS, UPDATES } from "saddle/configs/training_parts.ts";

/** The shortest file that describes a training. */
export const SHORT = {
  dataset: "ring",
  generator: { mlp: { inputs: 2 } },
  critic: "mlp",
  loss: "hinge",
};

/** What a file says, some of it other than the shortest one does. */
export function training(settings: object) {
  const { candidates } = configOf(JSON.stringify({ ...SHORT, ...settings }), "run.yaml");
  return candidates[0]!.training();
}

/** Everything that has a name in a file, and where it stands. */
export const NAMED: readonly (readonly [table: object, place: (thing: object) => object])[] = [
  [CONSTRAINTS, (constraint) => ({ constraints: [constraint] })],
  [LOSSES, (loss) => ({ loss })],
  [UPDATES, (update) => ({ update })],
  [OPTIMISERS, (optimiser) => ({ optimiser })],
  [LATENTS, (latent) => ({ latent })],
  [modelsFor({}), (critic) => ({ critic })],
  [LAYERS, (layer) => ({ critic: { network: { input: [4, 4, 4], layers: [layer] } } })],
  [INITIALISERS, (init) => ({ critic: { mlp: { init } } })],
  [ACTIVATIONS, (activation) => ({ critic: { mlp: { activation } } })],
  [NORMALISATIONS, (normalisation) => ({ critic: { mlp: { normalisation } } })],
];

/** The same of data sets and metrics. */
export const NAMED_DATA: typeof NAMED = [
  [DATASETS, (dataset) => ({ dataset })],
  [METRICS, (metric) => ({ metrics: { m: metric } })],
];

/** Options without a default. */
export const NEEDED: Readonly<Record<string, object>> = {
  "annealed": { of: "sgd", over: 5 },
  "optimistic": { of: "sgd" },
  "constant-values": { weight: [1] },
  "autoencoder": { encoder: { linear: { outputs: 1 } }, decoder: "linear" },
  "batch-deviation": { features: { linear: { outputs: 1 } }, head: "linear" },
  "conv-critic": { size: 8 },
  "conv-generator": { size: 8, inputs: 2 },
  "conv": { filters: 1 },
  "cycle-gan-critic": { channels: 1 },
  "cycle-gan-translator": { from: 1, to: 1 },
  "dense": { outputs: 1 },
  "network": { layers: ["relu"], input: [2] },
  "packed": { of: "linear" },
  "reshaped": { shape: [64] },
  "residual": { branch: ["relu"] },
  "spectral-norm": { of: "linear" },
  "transposed-conv": { filters: 1 },
  "up-conv": { filters: 1 },
};

/** The options that a file can give a thing, by the error that lists them. */
export function optionsOf(place: (thing: object) => object, name: string): string[] {
  try {
    training(place({ [name]: { "?": 1 } }));
  } catch (error) {
    const known = /Known: (.*)\.$/.exec((error as Error).message)?.[1];
    return known?.split(", ") ?? []; // it says so where there are none
  }
  throw new Error(`${name} takes an option "?".`);
}
