import { shippedFile } from "../files/mod.ts";
import type { Model } from "../models/mod.ts";
import { loadPlayers } from "../training/mod.ts";
import { type Judge, judge } from "./judge.ts";

/** What a judge that ships is called, its classifier and its classes. */
export interface ShippedJudgeParts {
  /** What it is called. */
  readonly name: string;
  /** Its classifier, not trained. */
  readonly model: Model;
  /** What the classes are called. */
  readonly names: readonly string[];
}

/**
 * A judge whose parameters lie in `data/`.
 *
 * @throws {RangeError} If their file is missing, or not as it was written.
 */
export async function shippedJudge(
  features: string,
  { name, model, names }: ShippedJudgeParts,
): Promise<Judge> {
  const file = shippedFile(features);
  if (file === undefined) {
    throw new RangeError(
      `data/${features} is not there: it ships with Saddle's repository, not with the package.`,
    );
  }
  const { players } = await loadPlayers(file, { classifier: model });
  return judge({ name, classifier: players.classifier, names });
}
