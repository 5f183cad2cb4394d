import * as tf from "@tensorflow/tfjs";
import { callable, checkArgument, count, flag, open, read, type Spec } from "../options/mod.ts";
import { recordedProgram } from "./recorded.ts";
import { currentEngine } from "./start.ts";
import {
  type AnyStep,
  type Arguments,
  type Mode,
  type Program,
  type Request,
  type Step,
  type StepResult,
  tensorsOf,
} from "./step.ts";
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
  /**
   * Whether the small tensors of the state go from call to call as one native tensor, where XLA
   * compiles and a call is one step. Such calls of small networks take about a fifth less time; but
   * a call whose state somebody reads or changes before the next one takes longer. Default `true`.
   */
  readonly packState?: boolean;
}

/** What fits {@linkcode CompileOptions}. */
const COMPILE = {
  steps: open(count()),
  xla: flag(true),
  packState: flag(true),
} satisfies Spec<CompileOptions>;

/** What is known of a compiled step. */
export interface CompileReport {
  /** How it runs. */
  readonly mode: Mode;
  /**
   * Why it does not run with XLA although that was asked for, or was not recorded; empty otherwise.
   */
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
  /**
   * The same on a thread of its own, where the engine has threads: several at once use several
   * cores. The first call for new shapes traces and compiles before it returns. The arguments must
   * not be freed before the promise is settled.
   */
  aside(state: State, batch: Batch, constants: Constants): Promise<StepResult<State, Outputs>>;
  /** How it runs; known after the first call. */
  readonly report: CompileReport;
  /** Frees the graphs and functions. Calling the step again traces it again. */
  dispose(): void;
}

/**
 * Makes a training step fast: the `tf.function` that TensorFlow.js lacks.
 *
 * On native TensorFlow the first call traces the step, with every gradient and optimiser in it,
 * into one graph that XLA compiles; each later call is a single native call, whatever the number of
 * steps in it. Other engines record the operations of a call and repeat them, without the step
 * itself and without what it computes in vain or twice.
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
  options: CompileOptions = {},
): CompiledStep<State, Batch, Constants, Outputs> {
  checkArgument("compile", "step", step, callable("a function of state, batch and constants"));
  const { steps, xla, packState } = read("compile", options, COMPILE);
  const programs: Traced[] = [];
  let last: Program | undefined;
  const programFor = (args: Arguments, tensors: readonly tf.Tensor[]): Program => {
    const block = steps === undefined ? undefined : blockLength(args.batch, steps);
    const engine = currentEngine();
    const fits = (one: Traced) => one.engine === engine.report.name && matches(one, args, tensors);
    let traced = programs.find(fits);
    if (!traced) {
      const request: Request = { step: step as unknown as AnyStep, args, block, xla, packState };
      const program = engine.program?.(request) ?? recordedProgram(request);
      traced = {
        engine: engine.report.name,
        program,
        form: formOf(args),
        leaves: tensors.map(kindOf),
      };
      programs.push(traced);
    }
    return last = traced.program;
  };
  const call = (state: State, batch: Batch, constants: Constants) => {
    const args: Arguments = { state, batch, constants };
    const tensors = tensorsOf(args);
    return programFor(args, tensors).run(tensors) as StepResult<State, Outputs>;
  };
  const aside = async (state: State, batch: Batch, constants: Constants) => {
    const args: Arguments = { state, batch, constants };
    const tensors = tensorsOf(args);
    const program = programFor(args, tensors);
    const result = program.runAside?.(tensors) ?? program.run(tensors);
    return await result as StepResult<State, Outputs>;
  };
  const report = {
    get: (): CompileReport => ({
      mode: last?.mode ?? "eager",
      refusal: last?.refusal ?? "",
      traces: programs.length,
    }),
  };
  const dispose = () => {
    for (const { program } of programs) program.dispose();
    programs.length = 0;
  };
  Object.defineProperty(call, "report", report);
  return Object.assign(call, { aside, dispose }) as CompiledStep<State, Batch, Constants, Outputs>;
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

/** A program, and the arguments that it is for. */
interface Traced {
  readonly engine: string;
  readonly program: Program;
  readonly form: Form;
  readonly leaves: readonly Kind[];
}

/** The keys of a tree, or only branches for a list; `undefined` for a leaf. */
type Form = undefined | {
  readonly keys: readonly string[] | undefined;
  readonly branches: readonly Form[];
};

type Kind = Pick<tf.Tensor, "dtype" | "shape">;

/** Nothing that would keep the tensor itself alive. */
function kindOf({ dtype, shape }: tf.Tensor): Kind {
  return { dtype, shape };
}

function formOf(tree: Tree | Arguments): Form {
  if (tree instanceof tf.Tensor) return undefined;
  const branches = Object.values(tree).map((branch) => formOf(branch as Tree));
  return { keys: Array.isArray(tree) ? undefined : Object.keys(tree), branches };
}

/** Whether arguments are of the form, types and shapes that a program was traced for. */
function matches(
  { form, leaves }: Traced,
  args: Arguments,
  tensors: readonly tf.Tensor[],
): boolean {
  return tensors.length === leaves.length &&
    tensors.every(({ dtype, shape }, i) =>
      dtype === leaves[i]!.dtype && shape.length === leaves[i]!.shape.length &&
      shape.every((length, axis) => length === leaves[i]!.shape[axis])
    ) && hasForm(args, form);
}

/**
 * Looked at in every call, hence the loops by number: `for in` over a list costs ten times as much.
 */
function hasForm(tree: Tree | Arguments, form: Form): boolean {
  if (form === undefined) return tree instanceof tf.Tensor;
  const { keys, branches } = form;
  if (Array.isArray(tree)) {
    if (keys || tree.length !== branches.length) return false;
    for (let i = 0; i < branches.length; i++) if (!hasForm(tree[i], branches[i])) return false;
    return true;
  }
  if (!keys || tree instanceof tf.Tensor) return false;
  let i = 0;
  for (const key in tree) {
    if (keys[i] !== key) return false;
    if (!hasForm((tree as Record<string, Tree>)[key]!, branches[i++])) return false;
  }
  return i === keys.length;
}
