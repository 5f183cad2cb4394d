import * as tf from "@tensorflow/tfjs";
import { overriding } from "./overriding.ts";
import { BrokenRule, RANDOM } from "./rules.ts";
import { leaves, paths, type Tree } from "./tree.ts";

/** What a step returns: the state it leaves behind, and numbers to report. */
export interface StepResult<State extends Tree, Outputs extends Tree> {
  /** The new state: the same form, shapes and types as the old one. */
  readonly state: State;
  /** What is to be read of this step: losses, norms. */
  readonly outputs: Outputs;
}

/**
 * One step of a computation as a pure function of trees of tensors. It may use only its arguments:
 * no tensor from outside, no reading of values, no random numbers drawn on the host.
 */
export type Step<
  State extends Tree,
  Batch extends Tree,
  Constants extends Tree,
  Outputs extends Tree,
> = (state: State, batch: Batch, constants: Constants) => StepResult<State, Outputs>;

/**
 * How a compiled step runs: compiled by XLA, as a TensorFlow graph, by repeating its recorded
 * operations, or operation by operation.
 */
export type Mode = "xla" | "graph" | "recorded" | "eager";

/** A step for known shapes, made by an engine. */
export interface Program {
  /** How it runs. */
  readonly mode: Mode;
  /** Why it does not run in a faster way, or empty. */
  readonly refusal: string;
  /** Runs it on flat lists of tensors: state, batch and constants in; state and outputs out. */
  run(inputs: readonly tf.Tensor[]): StepResult<Tree, Tree>;
  /** The same on a thread of its own, where the engine has any; the inputs must live until then. */
  runAside?(inputs: readonly tf.Tensor[]): Promise<StepResult<Tree, Tree>>;
  /** Frees it. */
  dispose(): void;
}

/** A step whose trees are not known to the type checker. */
export type AnyStep = Step<Tree, Tree, Tree, Tree>;

/** The arguments of a step as one tree. */
export interface Arguments {
  /** What is carried from step to step. */
  readonly state: Tree;
  /** What is new in every step. */
  readonly batch: Tree;
  /** What stays the same. */
  readonly constants: Tree;
}

/** The tensors of a step's arguments, in the order in which programs take them. */
export function tensorsOf({ state, batch, constants }: Arguments): tf.Tensor[] {
  return [state, batch, constants].flatMap(leaves);
}

/** What {@linkcode compile} asks of an engine. */
export interface Request {
  /** The step. */
  readonly step: AnyStep;
  /** Arguments of the shapes that the program is for. */
  readonly args: Arguments;
  /** The number of steps a call, or undefined for a plain step. */
  readonly block: number | undefined;
  /** Whether XLA should compile it. */
  readonly xla: boolean;
  /** Whether small tensors of the state may stay together from call to call. */
  readonly packState: boolean;
}

/** Compares the state that a step returned with the one it was given. */
export function checkState(before: Tree, after: Tree): void {
  const [from, to] = [leaves(before), leaves(after)];
  const names = paths(before);
  if (names.join() !== paths(after).join()) {
    throw new RangeError(
      `A step must return a state of the form it was given: (${names.join(", ")}), ` +
        `but (${paths(after).join(", ")}) came.`,
    );
  }
  from.forEach((leaf, i) => {
    if (`${leaf.shape}` === `${to[i]!.shape}` && leaf.dtype === to[i]!.dtype) return;
    throw new RangeError(
      `A step must keep the shapes of its state: "${
        names[i]
      }" was ${leaf.dtype} [${leaf.shape}], ` +
        `but came back as ${to[i]!.dtype} [${to[i]!.shape}].`,
    );
  });
}

/**
 * TensorFlow.js's operations that draw numbers in JavaScript, with a seed of their own or without.
 */
const RANDOM_OPS =
  /^(rand|randomGamma|randomNormal|randomStandardNormal|randomUniform|randomUniformInt|truncatedNormal|multinomial)__op$/;

/** Calls `body` while drawing random numbers on the host is an error, with a seed or without. */
export function withoutHostRandomness<T>(body: () => T): T {
  // every operation opens a scope of its name first: the one place that seeded draws pass through
  const scopes = tf.engine() as unknown as { startScope(name?: string): void };
  const { startScope } = scopes;
  const refuse = () => {
    throw new BrokenRule(RANDOM);
  };
  const watched = (name?: string) => {
    if (name !== undefined && RANDOM_OPS.test(name)) refuse();
    startScope.call(scopes, name);
  };
  return overriding(
    scopes,
    { startScope: watched },
    () => overriding(Math, { random: refuse }, body),
  );
}
