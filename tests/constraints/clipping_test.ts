import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { clipping } from "saddle/constraints/mod.ts";
import { leaves } from "saddle/engine/mod.ts";
import { lecunUniform, mlp } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";

forEachEngine("clipping moves every weight and bias into its run's limits and no further", () => {
  tf.tidy(() => {
    const critic = mlp({ inputs: 2, hidden: [4], outputs: 1, init: lecunUniform() });
    const { params } = critic.init([0, 1].map((run) => stream(1, run, "init")));
    const limits = [0.1, 0.3];
    const clipped = clipping({ limit: limits }).project!(params, { limit: tf.tensor1d(limits) });
    assert.equal(leaves(params).length, 4); // two layers, each with weights and biases
    let moved = 0;
    leaves(params).forEach((leaf, place) => {
      const after = leaves(clipped)[place]!.dataSync();
      leaf.dataSync().forEach((x, i) => {
        const limit = Math.fround(limits[i < leaf.size / 2 ? 0 : 1]!);
        const expected = Math.max(-limit, Math.min(limit, x));
        assert.equal(after[i], expected);
        if (expected !== x) moved++;
      });
    });
    assert.ok(moved > 5);
  });
});

Deno.test("clipping adds no penalty and wants no random numbers", () => {
  const { penalty, draws, numbers } = clipping();
  assert.deepEqual([penalty, draws, numbers], [undefined, undefined, { limit: 0.01 }]);
});

Deno.test("clipping refuses limits that are not positive, and misspelt options", () => {
  for (const limit of [0, -1, NaN, Infinity, [1, 0]]) {
    assert.throws(
      () => clipping({ limit }),
      /clipping's limit is a number above 0/,
    );
  }
  assert.throws(() => clipping({ bound: 1 } as object), /no option "bound". Known options: limit/);
});
