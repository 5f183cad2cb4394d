import { runEagerly } from "./eager.ts";
import { currentEngine } from "./start.ts";
import type { AnyStep, Arguments, Mode, Program, Request, Step, StepResult } from "./step.ts";
import { leaves, paths, type Tree } from "./tree.ts";

/** How {@linkcode compile} makes a step run. */
export interface CompileOptions {
  /**
   * Steps a call. Without it a call is one step; with it the batch has a leading axis of this
   * length (or shorter: a last short block is traced by itself), and so have the outputs.
   */
  readonly steps?: number;
  /** Whether XLA compiles the graph, where the engine has it. Default `true`. */
  readonly xla?: boolean;
}

/** What is known of a compiled step. */
export interface CompileReport {
  /** How it runs. */
  readonly mode: Mode;
  /** Why it does not run with XLA although that was asked for; empty otherwise. */
  readonly refusal: string;
  /** How often it was traced: once for every set of shapes. */
  readonly traces: number;
}

/** A step that was made fast. Call it; {@linkcode CompiledStep.dispose} frees what it holds. */
export interface CompiledStep<
  State extends Tree,
  Batch extends Tree,
  Constants extends Tree,
  Outputs extends Tree,
> {
  /** Runs the step (or `steps` steps). The arguments stay the caller's; so does the result. */
  (state: State, batch: Batch, constants: Constants): StepResult<State, Outputs>;
  /** How it runs; known after the first call. */
  readonly report: CompileReport;
  /** Frees the graphs and functions. Calling the step again traces it again. */
  dispose(): void;
}

/**
 * Makes a training step fast: the `tf.function` that TensorFlow.js lacks.
 *
 * On native TensorFlow the first call traces the step, with every gradient and optimiser in it, into
 * one graph that XLA compiles; each later call is a single native call, whatever the number of
 * steps in it. Other engines run the same step operation by operation.
 *
 * @param step A pure function; see {@linkcode Step}. Shapes of state must not change.
 * @param options See {@linkcode CompileOptions}.
 * @throws {BrokenRule} When called, if the step uses a tensor from outside, reads a value or draws
 * random numbers on the host.
 * @throws {RangeError} When called, if the step changes the form or a shape of its state, or
 * blocks have different lengths or are longer than `steps`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { compile, start } from "saddle/engine/mod.ts";
 *
 * await start();
 * const decay = compile(
 *   (state: { x: tf.Tensor }, rate: tf.Tensor, _: Record<string, never>) => ({
 *     state: { x: tf.mul(state.x, rate) },
 *     outputs: state.x,
 *   }),
 *   { steps: 3 },
 * );
 * const { state, outputs } = decay({ x: tf.scalar(8) }, tf.tensor1d([0.5, 0.5, 0.5]), {});
 * assert.deepEqual([...outputs.dataSync()], [8, 4, 2]);
 * assert.deepEqual([...state.x.dataSync()], [1]);
 * decay.dispose();
 * ```
 */
export function compile<
  State extends Tree,
  Batch extends Tree,
  Constants extends Tree,
  Outputs extends Tree,
>(
  step: Step<State, Batch, Constants, Outputs>,
  { steps, xla = true }: CompileOptions = {},
): CompiledStep<State, Batch, Constants, Outputs> {
  if (steps !== undefined && !(Number.isInteger(steps) && steps > 0)) {
    throw new RangeError(`compile takes a positive whole number of steps, but ${steps} came.`);
  }
  const programs = new Map<string, Program>();
  let last: Program | undefined;
  const call = (state: State, batch: Batch, constants: Constants) => {
    const block = steps === undefined ? undefined : blockLength(batch, steps);
    const args: Arguments = { state, batch, constants };
    const engine = currentEngine();
    const key = `${engine.report.name}|${signature(args)}`;
    let program = programs.get(key);
    if (!program) {
      const request: Request = { step: step as unknown as AnyStep, args, block, xla };
      program = engine.program?.(request) ?? eagerProgram(request);
      programs.set(key, program);
    }
    last = program;
    return program.run(leaves(args as unknown as Tree)) as StepResult<State, Outputs>;
  };
  const report = {
    get: (): CompileReport => ({
      mode: last?.mode ?? "eager",
      refusal: last?.refusal ?? "",
      traces: programs.size,
    }),
  };
  const dispose = () => {
    for (const program of programs.values()) program.dispose();
    programs.clear();
  };
  Object.defineProperty(call, "report", report);
  return Object.assign(call, { dispose }) as CompiledStep<State, Batch, Constants, Outputs>;
}

function eagerProgram({ step, args, block }: Request): Program {
  const form = args as unknown as Tree;
  let first = true; // the rules are looked after once, as a trace does
  return {
    mode: "eager",
    refusal: "",
    run: (inputs) => {
      const result = runEagerly(step, form, inputs, block, first);
      first = false;
      return result;
    },
    dispose: () => {},
  };
}

/** Steps in this call: the leading length that all leaves of the batch share. */
function blockLength(batch: Tree, steps: number): number {
  const shapes = leaves(batch).map((leaf) => leaf.shape);
  const named = (i: number) => `"${paths(batch)[i]}" has shape [${shapes[i]}]`;
  const length = shapes.length === 0 ? steps : shapes[0]![0];
  if (length === undefined) {
    throw new RangeError(
      `The batch of a step compiled for ${steps} steps has the steps in front, but ${named(0)}.`,
    );
  }
  const odd = shapes.findIndex((shape) => shape[0] !== length);
  if (odd >= 0) {
    throw new RangeError(
      `Every leaf of the batch needs the same number of steps in front, but ${named(0)} ` +
        `and ${named(odd)}.`,
    );
  }
  if (length < 1 || length > steps) {
    throw new RangeError(
      `The step was compiled for up to ${steps} steps a call, but ${named(0)}: ${length} steps.`,
    );
  }
  return length;
}

function signature(args: Arguments): string {
  const tree = args as unknown as Tree;
  return leaves(tree).map((leaf) => `${leaf.dtype}${leaf.shape}`).join("|") + paths(tree).join();
}
