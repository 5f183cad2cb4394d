import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { type Tree, valueAndGradient } from "saddle/engine/mod.ts";
import {
  autoencoder,
  constantValues,
  linear,
  mlp,
  packed,
  spectralNorm,
  tanh,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";
import { ACTIVATIONS, forward, plainMlp } from "../oracles/mlp.ts";

const RUNS = 2;
const randoms = () => Array.from({ length: RUNS }, (_, run) => stream(4, run, "init"));
const ENCODER = mlp({ inputs: 2, hidden: [5], outputs: 3, activation: tanh });
const DECODER = mlp({ inputs: 3, hidden: [4], outputs: 2, activation: tanh });
type Parts = { readonly encoder: Tree; readonly decoder: Tree };

for (const error of ["norm", "square"] as const) {
  forEachEngine(`scores are minus the ${error} of the error, in double precision`, () => {
    tf.tidy(() => {
      const critic = autoencoder(ENCODER, DECODER, { error });
      const variables = critic.init(randoms());
      const x = stream(5, 0, "data").normal(new Float32Array(RUNS * 6 * 2));
      const { y, code } = critic.apply(variables, tf.tensor(x, [RUNS, 6, 2]));
      assert.deepEqual([y.shape, code!.shape], [[RUNS, 6, 1], [RUNS, 6, 3]]);
      const { encoder, decoder } = variables.params as Parts;
      const [scores, codes] = [y.dataSync(), code!.dataSync()];
      for (let run = 0; run < RUNS; run++) {
        const [coder, maker] = [encoder, decoder].map((params) =>
          plainMlp(params, run, ACTIVATIONS.tanh)
        );
        for (let i = run * 6; i < (run + 1) * 6; i++) {
          const point = x.subarray(2 * i, 2 * i + 2);
          const expected = forward(coder!, point);
          expected.forEach((c, k) => assert.ok(Math.abs(codes[3 * i + k]! - c) < 1e-5));
          const made = forward(maker!, expected);
          const distance = Math.hypot(point[0]! - made[0]!, point[1]! - made[1]!);
          const energy = error === "norm" ? distance : distance ** 2;
          assert.ok(Math.abs(scores[i]! + energy) < 1e-5 * (1 + energy));
        }
      }
    });
  });
}

forEachEngine("a point that is reconstructed exactly has the score 0 and a finite gradient", () => {
  tf.tidy(() => {
    const same = linear({ inputs: 2, outputs: 2, init: constantValues([1, 0, 0, 1]) });
    const critic = autoencoder(same, same);
    const { params, state } = critic.init(randoms());
    const { value, gradient } = valueAndGradient((p: Tree) => ({
      value: critic.apply({ params: p, state }, tf.ones([RUNS, 3, 2])).y,
      aux: [],
    }), params);
    assert.ok(value.dataSync().every((score) => Math.abs(score) < 1e-5));
    const { encoder } = gradient as Parts;
    const [{ weight }] = encoder as unknown as [{ weight: tf.Tensor }];
    assert.ok(weight.dataSync().every(Number.isFinite));
  });
});

Deno.test("it says what it can score and how long a code is, also normalised or packed", () => {
  const critic = autoencoder(ENCODER, DECODER);
  for (const model of [critic, spectralNorm(critic), packed(critic, { size: 1 })]) {
    assert.deepEqual([model.range, model.code], [[-Infinity, 0], 3]);
  }
});

forEachEngine("a normalised autoencoder still hands out its codes", () => {
  tf.tidy(() => {
    const critic = spectralNorm(autoencoder(ENCODER, DECODER));
    const { y, code } = critic.apply(critic.init(randoms()), tf.ones([RUNS, 4, 2]), "train");
    assert.deepEqual([y.shape, code!.shape], [[RUNS, 4, 1], [RUNS, 4, 3]]);
  });
}, { engines: ["wasm"] });

Deno.test("an encoder and a decoder that do not fit are refused", () => {
  assert.throws(
    () => autoencoder(ENCODER, mlp({ inputs: 4, outputs: 2 })),
    /makes points \[2\] of codes \[3\], but mlp 4.* makes \[2\] of \[4\]/,
  );
  assert.throws(() => autoencoder(ENCODER, mlp({ inputs: 3, outputs: 1 })), { name: "RangeError" });
  assert.throws(
    () => autoencoder(ENCODER, DECODER, { error: "L1" as "norm" }),
    /autoencoder's error is one of "norm", "square", but "L1" came/,
  );
});
