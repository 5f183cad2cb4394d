import assert from "node:assert/strict";
import { disposeTree, leaves, start } from "saddle/engine/mod.ts";
import { adam, type Run, train } from "saddle/training/mod.ts";
import { withDefaults } from "saddle/training/options.ts";
import { ganPlayers } from "saddle/training/gan.ts";
import { startingState } from "saddle/training/step.ts";
import { forEachEngine } from "../engines.ts";
import { numbersOf, numbersOfRun, SMALL } from "./small.ts";

forEachEngine("a run among eight starts exactly as it would alone", () => {
  const start = (runs: number, firstRun: number) => {
    const options = withDefaults({ ...SMALL, runs, firstRun });
    const state = startingState(ganPlayers(options), options);
    const values = leaves(state.players).map((leaf) => leaf.dataSync<"float32">().slice());
    disposeTree(state);
    return values;
  };
  const all = start(8, 0);
  for (const run of [0, 5]) {
    start(1, run).forEach((values, i) => {
      const size = all[i]!.length / 8;
      assert.deepEqual(values, all[i]!.slice(run * size, (run + 1) * size));
    });
  }
});

forEachEngine("a run among eight ends where it would alone", async () => {
  const all = await ofEight();
  const alone = await train({ ...SMALL, runs: 1, firstRun: 5 });
  assert.deepEqual(alone.status, [all.status[5]]);
  for (const player of ["generator", "critic"] as const) {
    const expected = numbersOfRun(all[player].params, 5, 8);
    numbersOf(alone[player].params).forEach((x, i) => {
      // sums may be taken in another order when there are more runs: some roundings a step, which
      // Adam's epsilon of 1e-3 magnifies by at most rate / epsilon = 10
      assert.ok(Math.abs(x - expected[i]!) < 1e-5, `${player} ${i}: ${x}, not ${expected[i]}`);
    });
  }
  const size = 5 * 2; // five points in the plane
  const [found, among] = [alone, all].map((run) => run.snapshots.at(-1)!.samples);
  assert.equal(found!.length, size);
  found!.forEach((x, i) => assert.ok(Math.abs(x - among![5 * size + i]!) < 1e-4));
});

forEachEngine("the same settings give bitwise the same results", async () => {
  const [one, again] = [await ofEight(), await train({ ...SMALL, runs: 8 })];
  assert.deepEqual(again.snapshots, one.snapshots);
  assert.deepEqual(again.history.toRecords(), one.history.toRecords());
  assert.deepEqual(numbersOf(again.critic.params), numbersOf(one.critic.params));
});

forEachEngine("results do not depend on how many steps go into one call", async () => {
  // steps a call divide `every`: 4 and 1
  const [four, single] = [await ofEight(), await train({ ...SMALL, runs: 8, every: 1 })];
  assert.deepEqual(single.history.toRecords(), four.history.toRecords());
  assert.deepEqual(single.snapshots.at(-1), four.snapshots.at(-1));
  assert.deepEqual(numbersOf(single.critic.params), numbersOf(four.critic.params));
});

Deno.test("runs differ from each other, and from those of another seed", async () => {
  await start({ engine: "wasm" });
  const [one, other] = [
    await train({ ...SMALL, runs: 2, steps: 1 }),
    await train({ ...SMALL, runs: 2, steps: 1, seed: 1 }),
  ];
  const starts = [one, other].flatMap(({ snapshots }) => {
    const { samples } = snapshots[0]!;
    return [samples.slice(0, 10), samples.slice(10)].map(String);
  });
  assert.equal(new Set(starts).size, 4);
});

forEachEngine("runs that share a stream's number differ in nothing but their numbers", async () => {
  const options = { ...SMALL, runs: 4, firstRun: 0, streams: [5, 5, 2, 5] };
  const rates = adam({ rate: [0.01, 0.01, 0.01, 0.02], beta1: 0.5, beta2: 0.9, epsilon: 1e-3 });
  const { generator, status, streams } = await train({ ...options, optimiser: rates });
  const [one, same, other, faster] = [0, 1, 2, 3].map((r) => numbersOfRun(generator.params, r, 4));
  assert.deepEqual(same, one);
  assert.notDeepEqual(other, one);
  assert.notDeepEqual(faster, one);
  assert.deepEqual(status.map(({ run }) => run), [0, 1, 2, 3]);
  assert.deepEqual(streams, [5, 5, 2, 5]);
  const alone = numbersOf((await train({ ...SMALL, firstRun: 5 })).generator.params);
  alone.forEach((x, i) => assert.ok(Math.abs(x - one![i]!) < 1e-5));
  await assert.rejects(
    () => train({ ...SMALL, runs: 3, streams: [1, 2] }),
    /train's streams is one number for each of the 3 runs, but \[1, 2\] came/,
  );
});

/** Eight runs on the engine that runs, trained once: XLA takes seconds to compile. */
async function ofEight(): Promise<Run> {
  const { name } = await start();
  if (!trained.has(name)) trained.set(name, train({ ...SMALL, runs: 8 }));
  return await trained.get(name)!;
}
const trained = new Map<string, Promise<Run>>();
