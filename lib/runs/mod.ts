/**
 * What goes run by run: the numbers of many runs side by side, and their random streams.
 *
 * @module
 */

export * from "./per_run.ts";
export * from "./run_streams.ts";
export * from "./runs_from.ts";
