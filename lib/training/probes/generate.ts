import { checkArgument, count, read, type Spec, text } from "../../options/mod.ts";
import { aTraining } from "../record/arguments.ts";
import { evaluate, latentsFor } from "./evaluate.ts";
import { withUploaded } from "../stored/host_tree.ts";
import type { TrainedRuns } from "../record/run.ts";

/** Options of {@linkcode generate}. */
export interface GenerateOptions {
  /** The name of the random stream that latents come from. Default `"use"`. */
  readonly stream?: string;
}

/** What fits {@linkcode GenerateOptions}. */
export const GENERATE = { stream: text("use") } satisfies Spec<GenerateOptions>;

/**
 * Points from the trained generators: `[runs, n, dimension]`. The same call gives the same points;
 * another `stream` gives others.
 *
 * @param run A finished training.
 * @param n Points a run, at least 1.
 * @param options `stream`: the name of the random stream of the latents, default `"use"`.
 * @throws {RangeError} If n is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dirac } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { generate, train } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const players = { generator: linear({ inputs: 2, outputs: 1 }), critic: linear({ inputs: 1, outputs: 1 }) };
 * const run = await train({ dataset: dirac(), ...players, loss: wasserstein(), batch: 1, steps: 1, runs: 3 });
 * assert.equal(generate(run, 4).length, 3 * 4);
 * ```
 */
export function generate(
  run: TrainedRuns,
  n: number,
  options: GenerateOptions = {},
): Float32Array {
  const { stream } = read("generate", options, GENERATE);
  checkArgument("generate", "run", run, aTraining);
  checkArgument("generate", "n", n, count());
  const { model } = run.generator;
  const latents = latentsFor(run.latent, model.inputs, n, run, stream);
  return withUploaded(run.generator, (variables) => evaluate(model, variables, latents, run.runs));
}
