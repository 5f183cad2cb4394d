import type { Constraint } from "../constraints/mod.ts";
import type { Loss } from "../losses/mod.ts";
import type { Model } from "../models/mod.ts";

/** What is looked at by {@linkcode checkPairs}. */
export interface Pairs {
  /** The generator's model. */
  readonly generator: Model;
  /** The critic's model. */
  readonly critic: Model;
  /** What both minimise. */
  readonly loss: Loss;
  /** What keeps the critic smooth. */
  readonly constraints: readonly Constraint[];
  /** Points a batch. */
  readonly batch: number;
}

/**
 * Refuses parts that mean nothing to each other: a critic to the loss, to a constraint or to the
 * batch. Which goes with which is free otherwise.
 *
 * @throws {RangeError} Saying what was needed, what there is, and why.
 */
export function checkPairs({ generator, critic, loss, constraints, batch }: Pairs): void {
  const lacks = missingFor(loss, critic);
  if (lacks) refuse(`The ${loss.name} loss`, critic, lacks, loss.needs!.because);
  for (const { name, needs } of constraints) {
    const wrong = needs && (
      missingPoints(needs.scores, critic) ??
        (needs.sizedWeights && critic.rescales
          ? "weights that are used as they are, but this one rescales them"
          : undefined)
    );
    if (wrong) refuse(name, critic, wrong, needs.because);
  }
  const compares = [generator, critic].find(({ sees }) => sees === "batch")?.name ??
    (loss.needs?.code ? `The ${loss.name} loss` : undefined);
  if (compares !== undefined && batch < 2) {
    throw new RangeError(
      `${compares} compares the points of a batch with each other, but a batch has ${batch}.`,
    );
  }
}

function refuse(who: string, critic: Model, what: string, because: string): never {
  throw new RangeError(
    `${who} does not go with the critic "${critic.name}": it needs ${what}, because ${because}.`,
  );
}

/** What a loss needs and a critic does not have; undefined if nothing. */
function missingFor({ needs }: Loss, critic: Model): string | undefined {
  if (!needs) return undefined;
  const [low, high] = critic.range ?? [-Infinity, Infinity];
  const own = `but these lie in [${low}, ${high}]`;
  if (needs.atMost !== undefined && high > needs.atMost) {
    return `scores of at most ${needs.atMost}, ${own}`;
  }
  const [from, to] = needs.reach ?? [low, high];
  if (from < low || to > high) {
    return from === -Infinity && to === Infinity
      ? `scores without bounds, ${own}`
      : `scores from ${from} to ${to}, ${own}`;
  }
  if (needs.code && critic.code === undefined) return "codes, but this one is no autoencoder";
  if (needs.onePoint && critic.pack !== undefined) return `one point a score, ${packs(critic)}`;
  return undefined;
}

/** What a constraint needs each score to look at, if the critic's look further. */
function missingPoints(scores: "point" | "pack" | undefined, critic: Model): string | undefined {
  if (scores === undefined) return undefined;
  if (critic.sees === "batch") {
    return "each score to be that of its own point, but these depend on the whole batch";
  }
  if (scores === "pack" || critic.pack === undefined) return undefined;
  return `scores of single points, ${packs(critic)}`;
}

function packs({ pack }: Model): string {
  return `but here packs of ${pack} share one`;
}
