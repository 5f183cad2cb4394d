import { ring } from "saddle/datasets/mod.ts";
import type { Dataset } from "saddle/datasets/mod.ts";
import type { Draw } from "saddle/constraints/mod.ts";
import { feed, type FeedOptions } from "saddle/training/blocks/feed.ts";
import { ganDraws } from "saddle/training/gan.ts";
import { alternating, normalLatent, type Update } from "saddle/training/mod.ts";

/** What the feed of a GAN's step depends on. */
export interface SmallFeed extends Omit<FeedOptions, "draws"> {
  readonly dataset: Dataset;
  readonly update: Update;
  readonly draws: readonly Readonly<Record<string, Draw>>[];
}

/** A feed of little, for two runs; what a step takes is sorted by `assemble`. */
export function smallFeed(options: Partial<SmallFeed> = {}) {
  const { dataset = ring(), update = alternating(), draws = [], ...numbers } = options;
  const { draws: sources, assemble } = ganDraws({
    ...{ dataset, update, latent: normalLatent, generator: { inputs: 3 } },
    constraints: draws.map((draws) => ({ draws })),
  });
  const source = feed({ batch: 4, runs: 2, seed: 7, firstRun: 0, ...numbers, draws: sources });
  return {
    ...source,
    assemble: (tensors: Parameters<typeof source.named>[0]) => assemble(source.named(tensors)),
  };
}
