import { floats, numbers, type Spec } from "../options/mod.ts";

/** Numbers that describe images, and what the images show. */
export interface LabelledFeatures {
  /** The numbers, `[n, dimension]`, row by row. */
  readonly features: Float32Array;
  /** The classes, whole numbers from 0, `[n]`. */
  readonly labels: ArrayLike<number>;
}

/** What fits {@linkcode LabelledFeatures}. */
export const LABELLED_FEATURES = {
  features: floats(),
  labels: numbers(),
} satisfies Spec<LabelledFeatures>;

/**
 * How many rows there are.
 *
 * @throws {RangeError} If there are none, the numbers are not whole rows, there are not as many
 * labels, or a label is no class.
 */
export function countLabelled(
  where: string,
  { features, labels }: LabelledFeatures,
  { dimension, classes }: { readonly dimension: number; readonly classes: number },
): number {
  const n = labels.length;
  if (n === 0 || features.length !== n * dimension) {
    throw new RangeError(
      `${where} needs at least one row of ${dimension} numbers for each label, but ` +
        `${features.length} numbers and ${n} labels came.`,
    );
  }
  for (let i = 0; i < n; i++) {
    const label = labels[i]!;
    if (Number.isInteger(label) && label >= 0 && label < classes) continue;
    throw new RangeError(
      `${where} needs labels that are whole numbers from 0 to ${classes - 1}, but its label ${i} ` +
        `is ${label}.`,
    );
  }
  return n;
}
