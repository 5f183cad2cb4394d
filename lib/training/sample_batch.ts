import { stream } from "../random/mod.ts";
import type { FullOptions } from "./options.ts";

/** A batch by which data are looked at before a training, from a stream that nothing else draws from. */
export function sampleBatch(
  { dataset, batch, seed }: Pick<FullOptions, "dataset" | "batch" | "seed">,
): Float32Array {
  return dataset.sample(stream(seed, 0, "check"), batch);
}
