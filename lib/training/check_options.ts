import { eachRun } from "../constraints/per_run.ts";
import type { FullOptions } from "./options.ts";
import { stream } from "../random/mod.ts";

/**
 * Refuses settings that cannot be trained with, before anything is.
 *
 * @throws {RangeError} Naming the setting, what it has to be and what came.
 */
export function checkOptions(options: FullOptions): void {
  const { dataset, generator, critic, constraints, optimisers, runs, divergence } = options;
  for (const name of ["batch", "steps", "runs", "every", "snapshotSize", "metricSize"] as const) {
    checkCount(name, options[name]);
  }
  for (const name of ["seed", "firstRun"] as const) {
    if (!Number.isSafeInteger(options[name]) || options[name] < 0) {
      throw new RangeError(`${name} is a whole number of at least 0, but ${options[name]} came.`);
    }
  }
  if (!(divergence > 0)) {
    throw new RangeError(`divergence is a positive number, but ${divergence} came.`);
  }
  checkWidth("generator", "outputs", generator.outputs, dataset.dimension, dataset.name);
  checkWidth("critic", "inputs", critic.inputs, dataset.dimension, dataset.name);
  if (critic.outputs !== 1) {
    throw new RangeError(
      `A critic has one output, its score, but ${critic.name} has ${critic.outputs}.`,
    );
  }
  for (const owner of [...constraints, optimisers.generator, optimisers.critic]) {
    for (const [name, value] of Object.entries(owner.numbers)) {
      eachRun(`${owner.name}: ${name}`, value, runs);
    }
  }
  checkData(options);
}

function checkCount(name: string, value: number): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new RangeError(`${name} is a positive whole number, but ${value} came.`);
}

function checkWidth(who: string, side: string, has: number, needs: number, data: string): void {
  if (has === needs) return;
  throw new RangeError(
    `The ${who} needs ${needs} ${side}, because the points of ${data} have shape [n, ${needs}], ` +
      `but it has ${has}: [n, ${has}].`,
  );
}

/** Looks at one batch: a data set of one's own may produce anything. */
function checkData({ dataset, batch, seed }: FullOptions): void {
  const points = dataset.sample(stream(seed, 0, "check"), batch);
  if (points.length !== batch * dataset.dimension) {
    throw new RangeError(
      `${dataset.name} was asked for points of shape [${batch}, ${dataset.dimension}], ` +
        `${batch * dataset.dimension} numbers, but ${points.length} came.`,
    );
  }
  const bad = points.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new RangeError(
      `The data must be finite, but point ${
        Math.floor(bad / dataset.dimension)
      } of ${dataset.name} ` +
        `has ${points[bad]} in column ${bad % dataset.dimension}.`,
    );
  }
}
