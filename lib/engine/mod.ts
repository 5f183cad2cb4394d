/**
 * The engine: which backend of TensorFlow.js computes, gradients that are right to every order, and
 * {@linkcode compile}, which makes a whole training step one native call.
 *
 * @module
 */

export * from "./compile.ts";
export * from "./differentiate.ts";
export * from "./engine.ts";
export * from "./gradients.ts";
export * from "./hold_constant.ts";
export { BrokenRule } from "./rules.ts";
export { safeRoot } from "./safe_root.ts";
export { start, type StartOptions, tensorCounts } from "./start.ts";
export type { AnyStep, Arguments, Mode, Program, Request, Step, StepResult } from "./step.ts";
export * from "./tree.ts";
