import * as tf from "@tensorflow/tfjs";
import { aConstraint } from "../constraints/house.ts";
import type { Constraint } from "../constraints/mod.ts";
import type { FiniteDataset } from "../datasets/mod.ts";
import { aLoss } from "../losses/house.ts";
import { type Loss, nonSaturating } from "../losses/mod.ts";
import { aModel } from "../models/house.ts";
import type { Model } from "../models/mod.ts";
import { count, list, read, type Spec, usually } from "../options/mod.ts";
import {
  dataRows,
  type Game,
  type Latent,
  latentRows,
  normalLatent,
  type Optimiser,
  turns,
} from "../training/mod.ts";
import { aFiniteDataset } from "../datasets/house.ts";
import { aLatent, checkPairs } from "../training/house.ts";
import { gamesOptimiser } from "./optimiser.ts";
import { duel } from "./duel.ts";

/** What a {@linkcode conditionalGan} is made of. */
export interface ConditionalGanOptions {
  /** Real points with labels. */
  readonly dataset: FiniteDataset;
  /** Makes points: inputs = those of a latent and one for each class, in this order. */
  readonly generator: Model;
  /** Scores points: inputs = those of a point and one for each class. */
  readonly critic: Model;
  /** Default {@linkcode nonSaturating}. */
  readonly loss?: Loss;
  /** What keeps the critic smooth in its points; labels are held fixed. Default none. */
  readonly constraints?: readonly Constraint[];
  /** Where latents come from. Default {@linkcode normalLatent}. */
  readonly latent?: Latent;
  /** Of both players. Default Adam, rate 2e-4, betas 0.5 and 0.999. */
  readonly optimiser?: Optimiser;
  /** Points of each class in a look. Default 100. */
  readonly shown?: number;
}

/** What fits {@linkcode ConditionalGanOptions}. */
export const CONDITIONAL_GAN = {
  dataset: aFiniteDataset,
  generator: aModel,
  critic: aModel,
  loss: usually(aLoss, nonSaturating()),
  constraints: list(aConstraint, []),
  latent: usually(aLatent, normalLatent),
  optimiser: gamesOptimiser,
  shown: count(100),
} satisfies Spec<ConditionalGanOptions>;

/**
 * A conditional GAN (Mirza and Osindero 2014): both players also see a class, one hot. Generated
 * points have the classes of the batch's real points. Look `samples`: `shown` points of each class,
 * class by class.
 *
 * @throws {RangeError} If the data have no labels, or the models' widths do not fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { finite, labelModes, ring } from "saddle/datasets/mod.ts";
 * import { conditionalGan } from "saddle/games/mod.ts";
 * import { mlp } from "saddle/models/mod.ts";
 *
 * const game = conditionalGan({
 *   dataset: labelModes(finite(ring({ modes: 3 }), { size: 300, seed: 1 })),
 *   generator: mlp({ inputs: 2 + 3, outputs: 2 }),
 *   critic: mlp({ inputs: 2 + 3, outputs: 1 }),
 * });
 * assert.deepEqual(game.draws[0]!.fields, { real: 2, label: 3 });
 * ```
 */
export function conditionalGan(options: ConditionalGanOptions): Game<"generator" | "critic"> {
  const full = read("conditionalGan", options, CONDITIONAL_GAN);
  const { dataset, generator, critic, constraints, shown } = full;
  const { loss, latent, optimiser } = full;
  const data = dataRows(dataset, { label: "label" });
  const classes = dataset.labels!.names.length, size = generator.inputs - classes;
  checkWidths(options, classes);
  checkPairs({ generator, critic, loss, constraints, batch: Infinity });
  const latents = latentRows(size, { latent });
  return turns({
    name: `conditional GAN, ${loss.name}`,
    players: { generator: { model: generator, optimiser }, critic: { model: critic, optimiser } },
    ...duel({
      critic: "critic",
      makers: ["generator"],
      loss,
      constraints,
      draws: [data, latents],
      features: dataset.dimension,
      show: ({ generator }, { real, label, latent }) => ({
        real: real!,
        fake: generator(tf.concat([latent!, label!], 2)),
        beside: label!,
      }),
    }),
    looks: {
      samples: {
        inputs: { source: latents, n: shown * classes },
        see({ generator }, { latent }) {
          const [runs] = latent!.shape;
          const each = tf.reshape(tf.tile(tf.eye(classes), [1, shown]), [
            1,
            shown * classes,
            classes,
          ]);
          return generator(tf.concat([latent!, tf.tile(each, [runs!, 1, 1])], 2));
        },
      },
    },
  });
}

function checkWidths(
  { dataset: { dimension }, generator, critic }: ConditionalGanOptions,
  classes: number,
): void {
  if (generator.inputs <= classes || generator.outputs !== dimension) {
    throw new RangeError(
      `The generator of a conditional GAN here needs more than ${classes} inputs, a latent's and one ` +
        `a class, and ${dimension} outputs, but it has ${generator.inputs} and ${generator.outputs}.`,
    );
  }
  if (critic.inputs === dimension + classes && critic.outputs === 1) return;
  throw new RangeError(
    `The critic of a conditional GAN here needs ${
      dimension + classes
    } inputs, a point's and one a class, ` +
      `and 1 output, but it has ${critic.inputs} and ${critic.outputs}.`,
  );
}
