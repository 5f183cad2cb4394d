import assert from "node:assert/strict";
import { ring } from "saddle/datasets/mod.ts";
import { mlp, tanh } from "saddle/models/mod.ts";
import { train, type TrainOptions } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { assertSame } from "./same_runs.ts";
import { RICH, SMALL } from "./small.ts";

/** The same length, but little to compile: XLA takes its time, and three trainings are compiled. */
const QUICK: TrainOptions = { ...SMALL, dataset: RICH.dataset, steps: 12 };

/** A training that is stopped as a crash would: nothing after the given snapshot is done. */
async function stopped(options: TrainOptions, at: number): Promise<void> {
  const onProgress = ({ step }: { readonly step: number }) => {
    if (step === at) throw new Error("stopped");
  };
  await assert.rejects(train({ ...options, onProgress }), /stopped/);
}

forEachEngine(
  "a training that is stopped ends as if it had not been, bit for bit",
  async (engine) => {
    const file = `${await Deno.makeTempDir()}/state.safetensors`;
    const options = engine === "wasm" ? RICH : QUICK;
    const whole = await train(options);
    const kept = { ...options, checkpoint: { file, seconds: 0 } };
    await stopped(kept, 8); // what is kept is of step 4
    const steps: number[] = [];
    const resumed = await train({ ...kept, onProgress: ({ step }) => void steps.push(step) });
    assert.deepEqual(steps, [8, 12]);
    assertSame(resumed, whole);
    const again = await train({
      ...kept,
      onProgress: () => assert.fail("there was nothing to do"),
    });
    assertSame(again, whole);
    assert.equal(again.mode, resumed.mode);
  },
  { engines: ["tensorflow", "wasm"] },
);

forEachEngine("a run that has failed is still failed after a stop", async () => {
  const file = `${await Deno.makeTempDir()}/state.safetensors`;
  const plain = { ...SMALL, runs: 2, divergence: 0.05 };
  const options = { ...plain, checkpoint: { file, seconds: 0 } };
  const whole = await train(plain);
  assert.ok(whole.status.some(({ outcome }) => outcome === "diverged"));
  await stopped(options, 8);
  assertSame(await train(options), whole);
}, { engines: ["wasm"] });

forEachEngine("a checkpoint of another training is refused with what differs", async () => {
  const file = `${await Deno.makeTempDir()}/state.safetensors`;
  const options = { ...SMALL, checkpoint: { file, seconds: 0 } };
  await stopped(options, 8);
  const before = await Deno.readFile(file);
  const others: readonly (readonly [Partial<TrainOptions>, RegExp])[] = [
    [
      { steps: 9 },
      /state\.safetensors is the checkpoint of another training: steps is 8 .* 9 here/,
    ],
    [{ seed: 3 }, /seed is 0 there and 3 here/],
    [{ dataset: ring({ deviation: 0.02 }) }, /training: data is \w{16} there and \w{16} here\./],
    [{ generator: mlp({ inputs: 2, hidden: [6], outputs: 2 }) }, /generator is mlp 2-6-2, tanh/],
    [
      { generator: mlp({ inputs: 2, hidden: [6], outputs: 2, activation: tanh, output: tanh }) },
      /generator is mlp 2-6-2, tanh there and mlp 2-6-2, tanh, output tanh here/,
    ],
    [{ metrics: { none: () => 0 } }, /metrics is \[\] there and \["none"\] here/],
  ];
  for (const [other, message] of others) {
    await assert.rejects(train({ ...options, ...other }), message);
  }
  assert.deepEqual(await Deno.readFile(file), before);
  const left = file.replace("state", ".state") + ".1234.unfinished"; // as a kill leaves it
  await Deno.writeTextFile(left, "half");
  await Deno.writeFile(file, before.subarray(0, before.length - 1));
  await assert.rejects(train(options), /state\.safetensors is not a whole safetensors file/);
  await assert.rejects(Deno.stat(left), Deno.errors.NotFound);
}, { engines: ["wasm"] });

Deno.test("a checkpoint that cannot be kept is refused before anything is trained", async () => {
  const refused = (checkpoint: unknown, message: RegExp) =>
    assert.rejects(train({ ...SMALL, checkpoint } as TrainOptions), message);
  await refused({ file: "" }, /checkpoint's file is a text of at least one character, but "" came/);
  await refused({ file: "x", seconds: -1 }, /seconds is a number of at least 0, .* but -1 came/);
  await refused({ file: "x", every: 1 }, /checkpoint has no option "every"/);
  await refused("x", /train's checkpoint is options \{ file, seconds, stop \}, but "x" came/);
});
