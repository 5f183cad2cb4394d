/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { handIn, jobsOf, writeScripts } from "./jobs.ts";
export { ranges } from "./scripts.ts";
export { SITE } from "./site.ts";
export { type Queued, queueOf } from "./slurm.ts";
export { statusLines } from "./status.ts";
