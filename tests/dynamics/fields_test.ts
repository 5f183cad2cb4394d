import assert from "node:assert/strict";
import {
  clipping,
  consensus,
  consensusWithStrayHalf,
  gradientPenalty,
  instanceNoise,
  leastSquares,
  minimax,
  nonSaturating,
  r1,
  r2,
  simplePenalty,
  type VectorField,
  wasserstein,
  wassersteinDivergence,
} from "../../lib/dynamics/mod.ts";
import { stream } from "../../lib/random/mod.ts";
import { near } from "./near.ts";

const sigmoid = (t: number) => 1 / (1 + Math.exp(-t));
const slopeAt = (f: (x: number) => number, x: number) => {
  const h = 1e-5;
  return (f(x + h) - f(x - h)) / (2 * h);
};
const places = [[1, 1], [1, -1], [-.3, .7], [.2, -1.6], [-2, -.4]] as const;

/** The losses that each player minimises, written out as in the papers: real point 0, D(x) = psi x. */
const losses: [
  VectorField,
  (theta: number, psi: number) => number,
  (theta: number, psi: number) => number,
][] = [
  [
    minimax(),
    (theta, psi) => Math.log(1 - sigmoid(psi * theta)),
    (theta, psi) => -Math.log(sigmoid(psi * 0)) - Math.log(1 - sigmoid(psi * theta)),
  ],
  [
    nonSaturating(),
    (theta, psi) => -Math.log(sigmoid(psi * theta)),
    (theta, psi) => -Math.log(sigmoid(psi * 0)) - Math.log(1 - sigmoid(psi * theta)),
  ],
  [wasserstein(), (theta, psi) => -psi * theta, (theta, psi) => psi * theta - psi * 0],
  [
    leastSquares(),
    (theta, psi) => (psi * theta - 1) ** 2 / 2,
    (theta, psi) => (psi * 0 - 1) ** 2 / 2 + (psi * theta + 1) ** 2 / 2,
  ],
  [
    leastSquares({ fake: 0, real: 2, target: 3 }),
    (theta, psi) => (psi * theta - 3) ** 2 / 2,
    (theta, psi) => (psi * 0 - 2) ** 2 / 2 + (psi * theta) ** 2 / 2,
  ],
];
for (const [field, generatorLoss, criticLoss] of losses) {
  Deno.test(`${field.name}: both players go down their own loss`, () => {
    for (const [theta, psi] of places) {
      near(field.generator(theta, psi), -slopeAt((x) => generatorLoss(x, psi), theta), 1e-9);
      near(field.critic(theta, psi), -slopeAt((x) => criticLoss(theta, x), psi), 1e-9);
    }
  });
}

const penalties: [string, (field: VectorField) => VectorField, (psi: number) => number][] = [
  ["WGAN-GP", (f) => gradientPenalty(f, { weight: .35 }), (s) => .35 * (Math.abs(s) - 1) ** 2],
  [
    "WGAN-GP, target 0.5",
    (f) => gradientPenalty(f, { weight: 2, target: .5 }),
    (s) => 2 * (Math.abs(s) - .5) ** 2,
  ],
  [
    "WGAN-LP",
    (f) => gradientPenalty(f, { weight: .35, sides: "one" }),
    (s) => .35 * Math.max(0, Math.abs(s) - 1) ** 2,
  ],
  ["the simple penalty", (f) => simplePenalty(f, { weight: .3 }), (s) => .3 * s * s],
  ["R1", (f) => r1(f, { gamma: .7 }), (s) => .35 * s * s],
  ["R2", (f) => r2(f, { gamma: .7 }), (s) => .35 * s * s],
  ["W-div", (f) => wassersteinDivergence(f), (s) => 2 * Math.abs(s) ** 6],
  [
    "W-div with k = 1/2, p = 2",
    (f) => wassersteinDivergence(f, { k: .5, p: 2 }),
    (s) => .5 * s * s,
  ],
];
for (const [name, put, penalty] of penalties) {
  Deno.test(`${name} adds the slope of its penalty to the critic, of every game, and nothing else`, () => {
    for (const game of [minimax(), nonSaturating(), wasserstein(), leastSquares()]) {
      for (
        const [theta, psi] of [...places.filter(([, p]) => Math.abs(p) !== 1), [0, 1.1] as const]
      ) {
        const field = put(game);
        near(field.critic(theta, psi) - game.critic(theta, psi), -slopeAt(penalty, psi), 1e-7);
        assert.equal(field.generator(theta, psi), game.generator(theta, psi));
      }
    }
  });
}

Deno.test("WGAN-GP: at the slope 0 the force is taken as 0, beside it it jumps", () => {
  const field = gradientPenalty(wasserstein(), { weight: .5 });
  near(field.critic(0, 0), 0, 0);
  near(field.critic(0, 1e-12), 1, 1e-9);
  near(field.critic(0, -1e-12), -1, 1e-9);
});

Deno.test("clipping puts the slope back and keeps the point; the tighter of two bounds holds", () => {
  const field = clipping(clipping(wasserstein(), { limit: .5 }));
  assert.deepEqual(field.project!([5, 3]), [5, .5]);
  assert.deepEqual(field.project!([5, -3]), [5, -.5]);
  assert.deepEqual(field.project!([5, .2]), [5, .2]);
});

Deno.test("instance noise is the mean over noisy points, within the error of 40,000 draws", () => {
  const n = 40_000, draws = stream(1, 0, "noise").normal(new Float32Array(2 * n)), sigma = .7;
  for (
    const game of [minimax(), nonSaturating(), leastSquares(), r1(nonSaturating(), { gamma: .3 })]
  ) {
    const field = instanceNoise(game, { deviation: sigma }), s = game.pulls!;
    const penalty = game.critic(0, 1); // of the critic alone: at theta = 0 nothing else is left
    for (const [theta, psi] of places) {
      let generator = 0, critic = 0, generator2 = 0, critic2 = 0;
      for (let i = 0; i < n; i++) {
        const real = sigma * draws[2 * i]!, fake = theta + sigma * draws[2 * i + 1]!;
        const g = psi * s.generator(psi * fake);
        const c = real * s.real(psi * real) + fake * s.fake(psi * fake) + penalty * psi;
        generator += g / n;
        critic += c / n;
        generator2 += g * g / n;
        critic2 += c * c / n;
      }
      near(
        field.generator(theta, psi),
        generator,
        4.5 * Math.sqrt((generator2 - generator ** 2) / n),
      );
      near(field.critic(theta, psi), critic, 4.5 * Math.sqrt((critic2 - critic ** 2) / n));
    }
  }
});

Deno.test("noise of deviation 0 changes nothing, and a linear game does not feel noise", () => {
  for (const [theta, psi] of places) {
    const still = instanceNoise(minimax(), { deviation: 0 });
    near(still.critic(theta, psi), minimax().critic(theta, psi), 1e-12);
    near(still.generator(theta, psi), minimax().generator(theta, psi), 1e-12);
    const linear = instanceNoise(wasserstein(), { deviation: 3 });
    near(linear.critic(theta, psi), -theta, 1e-12);
    near(linear.generator(theta, psi), psi, 1e-12);
  }
});

Deno.test("consensus: v - gamma grad |v|^2 / 2, with the gradient by differences of |v|^2 itself", () => {
  for (
    const game of [minimax(), nonSaturating(), wasserstein(), r1(nonSaturating(), { gamma: .3 })]
  ) {
    const field = consensus(game, { gamma: 1.3 });
    const half = (x: number, y: number) => (game.generator(x, y) ** 2 + game.critic(x, y) ** 2) / 2;
    for (const [theta, psi] of places) {
      const g = game.generator(theta, psi) - 1.3 * slopeAt((x) => half(x, psi), theta);
      const c = game.critic(theta, psi) - 1.3 * slopeAt((y) => half(theta, y), psi);
      near(field.generator(theta, psi), g, 1e-8);
      near(field.critic(theta, psi), c, 1e-8);
    }
  }
});

Deno.test("the stray half: half of the second-derivative term is missing, and nothing else", () => {
  const right = consensus(minimax(), { gamma: 1 }), shipped = consensusWithStrayHalf({ gamma: 1 });
  for (const [theta, psi] of places) {
    const s = sigmoid(theta * psi), missing = .5 * (theta ** 2 + psi ** 2) * s * s * (1 - s);
    near(shipped.generator(theta, psi) - right.generator(theta, psi), psi * missing, 1e-10);
    near(shipped.critic(theta, psi) - right.critic(theta, psi), theta * missing, 1e-10);
  }
});

Deno.test("names and titles tell what was put together", () => {
  const field = clipping(instanceNoise(r1(nonSaturating(), { gamma: .3 }), { deviation: .7 }));
  assert.equal(field.name, "non-saturating+r1(0.3)+noise(0.7)+clipping(1)");
  assert.equal(field.title, "NS-GAN + R1 (γ = 0.3) + noise (σ = 0.7), clipped at 1");
});

Deno.test("bad options are refused", () => {
  const game = wasserstein();
  assert.throws(
    () => clipping(game, { limit: 0 }),
    /clipping's limit is a number above 0, but 0 came/,
  );
  assert.throws(() => gradientPenalty(game, { weight: -1 }), RangeError);
  assert.throws(() => gradientPenalty(game, { weight: 1, target: NaN }), RangeError);
  assert.throws(() => simplePenalty(game, { weight: NaN }), RangeError);
  assert.throws(
    () => r1(game, { gamma: -.1 }),
    /r1's gamma is a number of at least 0, but -0\.1 came/,
  );
  assert.throws(() => r2(game, { gamma: Infinity }), RangeError);
  assert.throws(() => wassersteinDivergence(game, { k: 0 }), RangeError);
  assert.throws(() => wassersteinDivergence(game, { p: 1 }), RangeError);
  assert.throws(() => instanceNoise(game, { deviation: -1 }), RangeError);
  assert.throws(
    () => instanceNoise(consensus(game, { gamma: 1 }), { deviation: 1 }),
    /TypeError.*no pulls/,
  );
  assert.throws(() => consensus(game, { gamma: -1 }), RangeError);
  assert.throws(() => leastSquares({ target: NaN }), RangeError);
});
