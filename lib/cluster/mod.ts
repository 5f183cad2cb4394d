/**
 * Experiments on many machines: the batch scripts by which Slurm trains their blocks.
 *
 * @module
 */

export { blocksScript, joinScript, type Task } from "./scripts.ts";
export type { SiteSettings } from "./site.ts";
