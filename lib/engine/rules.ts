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
    const line = this.stack?.split("\n").find(isUsersLine)?.trim().replace(/^at /, "");
    if (line) this.message += ` Broken at ${line}.`;
  }
}

/** Frames of the engine itself and of TensorFlow.js say nothing about the user's step. */
function isUsersLine(frame: string): boolean {
  return /^\s*at /.test(frame) &&
    !/node_modules|\/lib\/engine\/|<anonymous>\)$|ext:|node:/.test(frame);
}
