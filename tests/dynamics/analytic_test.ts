import assert from "node:assert/strict";
import {
  affineGeneratorLimit,
  bestCriticSlope,
  gradientPenalty,
  optimalDiscriminator,
  r1,
  simplePenalty,
  type SlopeLimit,
  type VectorField,
  wasserstein,
  wassersteinDivergence,
} from "../../lib/dynamics/mod.ts";
import { close, near } from "./near.ts";

const cases: [string, SlopeLimit, (slope: number) => number, VectorField][] = [
  [
    "simple, 0.7",
    { kind: "gradient-penalty", weight: .7, target: 0 },
    (s) => .7 * s * s,
    simplePenalty(wasserstein(), { weight: .7 }),
  ],
  [
    "R1, gamma 3",
    { kind: "gradient-penalty", weight: 1.5, target: 0 },
    (s) => 1.5 * s * s,
    r1(wasserstein(), { gamma: 3 }),
  ],
  [
    "two-sided",
    { kind: "gradient-penalty", weight: 10 },
    (s) => 10 * (s - 1) ** 2,
    gradientPenalty(wasserstein(), { weight: 10 }),
  ],
  [
    "one-sided",
    { kind: "gradient-penalty", weight: 10 },
    (s) => 10 * Math.max(0, s - 1) ** 2,
    gradientPenalty(wasserstein(), { weight: 10, sides: "one" }),
  ],
  [
    "divergence",
    { kind: "wasserstein-divergence" },
    (s) => 2 * s ** 6,
    wassersteinDivergence(wasserstein()),
  ],
  [
    "divergence 1, 3",
    { kind: "wasserstein-divergence", k: 1, p: 3 },
    (s) => s ** 3,
    wassersteinDivergence(wasserstein(), { k: 1, p: 3 }),
  ],
];
for (const [name, limit, penalty, field] of cases) {
  Deno.test(`best critic slope, ${name}: no slope of a fine grid is better, and the field rests there`, () => {
    for (const distance of [.3, 1, 2.5]) {
      const { slope, value } = bestCriticSlope(distance, limit);
      let best = -Infinity;
      for (let s = 0; s < 5; s += 1e-4) best = Math.max(best, s * distance - penalty(s));
      near(value, best, 1e-6);
      near(value, slope * distance - penalty(slope), 1e-12);
      near(field.critic(distance, -slope), 0, 1e-9);
      near(field.critic(-distance, slope), 0, 1e-9);
    }
  });
}

Deno.test("best critic slopes as published", () => {
  const unit = bestCriticSlope(1, { kind: "gradient-penalty", weight: 10 });
  near(unit.slope, 1.05, 1e-12);
  near(unit.value, 1.025, 1e-12);
  const divergence = bestCriticSlope(1, { kind: "wasserstein-divergence" });
  near(divergence.slope, .60836, 5e-6);
  near(divergence.value, .50697, 5e-6);
  near(
    bestCriticSlope(3, { kind: "gradient-penalty", weight: .7, target: 0 }).slope,
    3 / 1.4,
    1e-12,
  );
  assert.deepEqual(bestCriticSlope(3, { kind: "clipping", limit: .01 }), {
    slope: .01,
    value: .03,
  });
  assert.throws(
    () => bestCriticSlope(1, { kind: "spectral" } as unknown as SlopeLimit),
    /kind is one of "gradient-penalty", .*, but "spectral" came/,
  );
  assert.throws(() => bestCriticSlope(-1, { kind: "clipping" }), RangeError);
});

/** GANConvergence in one dimension with a linear critic, the flow by small midpoint steps. */
function affineRun(
  weight: number,
  time: number,
): { width: number; offset: number; mean: number[] } {
  let [a, b, psi] = [.5, 1.5, 0];
  const mean: number[] = [], h = .01;
  const move = (x: number, y: number, z: number) =>
    [z / 2, z, -1 - (y + x / 2) - 2 * weight * z] as const;
  for (let i = 0; i < time / h; i++) {
    mean.push(b + a / 2);
    const k = move(a, b, psi), m = move(a + h / 2 * k[0], b + h / 2 * k[1], psi + h / 2 * k[2]);
    [a, b, psi] = [a + h * m[0], b + h * m[1], psi + h * m[2]];
  }
  return { width: a, offset: b, mean };
}

Deno.test("a linear critic teaches the mean and not the width: [1.5, 2] ends on [-1.3, -0.7]", () => {
  const limit = affineGeneratorLimit({ width: .5, offset: 1.5 }, -1);
  near(limit.width, -.6, 1e-12);
  near(limit.offset, -.7, 1e-12);
  for (const weight of [.5, 1, 2]) {
    const run = affineRun(weight, 60);
    near(run.width, limit.width, 1e-4);
    near(run.offset, limit.offset, 1e-4);
  }
});

Deno.test("its mean is an oscillator with the critical weight sqrt(5/4)", () => {
  const { mean } = affineRun(.3, 10), w = Math.sqrt(1.25 - .09);
  for (const t of [1, 3, 8]) {
    const expected = -1 + 2.75 * Math.exp(-.3 * t) * (Math.cos(w * t) + .3 / w * Math.sin(w * t));
    close(mean[Math.round(t / .01)]!, expected, .002);
  }
  const crossings = (weight: number) => affineRun(weight, 60).mean.some((m) => m < -1 - 1e-6);
  assert.ok(crossings(Math.sqrt(1.25) - .1)); // swings through
  assert.ok(!crossings(Math.sqrt(1.25) + .01)); // creeps
});

Deno.test("the best discriminator beats every other one, for the GAN and for least squares", () => {
  for (const [p, q] of [[.3, .1], [1, 1], [.02, .5]] as const) {
    const best = optimalDiscriminator(p, q);
    const gan = (d: number) => p * Math.log(d) + q * Math.log(1 - d);
    const squares = (d: number) => -p * (d - 1) ** 2 - q * d * d;
    for (const value of [gan, squares]) {
      for (let d = .01; d < 1; d += .01) assert.ok(value(d) <= value(best) + 1e-12);
    }
  }
  assert.equal(optimalDiscriminator(.7, .7), .5);
  assert.throws(() => optimalDiscriminator(0, 0), RangeError);
});

Deno.test("the value at the best discriminator is 2 JSD - 2 ln 2: -2 ln 2 when equal, 0 when disjoint", () => {
  const value = (p: number[], q: number[]) =>
    p.reduce((sum, _, i) => {
      const d = optimalDiscriminator(p[i]!, q[i]!);
      return sum + (p[i]! && p[i]! * Math.log(d)) + (q[i]! && q[i]! * Math.log(1 - d));
    }, 0);
  const jsd = (p: number[], q: number[]) =>
    p.reduce((sum, _, i) => {
      const m = (p[i]! + q[i]!) / 2;
      return sum + (p[i]! && p[i]! / 2 * Math.log(p[i]! / m)) +
        (q[i]! && q[i]! / 2 * Math.log(q[i]! / m));
    }, 0);
  const p = [.1, .2, .6, .1], q = [.3, .3, .2, .2];
  near(value(p, q), 2 * jsd(p, q) - 2 * Math.LN2, 1e-12);
  near(value(p, p), -1.3863, 5e-5);
  near(value([1, 0], [0, 1]), 0, 1e-12);
});
