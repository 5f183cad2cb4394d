/**
 * Results that take too long for a notebook: what `deno task results NAME` computes and stores under
 * `data/`. One file a result.
 *
 * @module
 */

export { MIXTURE_METHODS, type MixtureOptions, mixtures } from "./mixtures.ts";
export type { MixtureMethod } from "./mixture_methods.ts";
export type { Computed, Result } from "./result.ts";
export { resultNamed, RESULTS } from "./results.ts";
export { store } from "./store.ts";
