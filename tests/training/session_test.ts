/**
 * Trainings that are moved on by hand: the same run as `train` gives, whatever is done between two
 * steps; and other numbers from a step on, against rules in double precision.
 *
 * @module
 */
import assert from "node:assert/strict";
import { r1 } from "saddle/constraints/mod.ts";
import {
  nonSaturating as field,
  r1 as penalised,
  simulate,
  type State,
} from "saddle/dynamics/mod.ts";
import { tensorCounts } from "saddle/engine/mod.ts";
import { nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import {
  adam,
  type ChangedParts,
  generate,
  openTraining,
  sgd,
  simultaneous,
  train,
  type TrainingSession,
  type TrainOptions,
} from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { assertSame } from "./same_runs.ts";
import { diracOptions, pathOf } from "./dirac.ts";
import { numbersOf, RICH, SMALL } from "./small.ts";

forEachEngine(
  "a training by hand is the training of train, bit for bit, however it is cut and looked at",
  async (engine) => {
    const options = engine === "wasm" ? RICH : SMALL;
    const whole = await train(options);
    using session = await openTraining(options);
    for (const steps of [1, 2, 1, 1, 3]) {
      await session.advance(steps);
      assert.equal(session.look().step, session.step);
      assert.equal(generate(session.trained(), 2).length, 2 * 2 * whole.runs);
    }
    await session.advance(100);
    assert.equal(session.step, options.steps);
    assertSame(session.run(), whole);
    assert.deepEqual(session.look().samples, whole.snapshots.at(-1)!.samples);
  },
  { engines: ["tensorflow", "wasm"] },
);

forEachEngine("a session that ends early is the training of so many steps", async () => {
  using session = await openTraining({ ...RICH, steps: 900 });
  await session.advance(6);
  assertSame(session.run(), await train({ ...RICH, steps: 6 }));
  const { losses, metrics, status } = session.look();
  const last = (table: { toRecords(): object[] }) => table.toRecords().slice(-3);
  const run = session.run();
  const known = (rows: readonly object[]) => JSON.parse(JSON.stringify(rows));
  assert.deepEqual(known(losses.slice(0, 2)), known(last(run.history).slice(0, 2)));
  assert.deepEqual(known(metrics.slice(0, 2)), known(last(run.metrics).slice(0, 2)));
  assert.deepEqual(Object.keys(losses[2]!), ["step", "run"]);
  assert.deepEqual(status.map(({ outcome }) => outcome), ["finished", "finished", "diverged"]);
}, { engines: ["wasm"] });

forEachEngine("one step at a time has the bits of blocks, also of long trainings", async () => {
  const whole = await train({ ...SMALL, steps: 25, every: 25 });
  using session = await openTraining({ ...SMALL, steps: 1e9, every: 1e9 });
  for (let i = 0; i < 25; i++) await session.advance();
  const run = session.run();
  for (const player of ["generator", "critic"] as const) {
    assert.deepEqual(numbersOf(run[player].params), numbersOf(whole[player].params));
  }
  assert.deepEqual(run.history.toRecords().at(-1), whole.history.toRecords().at(-1));
}, { engines: ["wasm"] });

/** The library's Dirac-GAN with R1; a snapshot a step. */
const DIRAC = (gamma: number | readonly number[], rate: number) =>
  diracOptions({
    loss: nonSaturating(),
    constraints: [r1({ gamma })],
    update: simultaneous(),
    ...{ start: [1, 0.7], rate, steps: 20 },
  });

/** The same in double precision. */
function simulated(start: State, gamma: number, stepSize: number): State[] {
  const game = penalised(field(), { gamma });
  const { theta, psi } = simulate(game, { start, stepSize, steps: 10, method: "simultaneous" });
  return [...theta].map((x, i) => [x, psi[i]!]);
}

forEachEngine("rates and weights count from the next step on", async () => {
  using session = await openTraining({ ...DIRAC(0.3, 0.2), runs: 2 });
  await session.advance(10);
  session.change({ constraints: [r1({ gamma: [1, 2] })] });
  session.change({ optimiser: sgd({ rate: 0.05 }) });
  await session.advance(10);
  const run = session.run();
  const first = simulated([1, 0.7], 0.3, 0.2);
  [1, 2].forEach((gamma, r) => {
    const expected = [...first, ...simulated(first.at(-1)!, gamma, 0.05).slice(1)];
    const { theta, psi } = pathOf(run, r);
    expected.forEach(([x, y], i) => {
      assert.ok(
        Math.abs(theta[i]! - x) < 1e-5,
        `run ${r}, theta after step ${i}: ${theta[i]}, ${x}`,
      );
      assert.ok(Math.abs(psi[i]! - y) < 1e-5, `run ${r}, psi after step ${i}`);
    });
  });
  assert.equal(
    run.settings["changes"],
    "after step 10: constraint 1 R1 gamma=1,2; " +
      "after step 10: generator's optimiser SGD rate=0.05, critic's optimiser SGD rate=0.05",
  );
}, { engines: ["wasm", "cpu"] });

forEachEngine("numbers changed before the first step are those of train", async () => {
  const parts = { optimiser: adam({ rate: 0.003, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }) };
  using session = await openTraining(SMALL);
  session.change(parts);
  session.change(parts); // is no change
  await session.advance(SMALL.steps);
  const run = session.run(), whole = await train({ ...SMALL, ...parts });
  assert.deepEqual(numbersOf(run.generator.params), numbersOf(whole.generator.params));
  assert.match(String(run.settings["changes"]), /^after step 0: generator's [^;]*0\.003[^;]*$/);
}, { engines: ["wasm"] });

forEachEngine("a session leaves nothing behind, also if it fails or is broken off", async () => {
  const before = tensorCounts();
  {
    using session = await openTraining(SMALL);
    await session.advance(3);
    session.change({ optimiser: adam({ rate: 1, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }) });
    session.look();
    session.run();
  }
  assert.deepEqual(tensorCounts(), before);
  const failing = await openTraining({
    ...SMALL,
    onProgress: ({ step }) => {
      if (step === 4) throw new Error("broken off");
    },
  });
  await assert.rejects(failing.advance(8), /broken off/);
  assert.throws(
    () => failing.look(),
    /needs an open training, but this one has failed: broken off/,
  );
  failing.dispose();
  failing.dispose();
  assert.deepEqual(tensorCounts(), before);
  const going = await openTraining(SMALL);
  const moving = going.advance(8);
  going.dispose(); // ends behind the steps that are under way
  await moving;
  assert.deepEqual(tensorCounts(), before);
}, { engines: ["tensorflow", "wasm"] });

forEachEngine(
  "what a session cannot do is refused in a sentence, and changes nothing",
  async () => {
    using session = await openTraining(SMALL);
    const calls = {
      look: () => session.look(),
      run: () => session.run(),
      trained: () => session.trained(),
      change: () => session.change({}),
    };
    const moving = session.advance(8);
    for (const [name, call] of Object.entries(calls)) {
      const said = new RegExp(
        `^RangeError: ${name} is called between two steps, .* await its advance`,
      );
      assert.throws(call, said);
    }
    await assert.rejects(session.advance(), /advance is called between two steps/);
    await moving;
    const before = session.run();
    const refused = (parts: unknown, said: RegExp) =>
      assert.throws(() => session.change(parts as ChangedParts), said);
    refused(
      { optimiser: sgd() },
      /as generator's optimiser it has Adam with rate, .*, and SGD with rate came/,
    );
    refused(
      { constraints: [] },
      /as constraint 1 it has gradient penalty .* with weight, and none came\. Open/,
    );
    refused(
      { update: simultaneous() },
      /update it has alternating, 1 critic step, and simultaneous came/,
    );
    refused(
      { average: { decay: 0.9 } },
      /as average it has none, and running mean with decay came/,
    );
    refused(
      { optimiser: adam({ rate: 1, weightDecay: 0.1 }) },
      /it has Adam with .*, and Adam with .* weightDecay came/,
    );
    refused({ loss: wasserstein() }, /change has no option "loss"/);
    refused(
      { optimiser: adam({ rate: [1, 2] }) },
      /Adam: rate takes one number or one for each of/,
    );
    await assert.rejects(session.advance(0), /advance's steps is a whole number of at least 1/);
    const { seconds: _, ...same } = session.run();
    const { seconds: __, ...old } = before;
    assert.deepEqual(JSON.stringify(same), JSON.stringify(old));
    const checkpoint = { checkpoint: { file: "x" } } as Partial<TrainOptions>;
    await assert.rejects(openTraining({ ...SMALL, ...checkpoint }), /no option "checkpoint"/);
    await assert.rejects(openTraining({ ...SMALL, runs: 0 }), /train's runs|openTraining's runs/);
  },
  { engines: ["wasm"] },
);

Deno.test("a session that was disposed of says so", async () => {
  let session: TrainingSession | undefined;
  {
    using open = session = await openTraining(SMALL);
    await open.advance();
  }
  assert.throws(() => session.look(), /look needs an open training, but this one was disposed of/);
  await assert.rejects(session.advance(), /advance needs an open training/);
});
