import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { tensorCounts } from "saddle/engine/mod.ts";
import { nonSaturating } from "saddle/losses/mod.ts";
import { constantValues, mlp } from "saddle/models/mod.ts";
import { train, type TrainOptions } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { diracOptions } from "./dirac.ts";
import { SMALL } from "./small.ts";

const DIRAC = diracOptions({ loss: nonSaturating(), start: [1, 0.5], rate: 0.1, steps: 10 });

forEachEngine(
  "as many tensors and handles are alive after many steps as after 10",
  async (engine) => {
    const before = tensorCounts();
    const counts: unknown[] = [];
    const steps = engine === "tensorflow" ? 1000 : 100;
    await train({ ...DIRAC, steps, every: 10, onProgress: () => void counts.push(tensorCounts()) });
    // behind the last block no next one is drawn already
    assert.deepEqual(counts.slice(1, -1), new Array(steps / 10 - 1).fill(counts[1]));
    assert.deepEqual(tensorCounts(), before);
  },
);

forEachEngine("a training that is broken off leaves nothing behind", async () => {
  const fails = (): never => {
    throw new Error("broken off");
  };
  const foreign = tf.scalar(1);
  const before = tensorCounts();
  const broken: readonly (readonly [Partial<TrainOptions>, RegExp])[] = [
    [{ metrics: { bad: fails } }, /broken off/],
    [{ onProgress: ({ step }) => step > 0 ? fails() : undefined }, /broken off/],
    [{ onProgress: () => Promise.reject(new Error("broken off")) }, /broken off/],
    [
      { loss: { ...nonSaturating(), critic: () => fails() } },
      /broken off/,
    ],
    [
      {
        loss: {
          ...nonSaturating(),
          generator: ({ fake }) => tf.mul(foreign, tf.mean(fake, [1, 2])),
        },
      },
      /only use tensors that are its arguments/,
    ],
  ];
  for (const [options, message] of broken) {
    await assert.rejects(train({ ...DIRAC, steps: 4, ...options }), message);
    assert.deepEqual(tensorCounts(), before, String(message));
  }
  // the critic's first layer is made before its second one fails
  const critic = mlp({ inputs: 2, hidden: [1], outputs: 1, init: constantValues([1, 1]) });
  await assert.rejects(train({ ...SMALL, critic }), /takes 1 weights/);
  assert.deepEqual(tensorCounts(), before);
  foreign.dispose();
});
