import * as tf from "@tensorflow/tfjs";
import type { Dataset, FiniteDataset } from "../datasets/mod.ts";
import { aModel } from "../models/house.ts";
import type { Model } from "../models/mod.ts";
import {
  choice,
  count,
  either,
  flag,
  group,
  notNegative,
  pair,
  read,
  type Spec,
} from "../options/mod.ts";
import {
  dataRows,
  type Fields,
  type Game,
  type Optimiser,
  type Turn,
  turns,
} from "../training/mod.ts";
import { mapEach } from "../training/house.ts";
import { aDataset } from "../datasets/house.ts";
import { gamesOptimiser } from "./optimiser.ts";

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
  /**
   * The weight of the cycle's error, for both ways or [a to b to a, b to a to b]; 0 leaves it
   * out. Default 10.
   */
  readonly cycle?: number | readonly [a: number, b: number];
  /**
   * The weight of the identity's error, $|ab(y) - y|$ for y of b: a translator shall leave alone
   * what is there already. Only where both data sets have one dimension. Default 0.
   */
  readonly identity?: number;
  /**
   * Whether the critics are classifiers: of every class of their data set, and of one more, the
   * last, for what was made. A translator wants its points taken for the class of the original.
   * Both data sets need the same classes, and the critics a logit for each and one more.
   * Default `false`.
   */
  readonly labels?: boolean;
  /**
   * Who moves first in a step. The others answer to them, on the same points. Default
   * "translators", as in gan-pytorch and the paper's code.
   */
  readonly first?: "translators" | "critics";
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
  cycle: either(notNegative(), pair({ from: 0 }), 10),
  identity: notNegative(0),
  labels: flag(false),
  first: choice(["translators", "critics"], "translators"),
  optimiser: gamesOptimiser,
  shown: count(500),
} satisfies Spec<CycleGanOptions>;

/**
 * A CycleGAN (Zhu et al. 2017) with least squares, as in the paper: translators between two data
 * sets without pairs. Both translators move together, then both critics.
 * $\lambda\,(\mathrm{E}|ba(ab(x)) - x| + \mathrm{E}|ab(ba(y)) - y|)$, means over features, makes
 * the two translators each other's inverses.
 *
 * With `labels` the critics minimise the cross entropy of their classes in place of least squares.
 * gan-pytorch has both, with weights of 1 for the cycle where the paper has 10, and least squares
 * without the critic's half.
 *
 * Looks: `a` and `b`, `a to b`, `b to a`, `a to b to a` and `b to a to b`.
 *
 * @throws {RangeError} If the models' widths do not fit the data, or labels are asked for and the
 * data have not the same ones.
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
  const { a, b, identity, labels, first, optimiser, shown } = full;
  const models = read("cycleGan's models", full.models, MODELS);
  const classes = labels ? classesOf(a, b) : 0;
  checkWidths({ a, b, models, identity }, classes);
  const [inA, inB] = [
    dataRows(a, { field: "x", stream: "data a", ...(labels ? { label: "xLabel" } : {}) }),
    dataRows(b, { field: "y", stream: "data b", ...(labels ? { label: "yLabel" } : {}) }),
  ];
  const judging = labels ? byClass(classes) : LEAST_SQUARES;
  const moves = [translators(judging, full), critics(judging, labels)];
  const [one, other] = first === "translators" ? moves : moves.reverse();
  return turns({
    name: `CycleGAN, ${judging.name}${first === "critics" ? ", critics first" : ""}`,
    players: mapEach(models, (model) => ({ model, optimiser })),
    turns: [{ ...one!, draws: [inA, inB] }, other!],
    looks: looksOf(inA, inB, shown),
  });
}

/** The move of both translators. */
function translators(
  game: Judging,
  { cycle, identity, labels }: Required<Pick<CycleGanOptions, "cycle" | "identity" | "labels">>,
): Turn<CycleGanPlayers> {
  const weights = typeof cycle === "number" ? [cycle, cycle] as const : cycle;
  return {
    moves: ["ab", "ba"],
    terms: ["translatorLoss", "cycle", ...(identity > 0 ? ["identity"] : [])],
    loss(nets, given) {
      const { x, y } = given;
      const [asB, asA] = [nets.ab(x!), nets.ba(y!)];
      const around = [apart(nets.ba(asB), x!), apart(nets.ab(asA), y!)];
      return {
        translatorLoss: tf.add(
          game.translator(nets.b(asB), labelOf(given, "xLabel", labels)),
          game.translator(nets.a(asA), labelOf(given, "yLabel", labels)),
        ),
        cycle: tf.add(tf.mul(weights[0], around[0]!), tf.mul(weights[1], around[1]!)),
        ...(identity > 0
          ? { identity: tf.mul(identity, tf.add(apart(nets.ab(y!), y!), apart(nets.ba(x!), x!))) }
          : {}),
      };
    },
  };
}

/** The move of both critics. */
function critics(game: Judging, labels: boolean): Turn<CycleGanPlayers> {
  return {
    moves: ["a", "b"],
    terms: ["criticA", "criticB"],
    loss: (nets, given) => {
      const { x, y } = given;
      return {
        criticA: game.critic(nets.a(x!), nets.a(nets.ba(y!)), labelOf(given, "xLabel", labels)),
        criticB: game.critic(nets.b(y!), nets.b(nets.ab(x!)), labelOf(given, "yLabel", labels)),
      };
    },
  };
}

function labelOf(given: Fields, field: string, labels: boolean): tf.Tensor | undefined {
  return labels ? given[field] : undefined;
}

/**
 * What critics and translators minimise, `[runs]`, of the critics' outputs
 * `[runs, batch, outputs]`.
 */
interface Judging {
  readonly name: string;
  critic(real: tf.Tensor, made: tf.Tensor, label?: tf.Tensor): tf.Tensor;
  translator(made: tf.Tensor, label?: tf.Tensor): tf.Tensor;
}

const LEAST_SQUARES: Judging = {
  name: "least squares",
  critic: (real, made) => tf.mul(0.5, tf.add(squaredTo(real, 1), squaredTo(made, 0))),
  translator: (made) => squaredTo(made, 1),
};

/** Cross entropies of classes, and of one more for what was made. */
function byClass(classes: number): Judging {
  const oneMore = (label: tf.Tensor) => tf.pad(label, [[0, 0], [0, 0], [0, 1]]);
  const entropy = (logits: tf.Tensor, label: tf.Tensor) =>
    tf.mean(tf.sub(tf.logSumExp(logits, 2), tf.sum(tf.mul(logits, label), 2)), 1);
  const ofMade = (made: tf.Tensor) =>
    tf.mean(
      tf.sub(tf.logSumExp(made, 2), tf.squeeze(tf.slice(made, [0, 0, classes], [-1, -1, 1]), [2])),
      1,
    );
  return {
    name: "by class",
    critic: (real, made, label) => tf.add(entropy(real, oneMore(label!)), ofMade(made)),
    translator: (made, label) => entropy(made, oneMore(label!)),
  };
}

function squaredTo(scores: tf.Tensor, target: number): tf.Tensor {
  return mean(tf.square(tf.sub(scores, target)));
}

function apart(x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return mean(tf.abs(tf.sub(x, y)));
}

/** How many classes both data sets have. */
function classesOf(a: Dataset, b: Dataset): number {
  const [ofA, ofB] = [a, b].map((dataset) => (dataset as Partial<FiniteDataset>).labels?.names);
  if (ofA && ofB && ofA.join() === ofB.join()) return ofA.length;
  throw new RangeError(
    `A CycleGAN with labels needs data of the same classes, but ${a.name} has ${
      ofA ?? "none"
    } and ` +
      `${b.name} ${ofB ?? "none"}.`,
  );
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
    "b to a to b": { inputs: ofB, see: ({ ab, ba }, { y }) => ab(ba(y!)) },
  };
}

function checkWidths(
  { a, b, models, identity }: Required<Pick<CycleGanOptions, "a" | "b" | "models" | "identity">>,
  classes: number,
): void {
  const judged = classes === 0 ? 1 : classes + 1;
  const wanted = {
    ab: [a.dimension, b.dimension],
    ba: [b.dimension, a.dimension],
    a: [a.dimension, judged],
    b: [b.dimension, judged],
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
