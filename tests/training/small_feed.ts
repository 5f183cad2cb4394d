import { ring } from "saddle/datasets/mod.ts";
import type { FeedOptions } from "saddle/training/feed.ts";
import { alternating, normalLatent } from "saddle/training/mod.ts";

/** A feed of little, for two runs. */
export const SMALL_FEED: FeedOptions = {
  dataset: ring(),
  latent: normalLatent,
  latentSize: 3,
  update: alternating(),
  draws: [],
  batch: 4,
  runs: 2,
  seed: 7,
  firstRun: 0,
};
