import * as tf from "@tensorflow/tfjs";
import { aConstraint } from "../constraints/house.ts";
import type { Constraint } from "../constraints/mod.ts";
import type { Dataset } from "../datasets/mod.ts";
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
import { aDataset } from "../datasets/house.ts";
import { aLatent, checkPairs } from "../training/house.ts";
import { gamesOptimiser } from "./optimiser.ts";
import { duel } from "./duel.ts";

/** What a {@linkcode bigan} is made of. */
export interface BiganOptions {
  /** Where real points come from. */
  readonly dataset: Dataset;
  /** Makes points of latents. */
  readonly generator: Model;
  /** Makes latents of points. */
  readonly encoder: Model;
  /** Scores pairs: inputs = those of a point and of a latent, in this order. */
  readonly critic: Model;
  /** Default {@linkcode nonSaturating}. */
  readonly loss?: Loss;
  /** What keeps the critic smooth. Default none. */
  readonly constraints?: readonly Constraint[];
  /** Where latents come from. Default {@linkcode normalLatent}. */
  readonly latent?: Latent;
  /** Of all players. Default Adam, rate 2e-4, betas 0.5 and 0.999. */
  readonly optimiser?: Optimiser;
  /** Rows of each look. Default 500. */
  readonly shown?: number;
}

/** What fits {@linkcode BiganOptions}. */
export const BIGAN = {
  dataset: aDataset,
  generator: aModel,
  encoder: aModel,
  critic: aModel,
  loss: usually(aLoss, nonSaturating()),
  constraints: list(aConstraint, []),
  latent: usually(aLatent, normalLatent),
  optimiser: gamesOptimiser,
  shown: count(500),
} satisfies Spec<BiganOptions>;

/**
 * A BiGAN (Donahue et al. 2017; Dumoulin et al. 2017): the critic tells pairs (x, E(x)) of
 * real points from pairs (G(z), z), and generator and encoder learn together to make them
 * alike. At the optimum both pairs have one law, and the encoder inverts the generator
 * (Donahue et al., theorem 2).
 *
 * Encoder and generator minimise the generator's loss of both kinds of pairs: the scores of real
 * pairs count with their sign turned. Looks: `samples`, `reconstructions` G(E(x)), their
 * `originals`, and `codes` E(x).
 *
 * @throws {RangeError} If the models' widths do not fit each other.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { bigan } from "saddle/games/mod.ts";
 * import { mlp } from "saddle/models/mod.ts";
 *
 * const net = (inputs: number, outputs: number) => mlp({ inputs, outputs, hidden: [32] });
 * const game = bigan({ dataset: ring(), generator: net(2, 2), encoder: net(2, 2), critic: net(4, 1) });
 * assert.deepEqual(Object.keys(game.players), ["generator", "encoder", "critic"]);
 * ```
 */
export function bigan(options: BiganOptions): Game<"generator" | "encoder" | "critic"> {
  const full = read("bigan", options, BIGAN);
  const { dataset, generator, encoder, critic, constraints, shown } = full;
  const { loss, latent, optimiser } = full;
  checkWidths(options);
  checkPairs({ generator, critic, loss, constraints, batch: Infinity });
  const [data, latents] = [dataRows(dataset), latentRows(generator.inputs, { latent })];
  const originals = { source: data, n: shown, stream: "originals" };
  const player = (model: Model) => ({ model, optimiser });
  return turns({
    name: `BiGAN, ${loss.name}`,
    players: { generator: player(generator), encoder: player(encoder), critic: player(critic) },
    ...duel({
      critic: "critic",
      makers: ["generator", "encoder"],
      loss: bothWays(loss),
      constraints,
      draws: [data, latents],
      features: critic.inputs,
      show: ({ generator, encoder }, { real, latent }) => ({
        real: tf.concat([real!, encoder(real!)], 2),
        fake: tf.concat([generator(latent!), latent!], 2),
      }),
    }),
    looks: {
      samples: {
        inputs: { source: latents, n: shown },
        see: ({ generator }, { latent }) => generator(latent!),
      },
      originals: { inputs: originals, see: (_, { real }) => real! },
      reconstructions: {
        inputs: originals,
        see: ({ generator, encoder }, { real }) => generator(encoder(real!)),
      },
      codes: { inputs: originals, see: ({ encoder }, { real }) => encoder(real!) },
    },
  });
}

/** The generator's loss of both kinds of pairs: for an encoder real pairs are what is made. */
function bothWays(loss: Loss): Loss {
  return {
    ...loss,
    generatorSeesReal: true,
    generator: ({ real, fake, points }) => {
      const own = loss.generator({ real, fake, ...(points ? { points } : {}) });
      const turned = loss.generator({ real: tf.neg(fake), fake: tf.neg(real) });
      return tf.add(own, turned);
    },
  };
}

function checkWidths({ dataset, generator, encoder, critic }: BiganOptions): void {
  const { dimension } = dataset, size = generator.inputs;
  const wanted = [
    ["generator", "outputs", generator.outputs, dimension],
    ["encoder", "inputs", encoder.inputs, dimension],
    ["encoder", "outputs", encoder.outputs, size],
    ["critic", "inputs", critic.inputs, dimension + size],
    ["critic", "outputs", critic.outputs, 1],
  ] as const;
  for (const [who, side, has, needs] of wanted) {
    if (has === needs) continue;
    throw new RangeError(`The ${who} of a BiGAN here needs ${needs} ${side}, but it has ${has}.`);
  }
}
