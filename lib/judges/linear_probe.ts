import { checkArgument, choice, count, group, number, read, type Spec } from "../options/mod.ts";
import { accuracy } from "./accuracy.ts";
import { bestLine } from "./best_line.ts";
import { countLabelled, LABELLED_FEATURES, type LabelledFeatures } from "./labelled_features.ts";
import type { Line } from "./line.ts";
import { shortLine } from "./short_line.ts";

/** How a {@linkcode linearProbe} is trained. */
export interface LinearProbeOptions {
  /** Numbers a row. */
  readonly dimension: number;
  /** How many classes there are. Default 10. */
  readonly classes?: number;
  /**
   * `"well"`: until it is as good as it gets. `"gan-pytorch"`: by 2,350 steps of SGD. Default
   * `"well"`.
   */
  readonly trainedAs?: "well" | "gan-pytorch";
  /**
   * The weight λ of the penalty where it is well trained; gan-pytorch has none. Default 1e-4, which
   * suits tens of features of thousands of rows; hundreds of features take more. From 1e-6.
   */
  readonly decay?: number;
  /** The seed of a short training: its start and its batches. Default 0. */
  readonly seed?: number;
}

/** What fits {@linkcode LinearProbeOptions}. */
export const LINEAR_PROBE = {
  dimension: count(),
  classes: count(10, { from: 2 }),
  trainedAs: choice(["well", "gan-pytorch"], "well"),
  decay: number({ from: 1e-6 }, 1e-4),
  seed: count(0, { from: 0 }),
} satisfies Spec<LinearProbeOptions>;

/** What a {@linkcode linearProbe} found. */
export interface LinearProbe extends Line {
  /** The share of the test rows whose class has the largest logit. */
  readonly accuracy: number;
  /** The same of the training rows. */
  readonly trainAccuracy: number;
  /** The mean of -log p(label) over the training rows, in nats. */
  readonly crossEntropy: number;
}

/**
 * A linear probe (Alain and Bengio 2016): softmax regression on features that stay as they are. Its
 * accuracy says how much of the classes a linear map can read in them.
 *
 * Well trained, it minimises the cross entropy plus $\frac{\lambda}{2}$ times the mean square that
 * the logits have without their bias. That penalty keeps the minimum finite
 * and unique; it is measured in logits, so the result is the same for all features that are
 * invertible affine maps of each other. Whitened features and accelerated gradient steps (Nesterov
 * 1983, with O'Donoghue and Candès's restarts, 2015) find it.
 *
 * As in gan-pytorch (https://github.com/axeloh/gan-pytorch) it starts as PyTorch's `nn.Linear` does
 * and takes plain gradient steps: rate 0.01, batches of 256, 10 epochs of 60,000, which are 2,350
 * steps. That is short, and the shorter the smaller the features are: it stops on the way, and
 * where it stops depends on their scale.
 *
 * @param train The rows to learn from.
 * @param test The rows to read.
 * @throws {RangeError} If an option does not fit, one has no rows, its numbers are not whole rows,
 * it has not as many labels, or a label is no class.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { start } from "saddle/engine/mod.ts";
 * import { type LinearProbe, linearProbe, type LinearProbeOptions } from "saddle/judges/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const train = { features: Float32Array.of(0, 1, 2, 3, 4, 5), labels: [0, 0, 1, 0, 1, 1] };
 * const options: LinearProbeOptions = { dimension: 1, classes: 2 };
 * const { accuracy }: LinearProbe = linearProbe(train, train, options);
 * assert.equal(accuracy, 4 / 6); // the middle of the line lies between 2 and 3
 * ```
 */
export function linearProbe(
  train: LabelledFeatures,
  test: LabelledFeatures,
  options: LinearProbeOptions,
): LinearProbe {
  const full = read("linearProbe", options, LINEAR_PROBE);
  const { dimension, classes, trainedAs, decay, seed } = full;
  for (const [name, rows] of Object.entries({ train, test })) {
    checkArgument("linearProbe", name, rows, group<LabelledFeatures>(LABELLED_FEATURES));
    countLabelled(`linearProbe's ${name}`, rows, full);
  }
  const line = trainedAs === "well"
    ? bestLine(train, { dimension, classes, decay })
    : shortLine(train, { dimension, classes, seed });
  const known = readBy(line, train, { dimension, classes });
  return {
    ...line,
    accuracy: accuracy(readBy(line, test, { dimension, classes }).names, test.labels),
    trainAccuracy: accuracy(known.names, train.labels),
    crossEntropy: known.crossEntropy,
  };
}

/** The classes that a line sees, and how surprised it is by the labels. */
function readBy(
  { weights, bias }: Line,
  { features, labels }: LabelledFeatures,
  { dimension, classes }: { readonly dimension: number; readonly classes: number },
): { names: Uint32Array; crossEntropy: number } {
  const n = labels.length, names = new Uint32Array(n), logits = new Float64Array(classes);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    logits.set(bias);
    for (let k = 0; k < dimension; k++) {
      const x = features[i * dimension + k]!;
      for (let c = 0; c < classes; c++) logits[c]! += x * weights[k * classes + c]!;
    }
    const top = Math.max(...logits);
    names[i] = logits.indexOf(top);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit - top), 0);
    sum += top + Math.log(total) - logits[labels[i]!]!;
  }
  return { names, crossEntropy: sum / n };
}
