/**
 * Options: one spec beside an interface says what each option is, what fits, and what it is by
 * default; it serves the code, configurations and errors.
 *
 * @module
 */

export * from "./option.ts";
export { checkArgument, fitsBeside, misfit, read, shownValue } from "./read.ts";
