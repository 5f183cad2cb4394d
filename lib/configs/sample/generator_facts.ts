import type { Dataset, FiniteDataset } from "../../datasets/mod.ts";
import type { Plain } from "../../experiments/mod.ts";
import { type MappingNode, plainOf } from "../config_node.ts";

/** What has to be known of a generator, beside its numbers, to draw from it without its data. */
export interface GeneratorFacts {
  /** Its model, as the file gave it. */
  readonly model: Plain;
  /** Its latents, as the file gave them; null for the usual ones. */
  readonly latent: Plain;
  /** How many numbers a sample has. */
  readonly dimension: number;
  /** How they stand, where it is an image; else null. */
  readonly shape: readonly [height: number, width: number, channels: number] | null;
  /** What black is, of images. */
  readonly low: -1 | 0;
  /** Classes that it is told one of, behind its latent; 0 for none. */
  readonly classes: number;
}

/** The facts of the generator that some settings describe. */
export function generatorFacts(
  { entries }: MappingNode,
  { dimension, shape, extent }: Dataset,
  classes = 0,
): GeneratorFacts {
  const latent = entries.get("latent");
  return {
    model: plainOf(entries.get("generator")!),
    latent: latent ? plainOf(latent) : null,
    dimension,
    shape: shape ?? null,
    low: extent[0]?.[0] === 0 ? 0 : -1,
    classes,
  };
}

/** How many classes a data set has. */
export function classesOf(dataset: Dataset): number {
  return (dataset as Partial<FiniteDataset>).labels?.names.length ?? 0;
}
