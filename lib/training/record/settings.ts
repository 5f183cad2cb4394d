import type { FullOptions } from "../options.ts";
import type { Pretraining } from "../pretraining.ts";

/** All settings in words and numbers. */
export function settingsOf(o: FullOptions): Record<string, string | number> {
  return {
    dataset: o.dataset.name,
    generator: o.generator.name,
    critic: o.critic.name,
    loss: o.loss.name,
    constraints: o.constraints.map(inWords).join("; ") || "none",
    update: inWords(o.update),
    "generator's optimiser": inWords(o.optimisers.generator),
    "critic's optimiser": inWords(o.optimisers.critic),
    ...(o.average ? { average: `decay=${o.average.decay}` } : {}),
    ...(o.pretrain ? { "pre-training of the critic": pretrainingInWords(o.pretrain) } : {}),
    latent: `${o.latent.name}, ${o.generator.inputs}`,
    batch: o.batch,
    steps: o.steps,
    runs: o.runs,
    "first run": o.firstRun,
    seed: o.seed,
    divergence: o.divergence,
  };
}

/** All of a pre-training: `500 steps, batch 256, Adam rate=0.001 ...`. */
export function pretrainingInWords({ steps, batch, optimiser }: Required<Pretraining>): string {
  return `${steps} steps, batch ${batch}, ${inWords(optimiser)}`;
}

/** A name and its numbers: `Adam rate=0.001 ...`. */
export function inWords(
  { name, numbers = {} }: {
    readonly name: string;
    readonly numbers?: Readonly<Record<string, unknown>>;
  },
): string {
  return [name, ...Object.entries(numbers).map(([key, value]) => `${key}=${value}`)].join(" ");
}
