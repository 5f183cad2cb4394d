import * as tf from "@tensorflow/tfjs";
import type { FiniteDataset } from "../datasets/mod.ts";
import { aModel } from "../models/house.ts";
import type { Model } from "../models/mod.ts";
import { floats, open, read, type Spec, usually } from "../options/mod.ts";
import { adam, dataRows, type Game, type Optimiser, turns } from "../training/mod.ts";
import { aFiniteDataset } from "../datasets/house.ts";
import { anOptimiser, checkPoints } from "../training/house.ts";

/** What a {@linkcode classifier} is made of. */
export interface ClassifierGameOptions {
  /** Points with labels. */
  readonly dataset: FiniteDataset;
  /** Gives one logit for each class. */
  readonly model: Model;
  /** Default Adam, rate 1e-3. */
  readonly optimiser?: Optimiser;
  /** Points that it is looked at with, `[n, dimension]`: a test set. Default those of the data. */
  readonly test?: Float32Array;
}

/** What fits {@linkcode ClassifierGameOptions}. */
export const CLASSIFIER_GAME = {
  dataset: aFiniteDataset,
  model: aModel,
  optimiser: usually(anOptimiser, adam({ rate: 1e-3 })),
  test: open(floats()),
} satisfies Spec<ClassifierGameOptions>;

/**
 * One player alone: a classifier by the cross entropy of its logits, $-\mathrm{E}\log p(y|x)$ in
 * nats. Look `logits`: those of the test points.
 *
 * @throws {RangeError} If the data have no labels, or the model's widths do not fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { finite, labelModes, ring } from "saddle/datasets/mod.ts";
 * import { classifier } from "saddle/games/mod.ts";
 * import { mlp } from "saddle/models/mod.ts";
 *
 * const dataset = labelModes(finite(ring({ modes: 3 }), { size: 300, seed: 1 }));
 * const game = classifier({ dataset, model: mlp({ inputs: 2, outputs: 3 }) });
 * assert.deepEqual(game.terms, ["crossEntropy"]);
 * ```
 */
export function classifier(options: ClassifierGameOptions): Game<"classifier"> {
  const { dataset, model, optimiser, test = dataset.points } = read(
    "classifier",
    options,
    CLASSIFIER_GAME,
  );
  const data = dataRows(dataset, { field: "x", label: "y" });
  const { dimension } = dataset, classes = dataset.labels!.names.length;
  checkPoints("The test set of a classifier has", test, dimension);
  if (model.inputs !== dimension || model.outputs !== classes) {
    throw new RangeError(
      `A classifier of ${dataset.name} maps ${dimension} features to ${classes} logits, but ` +
        `${model.name} maps ${model.inputs} to ${model.outputs}.`,
    );
  }
  return turns({
    name: "classifier",
    players: { classifier: { model, optimiser } },
    turns: [{
      moves: ["classifier"],
      draws: [data],
      terms: ["crossEntropy"],
      loss({ classifier }, { x, y }) {
        const logits = classifier(x!);
        const own = tf.sum(tf.mul(logits, y!), 2);
        return { crossEntropy: tf.mean(tf.sub(tf.logSumExp(logits, 2), own), 1) };
      },
    }],
    looks: {
      logits: {
        inputs: { rows: { x: test }, n: test.length / dimension },
        see: ({ classifier }, { x }) => classifier(x!),
      },
    },
  });
}
