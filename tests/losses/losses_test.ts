import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { compile, disposeTree, valueAndGradient } from "saddle/engine/mod.ts";
import {
  type Loss,
  lossNamed,
  lossSensitive,
  minimax,
  nonSaturating,
  type Scores,
} from "saddle/losses/mod.ts";
import { forEachEngine } from "../engines.ts";
import { LOSSES, MILD, type Plain, type PlainScores, POINTS, SCORES, sigma } from "./plain.ts";

const PLAYERS = ["critic", "generator"] as const;
type Player = typeof PLAYERS[number];
type Given = { readonly real: tf.Tensor; readonly fake: tf.Tensor };

/** Two runs of four scores. */
function scoresOf({ real, fake }: PlainScores): Given {
  const tensor = (values: PlainScores["real"]) => tf.tensor(values.flat(), [2, 4, 1]);
  return { real: tensor(real), fake: tensor(fake) };
}

/** The scores with their points. */
function complete(scores: Given): Scores {
  const tensor = (values: number[][][]) => tf.tensor(values.flat(2), [2, 4, 2]);
  return { ...scores, points: { real: tensor(POINTS.real), fake: tensor(POINTS.fake) } };
}

/** A player's loss and its gradient by the scores. */
function differentiated(loss: Loss, player: Player, scores: Given) {
  return valueAndGradient(
    (given: Given) => ({ value: loss[player](complete(given)), aux: [] }),
    scores,
  );
}

function near(got: ArrayLike<number>, expected: readonly number[], tolerance = 1e-6): void {
  assert.equal(got.length, expected.length);
  expected.forEach((y, i) => {
    assert.ok(Math.abs(got[i]! - y) <= tolerance * (1 + Math.abs(y)), `${got[i]}, expected ${y}`);
  });
}

/** Slopes of a plain loss by all scores of one kind, run by run: central differences. */
function slopes(plain: Plain, player: Player, scores: PlainScores, kind: "real" | "fake") {
  const h = 1e-5;
  return scores[kind].flatMap((values, run) =>
    values.map((_, i) => {
      const [up, down] = [h, -h].map((step) => {
        const moved = values.map((d, j) => j === i ? d + step : d);
        const now = { real: scores.real[run]!, fake: scores.fake[run]!, [kind]: moved };
        return plain[player](now.real, now.fake, run);
      });
      return (up! - down!) / (2 * h);
    })
  );
}

for (const [name, options, loss, plain] of LOSSES) {
  const scores = plain.mild ? MILD : SCORES;

  forEachEngine(
    `${loss.name}: both players' losses are one number a run, as in plain numbers`,
    () => {
      tf.tidy(() => {
        for (const player of PLAYERS) {
          const value = loss[player](complete(scoresOf(scores)));
          assert.deepEqual(value.shape, [2]);
          near(
            value.dataSync(),
            [0, 1].map((run) => plain[player](scores.real[run]!, scores.fake[run]!, run)),
          );
        }
      });
    },
  );

  forEachEngine(`${loss.name}: gradients by the scores are the slopes of the plain loss`, () => {
    tf.tidy(() => {
      for (const player of PLAYERS) {
        const { gradient } = differentiated(loss, player, scoresOf(scores));
        near(gradient.real.dataSync(), slopes(plain, player, scores, "real"));
        near(gradient.fake.dataSync(), slopes(plain, player, scores, "fake"));
      }
    });
  });

  forEachEngine(`${loss.name}: the gradient's own derivative is that of its slopes`, () => {
    tf.tidy(() => {
      const h = 1e-3; // the slopes themselves are differences: not closer
      for (const player of PLAYERS) {
        const twice = valueAndGradient((given: Given) => {
          const { gradient } = differentiated(loss, player, given);
          return { value: tf.add(tf.sum(gradient.real), tf.sum(gradient.fake)), aux: [] };
        }, scoresOf(scores)).gradient;
        const along = (step: number): PlainScores => ({
          real: scores.real.map((run) => run.map((d) => d + step)),
          fake: scores.fake.map((run) => run.map((d) => d + step)),
        });
        for (const kind of ["real", "fake"] as const) {
          const [up, down] = [h, -h].map((step) => slopes(plain, player, along(step), kind));
          near(twice[kind].dataSync(), up!.map((slope, i) => (slope - down![i]!) / (2 * h)), 1e-4);
        }
      }
    });
  });

  forEachEngine(`${loss.name}: the equilibrium's score gives the equilibrium's losses`, () => {
    tf.tidy(() => {
      const { critic, generator, score } = loss.equilibrium;
      const same = tf.fill([1, 3, 1], score);
      const point = tf.ones([1, 3, 2]);
      const given = { real: same, fake: same, points: { real: point, fake: point } };
      near(loss.critic(given).dataSync(), [critic]);
      near(loss.generator(given).dataSync(), [generator]);
    });
  });

  Deno.test(`${loss.name}: the loss is found by its name and options`, () => {
    assert.equal(lossNamed(name, options).name, loss.name);
  });
}

Deno.test("losses at the equilibrium are those of the papers", () => {
  const at = (name: string, options = {}) => {
    const { critic, generator } = lossNamed(name, options).equilibrium;
    return [critic, generator];
  };
  // Goodfellow et al. 2014, theorem 1: C(G) = -log 4 for the value that the critic maximises
  assert.deepEqual(at("minimax"), [Math.log(4), -Math.log(2)]);
  assert.deepEqual(at("non-saturating"), [Math.log(4), Math.log(2)]);
  assert.deepEqual(at("least-squares"), [0.25, 0.125]);
  assert.deepEqual(at("least-squares", { halves: false }), [0.5, 0.25]);
  assert.deepEqual(at("least-squares", { fake: -1, real: 1, target: 0 }), [1, 0]);
  assert.deepEqual(at("hinge"), [2, 0]);
  assert.deepEqual(at("energy-based", { margin: 7 }), [7, 0]);
  assert.deepEqual(at("relativistic-paired"), [Math.log(2), Math.log(2)]);
  assert.deepEqual(at("relativistic-average"), [Math.log(4), Math.log(4)]);
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

forEachEngine("with gan_comparison's epsilon the non-saturating loss saturates too", () => {
  tf.tidy(() => {
    const slope = (score: number, epsilon: number) =>
      valueAndGradient(
        (fake: tf.Tensor) => ({
          value: nonSaturating({ epsilon }).generator({ real: fake, fake }),
          aux: [],
        }),
        tf.fill([1, 1, 1], score),
      ).gradient.dataSync()[0]!;
    for (const score of [-20, -14, -5, 0, 5]) {
      const [p, q] = [sigma(score), sigma(-score)]; // -d/dD log(p + epsilon)
      near([slope(score, 1e-6)], [-p * q / (p + 1e-6)], 1e-5);
      near([slope(score, 0)], [-q], 1e-5);
    }
    assert.ok(Math.abs(slope(-20, 1e-6)) < 0.003);
  });
});

forEachEngine("no score is too large for a finite loss and gradient", () => {
  tf.tidy(() => {
    for (const [, , loss] of LOSSES) {
      for (const size of [-1e4, 1e4]) {
        for (const player of PLAYERS) {
          const { value, gradient } = differentiated(loss, player, {
            real: tf.fill([2, 4, 1], size),
            fake: tf.fill([2, 4, 1], -size),
          });
          const all = [value, gradient.real, gradient.fake].flatMap((t) => [...t.dataSync()]);
          assert.ok(all.every(Number.isFinite), `${loss.name}, ${player}, ${size}: ${all}`);
        }
      }
    }
  });
});

forEachEngine("all losses and their gradients fit into one compiled step", () => {
  const step = compile(({ real, fake }: Given, points: Given) => {
    const all = LOSSES.flatMap(([, , loss]) =>
      PLAYERS.map((player) => {
        const { value, gradient } = valueAndGradient(
          (given: Given) => ({ value: loss[player]({ ...given, points }), aux: [] }),
          { real, fake },
        );
        return tf.add(value, tf.sum(gradient.fake, [1, 2]));
      })
    );
    return { state: { real, fake }, outputs: tf.stack(all) };
  });
  const scores = scoresOf(MILD);
  const { points } = complete(scores);
  const given = { real: points!.real, fake: points!.fake };
  const { state, outputs } = step(scores, given, {});
  const expected = LOSSES.flatMap(([, , , plain]) =>
    PLAYERS.flatMap((player) => {
      const byFake = slopes(plain, player, MILD, "fake");
      return [0, 1].map((run) =>
        plain[player](MILD.real[run]!, MILD.fake[run]!, run) +
        byFake.slice(4 * run, 4 * run + 4).reduce((sum, slope) => sum + slope)
      );
    })
  );
  near(outputs.dataSync(), expected, 1e-5);
  disposeTree([scores, given, state, outputs]);
  step.dispose();
});

forEachEngine("the loss-sensitive loss names what is missing without points", () => {
  tf.tidy(() => {
    const given = scoresOf(MILD);
    assert.throws(() => lossSensitive().critic(given), {
      name: "TypeError",
      message: /distances between points, but scores came without points/,
    });
  });
});

forEachEngine("the margin's own slope by the points is finite where a pair coincides", () => {
  tf.tidy(() => {
    for (const norm of ["L1", "L2"] as const) {
      const given = { real: tf.zeros([1, 1, 1]), fake: tf.ones([1, 1, 1]) };
      const { gradient } = valueAndGradient((fake: tf.Tensor) => {
        const points = { real: tf.ones([1, 1, 3]), fake };
        return { value: lossSensitive({ norm }).critic({ ...given, points }), aux: [] };
      }, tf.ones([1, 1, 3]));
      assert.ok([...gradient.dataSync()].every(Number.isFinite));
    }
  });
});

Deno.test("an unknown loss is an error that lists the known ones", () => {
  const known = "minimax, non-saturating, least-squares, wasserstein, hinge, energy-based, " +
    "loss-sensitive, relativistic-paired, relativistic-average, f-gan-kl, f-gan-reverse-kl, " +
    "f-gan-pearson, f-gan-js";
  for (const name of ["wassertein", "toString", ""]) {
    assert.throws(() => lossNamed(name), {
      name: "RangeError",
      message: `There is no loss "${name}". Known losses: ${known}.`,
    });
  }
});

Deno.test("options that do not exist or make no sense are errors that say what was expected", () => {
  const refused: [string, Record<string, unknown>, RegExp, "TypeError"?][] = [
    ["hinge", { margin: 1 }, /hinge has no option "margin"\. Known options: none/],
    ["energy-based", { marign: 1 }, /no option "marign"\. Known options: margin, pullingAway\./],
    ["energy-based", { margin: 0 }, /energyBased's margin is a number above 0, but 0 came/],
    ["energy-based", { margin: "3" }, /but "3" came/, "TypeError"],
    ["energy-based", { margin: Infinity }, /but Infinity came/],
    ["minimax", { epsilon: -1 }, /minimax's epsilon is .* at least 0, but -1 came/],
    ["non-saturating", { eps: 1e-6 }, /no option "eps"\. Known options: epsilon\./],
    [
      "least-squares",
      { real: 0, fake: 1 },
      /real is a code above that of generated points, 1, but 0 came/,
    ],
    ["least-squares", { target: NaN }, /target is a finite number, but NaN came/],
    ["least-squares", { halves: "no" }, /halves is true or false, but "no" came/, "TypeError"],
    ["loss-sensitive", { weight: -1 }, /weight is a number above 0, but -1 came/],
    ["loss-sensitive", { scale: 0 }, /scale is a number above 0, but 0 came/],
    ["loss-sensitive", { norm: "l2" }, /one of "L1", "L2", but "l2" came/],
    ["f-gan-kl", { divergence: "JS" }, /fGan has no option "divergence"\. Known options: nonSat/],
    ["f-gan-js", { nonSaturating: 1 }, /nonSaturating is true or false, but 1 came/, "TypeError"],
  ];
  for (const [name, options, message, error = "RangeError"] of refused) {
    assert.throws(() => lossNamed(name, options), { name: error, message });
  }
});
