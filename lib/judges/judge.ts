import * as tf from "@tensorflow/tfjs";
import type { Model } from "../models/mod.ts";
import { largest } from "./largest.ts";
import { list, misfit, part, read, type Spec, text } from "../options/mod.ts";
import { outputsOf, type Trained } from "../training/mod.ts";

/** What a {@linkcode Judge} sees in images. */
export interface Seen {
  /** The numbers before its last layer, `[n, features]`. */
  readonly features: Float32Array;
  /** The probability of each class, `[n, classes]`. */
  readonly probabilities: Float32Array;
  /** The most probable class of each image, `[n]`: a place in `names`. */
  readonly classes: Uint8Array;
}

/**
 * A classifier that measures images. Its features are the space that distances of images are
 * taken in, its classes say what an image shows. Numbers by one judge say nothing beside
 * numbers by another.
 */
export interface Judge {
  /** What it is. */
  readonly name: string;
  /** Numbers of an image. */
  readonly inputs: number;
  /** How many features it has. */
  readonly features: number;
  /** What its classes are called. */
  readonly names: readonly string[];
  /** What it sees in images `[n, inputs]`. RangeError if they are not whole images. */
  see(images: Float32Array): Seen;
}

/** What a {@linkcode judge} is made of. */
export interface JudgeOptions {
  /** What it is called. */
  readonly name: string;
  /**
   * The trained classifier, of one run: it gives a logit for each class, and its code is what
   * serves as features.
   */
  readonly classifier: Trained;
  /** What the classes are called. */
  readonly names: readonly string[];
}

/** What fits {@linkcode JudgeOptions}. */
export const JUDGE = {
  name: text(),
  classifier: part<Trained>("a trained classifier", ["model", "params"]),
  names: list(text(), undefined, { from: 2 }),
} satisfies Spec<JudgeOptions>;

/**
 * A judge of a trained classifier.
 *
 * @throws {RangeError} If the classifier gives no code, or has not as many outputs as there are
 * names.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { finite, labelModes, ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { classifier } from "saddle/games/mod.ts";
 * import { judge, type JudgeOptions } from "saddle/judges/mod.ts";
 * import { dense, network, relu } from "saddle/models/mod.ts";
 * import { play } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const dataset = labelModes(finite(ring({ modes: 3 }), { size: 60, seed: 1 }));
 * const layers = [dense({ outputs: 8 }), relu, dense({ outputs: 3 })];
 * const model = network({ input: [2], layers, codeAfter: 2 });
 * const { players } = await play(classifier({ dataset, model }), { steps: 2, batch: 20 });
 * const options: JudgeOptions = {
 *   name: "thirds of a ring",
 *   classifier: players.classifier,
 *   names: ["0", "1", "2"],
 * };
 * assert.equal(judge(options).see(Float32Array.of(1, 0)).features.length, 8);
 * ```
 */
export function judge(options: JudgeOptions): Judge {
  const { name, classifier, names } = read("judge", options, JUDGE);
  const { model } = classifier;
  const features = model.code;
  if (features === undefined || model.outputs !== names.length) {
    const fits = `one that gives a code and ${names.length} logits`;
    throw misfit("judge", "classifier", fits, model.name);
  }
  const both: Trained = { ...classifier, model: withCode(model, features) };
  return {
    name,
    inputs: model.inputs,
    features,
    names,
    see(images) {
      const [codes, logits] = apart(outputsOf(both, images), features, names.length);
      const probabilities = softmax(logits, names.length);
      return { features: codes, probabilities, classes: largest(logits, names.length) };
    },
  };
}

/** The model with its code and its output side by side. */
function withCode(model: Model, code: number): Model {
  return {
    ...model,
    outputs: code + model.outputs,
    apply(variables, x, phase) {
      const done = model.apply(variables, x, phase);
      return { ...done, y: tf.concat([done.code!, done.y], 2) };
    },
  };
}

/** Rows `[n, first + second]` in two. */
function apart(rows: Float32Array, first: number, second: number): [Float32Array, Float32Array] {
  const n = rows.length / (first + second);
  const [left, right] = [new Float32Array(n * first), new Float32Array(n * second)];
  for (let i = 0; i < n; i++) {
    const at = i * (first + second);
    left.set(rows.subarray(at, at + first), i * first);
    right.set(rows.subarray(at + first, at + first + second), i * second);
  }
  return [left, right];
}

/** The probabilities of logits `[n, classes]`. */
function softmax(logits: Float32Array, classes: number): Float32Array {
  const out = new Float32Array(logits.length);
  for (let at = 0; at < logits.length; at += classes) {
    const row = logits.subarray(at, at + classes);
    const top = Math.max(...row);
    const powers = Array.from(row, (logit) => Math.exp(logit - top));
    const total = powers.reduce((sum, power) => sum + power, 0);
    out.set(powers.map((power) => power / total), at);
  }
  return out;
}
