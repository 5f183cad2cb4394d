import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { valueAndGradient } from "saddle/engine/mod.ts";
import {
  type Loss,
  lossNamed,
  minimax,
  nonSaturating,
  type Scores,
  wasserstein,
} from "saddle/losses/mod.ts";
import { forEachEngine } from "../engines.ts";

const sigma = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;

/** A loss in plain numbers: contributions of single scores, and their slopes. */
interface Plain {
  readonly critic: { real(d: number): number; fake(d: number): number };
  readonly generator: (d: number) => number;
  readonly slopes: {
    readonly real: (d: number) => number;
    readonly fake: (d: number) => number;
    readonly generator: (d: number) => number;
  };
}

/** Goodfellow et al. 2014, eq. 1 in logits: -log sigma(D) on real points, -log(1 - sigma(D)) on others. */
const logistic: Plain["critic"] = { real: (d) => softplus(-d), fake: (d) => softplus(d) };
const logisticSlopes = { real: (d: number) => -sigma(-d), fake: (d: number) => sigma(d) };

const LOSSES: readonly (readonly [string, Loss, Plain])[] = [
  ["minimax", minimax(), {
    critic: logistic,
    generator: (d) => -softplus(d), // log(1 - sigma(D))
    slopes: { ...logisticSlopes, generator: (d) => -sigma(d) },
  }],
  ["non-saturating", nonSaturating(), {
    critic: logistic,
    generator: (d) => softplus(-d), // -log sigma(D)
    slopes: { ...logisticSlopes, generator: (d) => -sigma(-d) },
  }],
  ["wasserstein", wasserstein(), {
    critic: { real: (d) => -d, fake: (d) => d },
    generator: (d) => -d,
    slopes: { real: () => -1, fake: () => 1, generator: () => -1 },
  }],
];

/** Two runs of four scores, a critic that is unsure and one that is quite sure. */
const REAL = [[0.5, -1, 2, 0], [12, 30, 80, 7]];
const FAKE = [[-0.3, 1.5, 0, -2], [-9, -40, -90, 3]];

function scores(): { real: tf.Tensor; fake: tf.Tensor } {
  return { real: tf.tensor(REAL, [2, 4, 1]), fake: tf.tensor(FAKE, [2, 4, 1]) };
}

function near(got: ArrayLike<number>, expected: readonly number[], tolerance = 1e-6): void {
  assert.equal(got.length, expected.length);
  expected.forEach((y, i) => {
    assert.ok(Math.abs(got[i]! - y) <= tolerance * (1 + Math.abs(y)), `${got[i]}, expected ${y}`);
  });
}

for (const [name, loss, plain] of LOSSES) {
  forEachEngine(
    `${name}: both players' losses are one number a run, right for sure critics too`,
    () => {
      tf.tidy(() => {
        const [critic, generator] = [loss.critic(scores()), loss.generator(scores())];
        assert.deepEqual([critic.shape, generator.shape], [[2], [2]]);
        near(
          critic.dataSync(),
          [0, 1].map((run) =>
            mean(REAL[run]!.map(plain.critic.real)) + mean(FAKE[run]!.map(plain.critic.fake))
          ),
        );
        near(generator.dataSync(), FAKE.map((run) => mean(run.map(plain.generator))));
      });
    },
  );

  forEachEngine(`${name}: gradients by the scores are those of the closed forms`, () => {
    tf.tidy(() => {
      const gradients = (player: "critic" | "generator") =>
        valueAndGradient(
          (given: Scores & Record<string, tf.Tensor>) => ({ value: loss[player](given), aux: [] }),
          scores(),
        ).gradient;
      const byScore = (slope: (d: number) => number, all: number[][]) =>
        all.flat().map((d) => slope(d) / 4); // the mean over four scores
      const critic = gradients("critic");
      near(critic.real.dataSync(), byScore(plain.slopes.real, REAL));
      near(critic.fake.dataSync(), byScore(plain.slopes.fake, FAKE));
      const generator = gradients("generator");
      near(generator.fake.dataSync(), byScore(plain.slopes.generator, FAKE));
      assert.ok(loss.generatorSeesReal || generator.real.dataSync().every((g) => g === 0));
    });
  });

  forEachEngine(`${name}: scores of zero give the equilibrium's losses`, () => {
    tf.tidy(() => {
      const none = { real: tf.zeros([1, 3, 1]), fake: tf.zeros([1, 3, 1]) };
      near(loss.critic(none).dataSync(), [loss.equilibrium.critic]);
      near(loss.generator(none).dataSync(), [loss.equilibrium.generator]);
    });
  });

  Deno.test(`${name}: the loss is found by its name`, () => {
    assert.equal(lossNamed(name).name, loss.name);
  });
}

Deno.test("the equilibrium of the logistic losses is log 4 for the critic", () => {
  // Goodfellow et al. 2014, theorem 1: C(G) = -log 4 for the value that the critic maximises
  assert.equal(minimax().equilibrium.critic, Math.log(4));
  assert.equal(nonSaturating().equilibrium.critic, Math.log(4));
  assert.equal(minimax().equilibrium.generator, -Math.log(2));
});

forEachEngine(
  "minimax saturates where the critic is sure, the non-saturating loss does not",
  () => {
    tf.tidy(() => {
      const slope = (loss: Loss) =>
        valueAndGradient(
          (fake: tf.Tensor) => ({ value: loss.generator({ real: fake, fake }), aux: [] }),
          tf.fill([1, 1, 1], -20),
        ).gradient.dataSync()[0]!;
      // float32 keeps sigma(-20) = 2.06e-9 to full relative precision
      assert.ok(Math.abs(slope(minimax()) / -sigma(-20) - 1) < 1e-5);
      assert.ok(Math.abs(slope(nonSaturating()) + 1) < 1e-6);
    });
  },
);

forEachEngine("no score is too large for a finite loss and gradient", () => {
  tf.tidy(() => {
    for (const [, loss] of LOSSES) {
      for (const size of [-1e4, 1e4]) {
        const given = { real: tf.fill([1, 2, 1], size), fake: tf.fill([1, 2, 1], -size) };
        for (const player of ["critic", "generator"] as const) {
          const { value, gradient } = valueAndGradient(
            (scores: typeof given) => ({ value: loss[player](scores), aux: [] }),
            given,
          );
          const all = [value, gradient.real, gradient.fake].flatMap((t) => [...t.dataSync()]);
          assert.ok(all.every(Number.isFinite), `${loss.name}, ${player}, ${size}: ${all}`);
        }
      }
    }
  });
});

Deno.test("an unknown loss is an error that lists the known ones", () => {
  for (const name of ["wassertein", "toString", ""]) {
    assert.throws(() => lossNamed(name), {
      name: "RangeError",
      message: `There is no loss "${name}". Known losses: minimax, non-saturating, wasserstein.`,
    });
  }
});
