/** The rule against tensors from outside, for a tensor of `shape` that came from there. */
export function captured(shape: readonly number[]): string {
  return "a compiled step may only use tensors that are its arguments or that it made: " +
    `hand the tensor of shape [${shape}] in as state, batch or constants`;
}

/** The rule against reading values. */
export const READ = "a compiled step may not read values (data, dataSync, array)";

/**
 * The rule against results whose shape is not known before they are computed, for operation `op`.
 */
export function shapeFromValues(op: string): string {
  return `shapes may not depend on values, but the shape of what ${op} makes does`;
}

/** The rule against steps inside steps. */
export const NESTED = "a compiled step may not call another compiled step";

/** The rule against random numbers of the host. */
export const RANDOM = "random numbers must come in with the batch, because numbers drawn inside " +
  "would be the same in every step";

/**
 * A rule of compiled steps was broken. The message names the rule and, where it is known, the line
 * of the step that broke it.
 */
export class BrokenRule extends Error {
  /** Always `"BrokenRule"`. */
  override readonly name = "BrokenRule";

  /** An error for the rule `rule`, a clause that completes "Rule of a compiled step: ...". */
  constructor(rule: string) {
    super(`Rule of a compiled step: ${rule}.`);
    const line = deepStack(this).split("\n").find(isUsersLine)?.trim().replace(/^at /, "");
    if (line) this.message += ` Broken at ${line}.`;
  }
}

/** The stack of where `error` is made: TensorFlow.js alone is deeper than the ten usual frames. */
function deepStack(error: Error): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  try {
    Error.captureStackTrace(error, BrokenRule);
    return error.stack ?? "";
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Frames of the engine itself and of TensorFlow.js say nothing about the user's step. */
function isUsersLine(frame: string): boolean {
  return /^\s*at /.test(frame) &&
    !/node_modules|\/lib\/engine\/|<anonymous>\)?$|ext:|node:/.test(frame);
}
