import { stream } from "../random/mod.ts";
import type { LabelledFeatures } from "./labelled_features.ts";
import type { Line } from "./line.ts";

const RATE = 0.01, BATCH = 256, STEPS = 2350;

/** The linear classifier that gan-pytorch's short training leaves. */
export function shortLine(
  { features, labels }: LabelledFeatures,
  { dimension, classes, seed }: Readonly<Record<"dimension" | "classes" | "seed", number>>,
): Line {
  const n = labels.length, batch = Math.min(BATCH, n), random = stream(seed, 0, "probe");
  const around = 1 / Math.sqrt(dimension); // as PyTorch starts
  const start = (length: number) =>
    Float64Array.from(random.uniform(new Float32Array(length), -around, around));
  const [weights, bias] = [start(dimension * classes), start(classes)];
  let order = random.permutation(n), at = 0;
  for (let step = 0; step < STEPS; step++) {
    if (at + batch > n) [order, at] = [random.permutation(n), 0];
    const rows = order.subarray(at, at += batch);
    descend({ features, labels }, rows, { weights, bias });
  }
  return { weights, bias, steps: STEPS };
}

/** One gradient step of the mean cross entropy of some rows, in place. */
function descend(
  { features, labels }: LabelledFeatures,
  rows: Int32Array,
  { weights, bias }: Omit<Line, "steps">,
): void {
  const classes = bias.length, dimension = weights.length / classes;
  const [byWeights, byBias] = [new Float64Array(weights.length), new Float64Array(classes)];
  const errors = new Float64Array(classes);
  for (const row of rows) {
    errors.set(bias);
    for (let k = 0; k < dimension; k++) {
      const x = features[row * dimension + k]!;
      for (let c = 0; c < classes; c++) errors[c]! += x * weights[k * classes + c]!;
    }
    toErrors(errors, labels[row]!);
    for (let c = 0; c < classes; c++) byBias[c]! += errors[c]!;
    for (let k = 0; k < dimension; k++) {
      const x = features[row * dimension + k]!;
      for (let c = 0; c < classes; c++) byWeights[k * classes + c]! += x * errors[c]!;
    }
  }
  const scale = RATE / rows.length;
  weights.forEach((_, i) => weights[i]! -= scale * byWeights[i]!);
  bias.forEach((_, c) => bias[c]! -= scale * byBias[c]!);
}

/** Turns logits into p - y, the slope of the cross entropy, in place. */
function toErrors(logits: Float64Array, label: number): void {
  const top = Math.max(...logits);
  let total = 0;
  for (let c = 0; c < logits.length; c++) total += logits[c] = Math.exp(logits[c]! - top);
  for (let c = 0; c < logits.length; c++) logits[c]! /= total;
  logits[label]! -= 1;
}
