import { drawn } from "../datasets/mod.ts";
import { type Stream, stream } from "../random/mod.ts";
import type { FullOptions } from "./options.ts";
import type { Source } from "./source.ts";

/** The stream by which data are looked at before a training: nothing else draws from it. */
export function checkStream(seed: number): Stream {
  return stream(seed, 0, "check");
}

/** A batch by which a data set is looked at and known. */
export function sampleBatch(
  { dataset, batch, seed }: Pick<FullOptions, "dataset" | "batch" | "seed">,
): Float32Array {
  return drawn(dataset, checkStream(seed), batch);
}

/** A batch of each field, by which a source is known. */
export function sampleRows(source: Source, seed: number, batch: number): Float32Array[] {
  const out = Object.values(source.fields).map((features) => new Float32Array(batch * features));
  source.open(checkStream(seed), batch).next(out, 0);
  return out;
}
