import type * as tf from "@tensorflow/tfjs";
import { compile, disposeTree, type Tree, valueAndGradient } from "../../engine/mod.ts";
import type { Model, Variables } from "../../models/mod.ts";
import { type RunNumbers, runStreams } from "../../runs/mod.ts";
import { toHost } from "../stored/host_tree.ts";
import type { Optimiser } from "../optimisers/optimiser.ts";
import type { Trained } from "../record/run.ts";
import { inScope, numberTensors } from "../step.ts";

/** What {@linkcode fit} is to do. */
export interface FitOptions extends RunNumbers {
  /** What is trained. */
  readonly model: Model;
  /** The name of the stream that its parameters are drawn from. */
  readonly init: string;
  /** What is minimised, `[runs]`: a function of the model's outputs for each part of a batch. */
  readonly loss: (outputs: readonly tf.Tensor[]) => tf.Tensor;
  /** Fills the parts of the next batches: blocks `[steps, runs, batch, inputs]`, the caller's. */
  readonly next: (steps: number) => tf.Tensor[];
  /** The rule that moves the parameters. */
  readonly optimiser: Optimiser;
  /** Steps to do. */
  readonly steps: number;
}

/** A model after {@linkcode fit}, and the losses on the way. */
export interface Fitted extends Trained {
  /** The loss that each step met, `[steps, runs]`. */
  readonly losses: Float32Array;
}

/** Steps a call. */
const BLOCK = 50;

/** Minimises one loss of one model by its parameters, for many runs side by side. */
export function fit(options: FitOptions): Fitted {
  const { model, init, optimiser, next, steps, runs } = options;
  const step = compile(stepOf(options), { steps: Math.min(BLOCK, steps) });
  let state = inScope((): FitState => {
    const variables = model.init(runStreams(options, init));
    return { ...variables, memory: optimiser.init(variables.params) };
  });
  const numbers = numberTensors(optimiser.name, optimiser.numbers, runs);
  const losses = new Float32Array(steps * runs);
  try {
    for (let done = 0; done < steps; done += BLOCK) {
      const batch = next(Math.min(BLOCK, steps - done));
      try {
        const result = step(state, batch, numbers);
        disposeTree(state);
        state = result.state;
        losses.set(result.outputs.dataSync<"float32">(), done * runs);
        result.outputs.dispose();
      } finally {
        disposeTree(batch);
      }
    }
    return { model, params: toHost(state.params), state: toHost(state.state), losses };
  } finally {
    disposeTree([state, numbers]);
    step.dispose();
  }
}

/** What is carried from step to step. */
type FitState = { readonly params: Tree; readonly state: Tree; readonly memory: Tree };

function stepOf({ model, loss, optimiser }: FitOptions) {
  return (
    before: FitState,
    batch: readonly tf.Tensor[],
    numbers: { readonly [name: string]: tf.Tensor },
  ) => {
    const { value, gradient, aux } = valueAndGradient((params: Tree) => {
      let state = before.state;
      const outputs = batch.map((x) => {
        const applied = model.apply({ params, state } satisfies Variables, x, "train");
        state = applied.state;
        return applied.y;
      });
      return { value: loss(outputs), aux: { state } };
    }, before.params);
    const moved = optimiser.update(gradient, before.memory, before.params, numbers);
    return { state: { ...moved, state: aux.state }, outputs: value };
  };
}
