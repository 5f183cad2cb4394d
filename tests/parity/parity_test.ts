/**
 * One training, one result: fifty steps from one seed come out alike however they are computed, by
 * every engine of this machine, operation by operation, as a graph, and compiled by XLA.
 *
 * Not bit for bit: engines sum in different orders. Fifty steps amplify such roundings by as much as the
 * training is sensitive, and that is measured: the reference is trained again from parameters that are
 * off by one unit in their last place, to either side. An engine rounds thousands of times where this
 * does once, at the start; it may be FACTOR times as far from the reference as these trainings are. What
 * is off by more than rounding (a lacking term, a wrong stream, a rate of another run) comes out a
 * thousand times further away: parameters move by a hundredth and more, the tolerance is some 1e-5.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type EngineName, type Mode, start } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";
import type { TrainOptions } from "saddle/training/mod.ts";
import { enginesHere, forEachEngine } from "../engines.ts";
import { RECIPES } from "./recipes.ts";
import { type Result, trained } from "./trained.ts";

/** Seen over all recipes and engines: 3 at most. */
const FACTOR = 20;

/** The one that is everywhere. */
const REFERENCE: EngineName = "wasm";

/** A training on the reference, how far others may be from it, and how far it went. */
interface Expected {
  readonly result: Result;
  readonly tolerance: Distance;
  readonly moved: number;
}

/** The largest difference of two trainings. */
interface Distance {
  readonly state: number;
  readonly losses: number;
}

/** One unit in the last place, up or down. */
function nudged(values: Float32Array, seed: number): Float32Array {
  const random = stream(seed, 0, "noise");
  return values.map((x) => x * (1 + (random.next() < 0.5 ? -1 : 1) * 2 ** -23));
}

function distance(a: Result, b: Result): Distance {
  return { state: stateDistance(a, b), losses: furthest(a.losses, b.losses) };
}

function stateDistance({ state: a }: Result, { state: b }: Result): number {
  assert.equal(a.length, b.length);
  return Math.max(...a.map((leaf, i) => furthest(leaf, b[i]!)));
}

function furthest(a: Float64Array, b: Float64Array): number {
  assert.equal(a.length, b.length);
  // not Math.max alone: it would let a NaN on both sides pass for agreement
  return a.reduce((most, x, i) => {
    const apart = Math.abs(x - b[i]!);
    return Number.isNaN(apart) ? Infinity : Math.max(most, apart);
  }, 0);
}

const known = new Map<string, Expected>();

/** What a recipe gives on the reference; computed once. */
async function expected(name: string, options: TrainOptions): Promise<Expected> {
  const before = known.get(name);
  if (before) return before;
  const running = await start();
  await start({ engine: REFERENCE });
  const result = trained(options, "eager");
  const others = [1, 2].map((seed) =>
    distance(result, trained(options, "eager", (values) => nudged(values, seed)))
  );
  const largest = (of: (d: Distance) => number) => FACTOR * Math.max(...others.map(of));
  const tolerance = { state: largest((d) => d.state), losses: largest((d) => d.losses) };
  const moved = stateDistance(result, trained(options, "eager", (values) => values, 0));
  await start({ engine: running.name });
  const found = { result, tolerance, moved };
  known.set(name, found);
  return found;
}

for (const { name, options } of RECIPES) {
  forEachEngine(`fifty steps of ${name} come out alike`, async (engine) => {
    const { result, tolerance, moved } = await expected(name, options);
    assert.ok(moved > 300 * tolerance.state, `moved ${moved}, tolerance ${tolerance.state}`);
    const modes: Mode[] = (await start()).xla ? ["eager", "graph", "xla"] : ["eager", "recorded"];
    for (const mode of modes) {
      const got = trained(options, mode);
      assert.equal(got.mode, mode);
      const apart = distance(got, result);
      assert.ok(
        apart.state <= tolerance.state && apart.losses <= tolerance.losses,
        `${mode} on ${engine}: parameters differ by ${apart.state}, tolerance ${tolerance.state}; ` +
          `losses by ${apart.losses}, tolerance ${tolerance.losses}`,
      );
    }
  }, { engines: enginesHere().filter((engine) => engine !== "cpu") }); // slow, and nobody's first choice
}
