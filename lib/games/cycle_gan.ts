import * as tf from "@tensorflow/tfjs";
import type { Dataset } from "../datasets/mod.ts";
import { aModel, type Model } from "../models/model.ts";
import { count, group, notNegative, read, type Spec } from "../options/mod.ts";
import { dataRows, type Game, type Net, type Optimiser, turns } from "../training/mod.ts";
import { aDataset } from "../training/fields.ts";
import { gamesOptimiser } from "./fields.ts";

/** Who plays a CycleGAN: the translators from a to b and back, and the critics of a and of b. */
export type CycleGanPlayers = "ab" | "ba" | "a" | "b";

/** What a {@linkcode cycleGan} is made of. */
export interface CycleGanOptions {
  /** One data set. */
  readonly a: Dataset;
  /** The other. */
  readonly b: Dataset;
  /** The translators, and the critics of each data set, high on real points. */
  readonly models: { readonly [player in CycleGanPlayers]: Model };
  /** The weight of the cycle's error. Default 10. */
  readonly cycle?: number;
  /**
   * The weight of the identity's error, $|ab(y) - y|$ for y of b: a translator shall leave alone what is there already. Only where both data sets
   * have one dimension. Default 0.
   */
  readonly identity?: number;
  /** Of all players. Default Adam, rate 2e-4, betas 0.5 and 0.999. */
  readonly optimiser?: Optimiser;
  /** Rows of each look. Default 500. */
  readonly shown?: number;
}

/** A model for each player. */
const MODELS = { ab: aModel, ba: aModel, a: aModel, b: aModel };

/** What fits {@linkcode CycleGanOptions}. */
export const CYCLE_GAN = {
  a: aDataset,
  b: aDataset,
  models: group<CycleGanOptions["models"]>(MODELS),
  cycle: notNegative(10),
  identity: notNegative(0),
  optimiser: gamesOptimiser,
  shown: count(500),
} satisfies Spec<CycleGanOptions>;

/**
 * A CycleGAN (Zhu et al. 2017) with least squares, as in the paper: translators between two data sets without pairs. Both translators
 * move together, then both critics. $\lambda\,(\mathrm{E}|ba(ab(x)) - x| + \mathrm{E}|ab(ba(y)) - y|)$, means over
 * features, makes the two translators each other's inverses.
 *
 * Looks: `a` and `b`, `a to b`, `b to a`, and `a to b to a`.
 *
 * @throws {RangeError} If the models' widths do not fit the data, or an option does not exist.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { circle, square } from "saddle/datasets/mod.ts";
 * import { cycleGan } from "saddle/games/mod.ts";
 * import { mlp } from "saddle/models/mod.ts";
 *
 * const [to, judge] = [2, 1].map((outputs) => mlp({ inputs: 2, hidden: [32], outputs }));
 * const models = { ab: to!, ba: to!, a: judge!, b: judge! };
 * const game = cycleGan({ a: circle(), b: square(), models });
 * assert.deepEqual(game.terms, ["translatorLoss", "cycle", "criticA", "criticB"]);
 * ```
 */
export function cycleGan(options: CycleGanOptions): Game<CycleGanPlayers> {
  const full = read("cycleGan", options, CYCLE_GAN);
  const { a, b, cycle, identity, optimiser, shown } = full;
  const models = read("cycleGan's models", full.models, MODELS);
  checkWidths({ a, b, models, identity });
  const [inA, inB] = [
    dataRows(a, { field: "x", stream: "data a" }),
    dataRows(b, { field: "y", stream: "data b" }),
  ];
  const player = (model: Model) => ({ model, optimiser });
  const to = (scores: tf.Tensor, target: number) => mean(tf.square(tf.sub(scores, target)));
  const apart = (x: tf.Tensor, y: tf.Tensor) => mean(tf.abs(tf.sub(x, y)));
  const judged = (critic: Net, real: tf.Tensor, fake: tf.Tensor) =>
    tf.mul(0.5, tf.add(to(critic(real), 1), to(critic(fake), 0)));
  return turns({
    name: "CycleGAN, least squares",
    players: {
      ab: player(models.ab),
      ba: player(models.ba),
      a: player(models.a),
      b: player(models.b),
    },
    turns: [{
      moves: ["ab", "ba"],
      draws: [inA, inB],
      terms: ["translatorLoss", "cycle", ...(identity > 0 ? ["identity"] : [])],
      loss(nets, { x, y }) {
        const [asB, asA] = [nets.ab(x!), nets.ba(y!)];
        const around = tf.add(apart(nets.ba(asB), x!), apart(nets.ab(asA), y!));
        return {
          translatorLoss: tf.add(to(nets.b(asB), 1), to(nets.a(asA), 1)),
          cycle: tf.mul(cycle, around),
          ...(identity > 0
            ? { identity: tf.mul(identity, tf.add(apart(nets.ab(y!), y!), apart(nets.ba(x!), x!))) }
            : {}),
        };
      },
    }, {
      moves: ["a", "b"],
      terms: ["criticA", "criticB"],
      loss: (nets, { x, y }) => ({
        criticA: judged(nets.a, x!, nets.ba(y!)),
        criticB: judged(nets.b, y!, nets.ab(x!)),
      }),
    }],
    looks: looksOf(inA, inB, shown),
  });
}

/** The mean over a batch and its features, `[runs]`. */
function mean(x: tf.Tensor): tf.Tensor {
  return tf.mean(x, [1, 2]);
}

function looksOf(
  inA: ReturnType<typeof dataRows>,
  inB: ReturnType<typeof dataRows>,
  n: number,
): Game<CycleGanPlayers>["looks"] {
  const [ofA, ofB] = [{ source: inA, n, stream: "look a" }, { source: inB, n, stream: "look b" }];
  return {
    "a": { inputs: ofA, see: (_, { x }) => x! },
    "b": { inputs: ofB, see: (_, { y }) => y! },
    "a to b": { inputs: ofA, see: ({ ab }, { x }) => ab(x!) },
    "b to a": { inputs: ofB, see: ({ ba }, { y }) => ba(y!) },
    "a to b to a": { inputs: ofA, see: ({ ab, ba }, { x }) => ba(ab(x!)) },
  };
}

function checkWidths(
  { a, b, models, identity }: Required<Pick<CycleGanOptions, "a" | "b" | "models" | "identity">>,
): void {
  const wanted = {
    ab: [a.dimension, b.dimension],
    ba: [b.dimension, a.dimension],
    a: [a.dimension, 1],
    b: [b.dimension, 1],
  } as const;
  for (const [player, [inputs, outputs]] of Object.entries(wanted)) {
    const model = models[player as CycleGanPlayers];
    if (model.inputs === inputs && model.outputs === outputs) continue;
    throw new RangeError(
      `The player ${player} of this CycleGAN maps ${inputs} features to ${outputs}, but its model ` +
        `maps ${model.inputs} to ${model.outputs}.`,
    );
  }
  if (identity > 0 && a.dimension !== b.dimension) {
    throw new RangeError(
      `The identity's error needs data of one dimension, but they have ${a.dimension} and ${b.dimension}.`,
    );
  }
}
