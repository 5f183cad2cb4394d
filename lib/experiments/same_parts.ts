import { disposeTree, leaves } from "../engine/mod.ts";
import type { Model, Variables } from "../models/mod.ts";
import { stream } from "../random/mod.ts";
import type { TrainOptions } from "../training/mod.ts";
import { scoresOf } from "../training/probes/evaluate.ts";
import { fingerprint } from "../training/stored/fingerprint.ts";
import { ganPlayers } from "../training/gan.ts";
import { type FullOptions, withDefaults } from "../training/options.ts";
import { sampleBatch } from "../training/sample_batch.ts";
import { startingState } from "../training/step.ts";

/**
 * Looks at what names do not say of trainings that are to be stacked to so many runs: the data they draw, how
 * their models start, what these make of a batch, and what metrics say of it. An engine has started.
 *
 * @throws {RangeError} If two differ in one of these; says in which.
 */
export function checkSameParts(trainings: readonly TrainOptions[], runs: number): void {
  if (trainings.length < 2) return;
  const [first, ...others] = trainings.map((options) =>
    printsOf(withDefaults({ ...options, runs }))
  );
  for (const other of others) {
    const name = Object.keys(first!).find((part) => first![part] !== other[part]);
    if (name === undefined) continue;
    throw new RangeError(
      `Trainings that are stacked differ only in numbers that can be given one a run, but the ` +
        `${name} of two of them differ, though not in name. Leave what changes it out of "stack".`,
    );
  }
}

/** A number for each part, the same for parts that do the same. */
function printsOf(options: FullOptions): Record<string, string> {
  const { dataset, latent, generator, critic, batch, seed, runs, metrics, metricSize } = options;
  const real = sampleBatch(options);
  const measured = dataset.sample(stream(seed, 0, "check metrics"), metricSize);
  const latents = latent.fill(
    stream(seed, 0, "check latents"),
    new Float32Array(batch * generator.inputs),
  );
  const { players, ...others } = startingState(ganPlayers(options), options);
  try {
    const print = (model: Model, variables: unknown, inputs: Float32Array) =>
      fingerprint([
        ...leaves(variables as Variables["params"]).map((leaf) => leaf.dataSync<"float32">()),
        scoresOf(model, variables as Variables, inputs, runs),
      ]);
    return {
      data: fingerprint([real]),
      latents: fingerprint([latents]),
      generators: print(generator, players["generator"], latents),
      critics: print(critic, players["critic"], real),
      metrics: JSON.stringify(Object.values(metrics).map((metric) => metric(measured))),
    };
  } finally {
    disposeTree({ players, ...others });
  }
}
