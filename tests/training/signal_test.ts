import assert from "node:assert/strict";
import { classifier } from "saddle/games/mod.ts";
import { linear } from "saddle/models/mod.ts";
import {
  openTraining,
  play,
  type PlayOptions,
  train,
  type TrainOptions,
} from "saddle/training/mod.ts";
import { tensorCounts } from "saddle/engine/mod.ts";
import { forEachEngine } from "../engines.ts";
import { LABELLED } from "../games/small_games.ts";
import { assertSame } from "./same_runs.ts";
import { SMALL } from "./small.ts";

const game = classifier({ dataset: LABELLED, model: linear({ inputs: 2, outputs: 4 }) });
const reason = new Error("the reader has seen enough");

/** Starts something endless and ends it at its third look. */
async function ended(
  start: (how: Pick<TrainOptions & PlayOptions, "signal" | "onProgress">) => Promise<unknown>,
): Promise<number[]> {
  const controller = new AbortController(), steps: number[] = [];
  const onProgress = ({ step }: { readonly step: number }) => {
    steps.push(step);
    if (steps.length === 3) controller.abort(reason);
  };
  await assert.rejects(start({ signal: controller.signal, onProgress }), reason);
  return steps;
}

forEachEngine("a signal ends a training, a game and a session with its reason", async () => {
  const before = tensorCounts();
  const endless = { steps: 1e9, every: 10 };
  assert.deepEqual(await ended((how) => train({ ...SMALL, ...endless, ...how })), [0, 10, 20]);
  assert.deepEqual(await ended((how) => play(game, { batch: 20, ...endless, ...how })), [
    0,
    10,
    20,
  ]);
  let step = 0;
  await ended(async (how) => {
    using session = await openTraining({ ...SMALL, ...endless, ...how });
    await session.advance(1000).finally(() => {
      step = session.look().step; // what was done until then stays
      assert.equal(session.run().snapshots.length, 3);
    });
  });
  assert.equal(step, 20);
  assert.deepEqual(tensorCounts(), before);
}, { engines: ["tensorflow", "wasm"] });

forEachEngine("a timer's signal ends a training between two looks", async () => {
  const began = performance.now(), signal = AbortSignal.timeout(50);
  const endless = train({ ...SMALL, steps: 1e9, every: 1e9, signal });
  await assert.rejects(endless, { name: "TimeoutError" });
  assert.ok(performance.now() - began < 60_000);
}, { engines: ["wasm"] });

forEachEngine("a signal that has been given lets nothing begin", async () => {
  const signal = AbortSignal.abort(reason);
  const onProgress = () => assert.fail("it has begun");
  await assert.rejects(train({ ...SMALL, signal, onProgress }), reason);
  await assert.rejects(play(game, { signal, onProgress }), reason);
  await assert.rejects(openTraining({ ...SMALL, signal, onProgress }), reason);
}, { engines: ["wasm"] });

forEachEngine("with a checkpoint a signal keeps the state, and the same call goes on", async () => {
  const file = `${await Deno.makeTempDir()}/state.safetensors`;
  const kept = { ...SMALL, checkpoint: { file } };
  const controller = new AbortController();
  const onProgress = ({ step }: { readonly step: number }) =>
    step === 4 && controller.abort(reason);
  await assert.rejects(train({ ...kept, signal: controller.signal, onProgress }), reason);
  const steps: number[] = [];
  const resumed = await train({ ...kept, onProgress: ({ step }) => void steps.push(step) });
  assert.deepEqual(steps, [8]);
  assertSame(resumed, await train(SMALL));
}, { engines: ["wasm"] });

Deno.test("what is no signal is refused", async () => {
  const signal = { aborted: false } as AbortSignal;
  await assert.rejects(train({ ...SMALL, signal }), /train's signal is an AbortSignal, but/);
  await assert.rejects(play(game, { signal }), /play's signal is an AbortSignal, but/);
});
