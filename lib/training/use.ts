import { disposeTree } from "../engine/mod.ts";
import type { Variables } from "../models/mod.ts";
import { criticOnGrid, evaluate, type Grid, latentsFor } from "./snapshots.ts";
import type { Run, Trained } from "./run.ts";

/**
 * Fresh points from the trained generators: `[runs, n, dimension]`.
 *
 * @param run A finished training.
 * @param n Points a run, at least 1.
 * @param options `stream`: the name of the random stream of the latents, default `"use"`.
 * @throws {RangeError} If n is not a positive whole number.
 */
export function generate(
  run: Run,
  n: number,
  { stream = "use" }: { readonly stream?: string } = {},
): Float32Array {
  if (!(Number.isInteger(n) && n > 0)) {
    throw new RangeError(`generate takes a positive whole number of points, but ${n} came.`);
  }
  const { model } = run.generator;
  const latents = latentsFor(run.latent, model.inputs, n, run, stream);
  return withVariables(run.generator, (variables) => evaluate(model, variables, latents, run.runs));
}

/** The trained critics' scores of points `[n, dimension]`: `[runs, n]`. */
export function score(run: Run, points: Float32Array): Float32Array {
  const { model } = run.critic;
  if (points.length % model.inputs !== 0) {
    throw new RangeError(
      `The critic scores points of shape [n, ${model.inputs}], but ${points.length} numbers came.`,
    );
  }
  const all = new Float32Array(run.runs * points.length);
  for (let r = 0; r < run.runs; r++) all.set(points, r * points.length);
  return withVariables(run.critic, (variables) => evaluate(model, variables, all, run.runs));
}

/** The trained critics' scores on a grid: `[runs, ny, nx]`, lowest y first. */
export function criticMap(run: Run, grid: Grid): Float32Array {
  const { model } = run.critic;
  return withVariables(run.critic, (v) => criticOnGrid(model, v, grid, run.runs));
}

function withVariables<T>(
  { params, state }: Trained,
  body: (variables: Variables) => T,
): T {
  const variables = { params: params.upload(), state: state.upload() };
  try {
    return body(variables);
  } finally {
    disposeTree(variables);
  }
}
