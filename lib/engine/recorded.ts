import type * as tf from "@tensorflow/tfjs";
import { enforced, once, runEagerly } from "./eager.ts";
import { Recording } from "./recording.ts";
import {
  type AnyStep,
  type Arguments,
  type Program,
  type Request,
  type StepResult,
  tensorsOf,
} from "./step.ts";
import { leaves, type Tree, unflatten } from "./tree.ts";

/**
 * A program for engines without graphs: the step runs operation by operation, the first time
 * under the rules of a compiled step. What it did is recorded, and from then on repeated
 * without calling it.
 */
export function recordedProgram({ step, args, block }: Request): Program {
  return new RecordedProgram(step, args as unknown as Tree, block);
}

class RecordedProgram implements Program {
  refusal = "";
  readonly #step: AnyStep;
  readonly #form: Tree;
  readonly #block: number | undefined;
  #checked = false;
  #recording: Recording | undefined;
  /** What the recorded step returned; its trees have the form of all results. */
  #first: StepResult<Tree, Tree> | undefined;

  constructor(step: AnyStep, form: Tree, block: number | undefined) {
    this.#step = step;
    this.#form = form;
    this.#block = block;
  }

  get mode() {
    return this.#recording ? "recorded" as const : "eager" as const;
  }

  run(inputs: readonly tf.Tensor[]) {
    const single: typeof once = (step, args) =>
      this.#recording ? this.#repeat(this.#recording, args) : this.#record(step, args);
    return runEagerly(this.#step, this.#form, inputs, this.#block, single);
  }

  #record(step: AnyStep, args: Arguments): StepResult<Tree, Tree> {
    const run = this.#checked ? once : enforced;
    let result: StepResult<Tree, Tree> | undefined;
    const recording = Recording.of(tensorsOf(args), () => {
      result = run(step, args);
      return leaves(result as unknown as Tree);
    });
    this.#checked = true;
    this.#first = result!;
    this.refusal = typeof recording === "string" ? recording : "";
    if (typeof recording !== "string") this.#recording = recording;
    return result!;
  }

  #repeat(recording: Recording, args: Arguments): StepResult<Tree, Tree> {
    const made = recording.repeat(tensorsOf(args));
    return unflatten(this.#first as unknown as Tree, made) as unknown as StepResult<Tree, Tree>;
  }

  dispose(): void {
    this.#recording?.dispose();
    this.#recording = undefined;
  }
}
