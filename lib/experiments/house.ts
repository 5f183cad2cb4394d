/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { differences } from "./differences.ts";
export { duration } from "./duration.ts";
export { playersFile, readSettings } from "./folder.ts";
export type { Manner, Watcher } from "./manner.ts";
export { perform } from "./perform.ts";
export { plan } from "./plan.ts";
export { performSome } from "./some.ts";
export { type BlockState, type FolderState, stateOf } from "./state.ts";
export { labelOf } from "./progress.ts";
export { awaited, pretrainsIn, Stopped, StopWatch } from "./stop_watch.ts";
export { ProgressLine, summary } from "./terminal.ts";
export { versions } from "./versions.ts";
