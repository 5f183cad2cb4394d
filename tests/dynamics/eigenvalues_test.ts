import assert from "node:assert/strict";
import {
  alternatingStepBound,
  type Complex,
  consensus,
  consensusEigenvalues,
  consensusWithStrayHalf,
  criticalGamma,
  criticalNoise,
  crossoverGamma,
  eigenvalues,
  gradientPenalty,
  instanceNoise,
  jacobian,
  leastSquares,
  minimax,
  noiseEigenvalues,
  nonSaturating,
  penaltyEigenvalues,
  r1,
  r2,
  type Scheme,
  simplePenalty,
  simulate,
  simultaneousStepBound,
  spectralRadius,
  updateEigenvalues,
  type VectorField,
  wasserstein,
  wassersteinDivergence,
} from "../../lib/dynamics/mod.ts";
import { stream } from "../../lib/random/mod.ts";
import { near } from "./near.ts";

function same(got: readonly Complex[], expected: readonly Complex[], tolerance: number): void {
  got.forEach((l, i) => {
    near(l.re, expected[i]!.re, tolerance, "real part");
    near(l.im, expected[i]!.im, tolerance, "imaginary part");
  });
}
const pair = (re: number, im: number): Complex[] => [{ re, im }, { re, im: -im }];
const real = (a: number, b: number): Complex[] => [{ re: a, im: 0 }, { re: b, im: 0 }];
const measured = (field: VectorField) => eigenvalues(jacobian(field));

Deno.test("eigenvalues solve the characteristic equation of random matrices", () => {
  const x = stream(1, 0, "data").normal(new Float32Array(400));
  for (let i = 0; i < 400; i += 4) {
    const [a, b, c, d] = x.subarray(i, i + 4) as unknown as [number, number, number, number];
    const [l, m] = eigenvalues([[a, b], [c, d]]);
    near(l.re + m.re, a + d, 1e-6);
    near(l.im + m.im, 0, 0);
    near(l.re * m.re - l.im * m.im, a * d - b * c, 1e-6);
    assert.ok(l.im > 0 || l.re >= m.re);
  }
});

// Systems table: method, measured field, eigenvalues at the equilibrium as printed.
const table: [string, VectorField, Complex[], number][] = [
  ["GAN", minimax(), pair(0, .5), 1e-9],
  ["NS-GAN", nonSaturating(), pair(0, .5), 1e-9],
  ["WGAN", wasserstein(), pair(0, 1), 1e-9],
  ["WGAN-LP", gradientPenalty(wasserstein(), { weight: .35, sides: "one" }), pair(0, 1), 1e-9],
  ["LSGAN (-1, 1, 1)", leastSquares(), pair(0, 1), 1e-9],
  ["WGAN-div k = 2, p = 6", wassersteinDivergence(wasserstein()), pair(0, 1), 1e-9],
  [
    "WGAN-div p = 2 is lambda psi^2",
    wassersteinDivergence(wasserstein(), { k: .3, p: 2 }),
    pair(-.3, Math.sqrt(1 - .09)),
    1e-9,
  ],
  [
    "WGAN + 0.3 psi^2",
    simplePenalty(wasserstein(), { weight: .3 }),
    pair(-.3, Math.sqrt(1 - .09)),
    1e-9,
  ],
  [
    "WGAN + 0.7 psi^2",
    simplePenalty(wasserstein(), { weight: .7 }),
    pair(-.7, Math.sqrt(1 - .49)),
    1e-9,
  ],
  ["WGAN + psi^2, critical", simplePenalty(wasserstein(), { weight: 1 }), real(-1, -1), 1e-5],
  ["R1 0.3", r1(nonSaturating(), { gamma: .3 }), pair(-.15, .47697), 5e-6],
  ["R1 0.7", r1(minimax(), { gamma: .7 }), pair(-.35, .35707), 5e-6],
  ["R1 1, critical", r1(nonSaturating(), { gamma: 1 }), real(-.5, -.5), 1e-5],
  ["R2 1.5", r2(minimax(), { gamma: 1.5 }), real(-.19098, -1.30902), 5e-6],
  ["noise 0.7", instanceNoise(nonSaturating(), { deviation: .7 }), pair(-.12250, .48476), 5e-6],
  ["noise 1", instanceNoise(minimax(), { deviation: 1 }), pair(-.25, .43301), 5e-6],
  ["noise 1.5", instanceNoise(nonSaturating(), { deviation: 1.5 }), real(-.30481, -.82019), 5e-6],
  ["consensus 1", consensus(minimax(), { gamma: 1 }), pair(-.25, .5), 1e-8],
  ["consensus 1 as shipped", consensusWithStrayHalf({ gamma: 1 }), pair(-.25, .5), 1e-9],
];
for (const [name, field, expected, tolerance] of table) {
  Deno.test(`measured eigenvalues are the published ones: ${name}`, () => {
    same(measured(field), expected, tolerance);
  });
}

Deno.test("closed forms equal measured Jacobians over a range of weights", () => {
  for (const gamma of [0, .1, .5, .9, 1.3, 2, 4]) {
    for (const game of [minimax(), nonSaturating()]) {
      same(measured(r1(game, { gamma })), penaltyEigenvalues({ gamma }), 1e-7);
      same(measured(consensus(game, { gamma })), consensusEigenvalues({ gamma }), 1e-7);
      same(
        measured(instanceNoise(game, { deviation: gamma })),
        noiseEigenvalues({ deviation: gamma }),
        1e-7,
      );
    }
    const weight = gamma / 2;
    if (weight !== 1) { // at a double root the differences' error of 1e-13 shows as its root
      same(
        measured(simplePenalty(wasserstein(), { weight })),
        penaltyEigenvalues({ gamma, pull: 1 }),
        1e-7,
      );
    }
    same(
      measured(consensus(wasserstein(), { gamma })),
      consensusEigenvalues({ gamma, pull: 1 }),
      1e-7,
    );
  }
});

Deno.test("the critical values are where the eigenvalues turn real", () => {
  const turns = (l: readonly Complex[]) => l[0]!.im > 0;
  for (const slope of [.5, 1]) {
    const gamma = criticalGamma(slope);
    assert.ok(turns(penaltyEigenvalues({ gamma: gamma - 1e-9, pull: slope })));
    assert.ok(!turns(penaltyEigenvalues({ gamma: gamma + 1e-9, pull: slope })));
  }
  assert.ok(turns(noiseEigenvalues({ deviation: criticalNoise() - 1e-9 })));
  assert.ok(!turns(noiseEigenvalues({ deviation: criticalNoise() + 1e-9 })));
  near(criticalGamma(), 1, 0);
});

Deno.test("WGAN-GP has no Jacobian at the equilibrium, WGAN-LP none at its kink", () => {
  const two = gradientPenalty(wasserstein(), { weight: .35 });
  assert.throws(
    () => jacobian(two),
    /^RangeError: wasserstein\+gp\(0.35\) has no Jacobian at \(0, 0\)/,
  );
  same(eigenvalues(jacobian(two, [0, .5])), pair(-.35, Math.sqrt(1 - .35 ** 2)), 1e-8);
  const one = gradientPenalty(wasserstein(), { weight: .35, sides: "one" });
  assert.throws(() => jacobian(one, [0, 1]), RangeError);
  jacobian(one, [0, .5]);
  jacobian(wassersteinDivergence(wasserstein()), [1, 2]); // steep, but smooth
});

const at = (step: number, method: Scheme["method"] & string): Scheme => ({
  stepSize: step,
  method,
});

Deno.test("simultaneous steps: the update's eigenvalues are 1 + h l", () => {
  for (
    const field of [
      minimax(),
      r1(nonSaturating(), { gamma: .3 }),
      r1(nonSaturating(), { gamma: 2 }),
    ]
  ) {
    const expected = measured(field).map(({ re, im }) => ({ re: 1 + .2 * re, im: .2 * im }));
    same(updateEigenvalues(field, at(.2, "simultaneous")), expected, 1e-9);
  }
  near(spectralRadius(minimax(), at(.2, "simultaneous")), 1.004988, 5e-7);
  for (const h of [.01, .2, 1]) {
    near(spectralRadius(nonSaturating(), at(h, "simultaneous")), Math.sqrt(1 + h * h / 4), 1e-9);
  }
});

Deno.test("with R1 at h = 0.2: simultaneous 0.97468 and 0.9, alternating 0.96954 and 0.92702 / 0.86298", () => {
  const [weak, strong] = [.3, 1].map((gamma) => r1(nonSaturating(), { gamma }));
  near(spectralRadius(weak!, at(.2, "simultaneous")), .97468, 5e-6);
  near(spectralRadius(strong!, at(.2, "simultaneous")), .9, 1e-5);
  near(spectralRadius(weak!, at(.2, "alternating")), .96954, 5e-6);
  same(updateEigenvalues(strong!, at(.2, "alternating")), real(.92702, .86298), 5e-6);
});

Deno.test("alternating: the determinant is 1 - h gamma, whoever moves first", () => {
  for (const first of ["generator", "critic"] as const) {
    for (const gamma of [0, .3, 1, 2]) {
      const field = r1(minimax(), { gamma });
      const [l, m] = updateEigenvalues(field, { stepSize: .3, first });
      near(l.re * m.re - l.im * m.im, 1 - .3 * gamma, 1e-9);
      near(l.re + m.re, 2 - .3 * gamma - .3 ** 2 / 4, 1e-9);
    }
  }
});

Deno.test("alternating without penalty: on the unit circle up to h = 4, at 4.1 outside", () => {
  for (const h of [.2, 1, 2, 3.9]) near(spectralRadius(minimax(), at(h, "alternating")), 1, 1e-9);
  near(spectralRadius(minimax(), at(4.1, "alternating")), 1.5625, 1e-9);
  for (const h of [.2, 1, 1.9]) near(spectralRadius(wasserstein(), at(h, "alternating")), 1, 1e-9);
  assert.ok(spectralRadius(wasserstein(), at(2.1, "alternating")) > 1.1);
});

Deno.test("n critic steps, or unequal step sizes: the circle holds up to sqrt(n a b) / 2 = 2", () => {
  for (const criticSteps of [1, 2, 5]) {
    for (const ratio of [.25, 1, 4]) {
      const edge = 4 / Math.sqrt(criticSteps * ratio);
      const radius = (h: number) =>
        spectralRadius(nonSaturating(), {
          stepSize: { generator: h, critic: h * ratio },
          criticSteps,
        });
      near(radius(.99 * edge), 1, 1e-8);
      assert.ok(radius(1.01 * edge) > 1.05);
    }
  }
});

// Published step-size bounds: gamma, simultaneous, alternating, simultaneous with consensus of that weight.
const bounds: [number, number, number, number][] = [
  [.3, 1.200, 2.976, .587],
  [1, 4.000, 1.657, 1.600],
  [2, 1.072, .944, 2.000],
];
for (const [gamma, simultaneous, alternating, withConsensus] of bounds) {
  Deno.test(`step-size bounds at gamma = ${gamma}: published, closed form and measured radius agree`, () => {
    const edges: [number, number, VectorField, Scheme["method"] & string][] = [
      [
        simultaneous,
        simultaneousStepBound(penaltyEigenvalues({ gamma })),
        r1(nonSaturating(), { gamma }),
        "simultaneous",
      ],
      [alternating, alternatingStepBound({ gamma }), r1(nonSaturating(), { gamma }), "alternating"],
      [
        withConsensus,
        simultaneousStepBound(consensusEigenvalues({ gamma })),
        consensus(minimax(), { gamma }),
        "simultaneous",
      ],
    ];
    for (const [published, bound, field, method] of edges) {
      near(bound, published, 5e-4);
      assert.ok(spectralRadius(field, at(.99 * bound, method)) < 1);
      assert.ok(spectralRadius(field, at(1.01 * bound, method)) > 1);
      const run = (h: number) =>
        simulate(field, { ...at(h, method), start: [1e-4, 1e-4], steps: 400 }).radius;
      assert.ok(run(.95 * bound).at(-1)! < 1e-4, "inside it shrinks");
      // Not "> 2e-4": far outside it grows until it overflows to NaN.
      assert.ok(!(run(1.05 * bound).at(-1)! <= 2e-4), "outside it grows");
    }
  });
}

Deno.test("simultaneous bounds: h < 4 gamma below the critical gamma, 0 without a real part", () => {
  for (const gamma of [.1, .5, .9]) {
    near(simultaneousStepBound(penaltyEigenvalues({ gamma })), 4 * gamma, 1e-12);
  }
  assert.equal(simultaneousStepBound(penaltyEigenvalues({ gamma: 0 })), 0);
  assert.equal(simultaneousStepBound([{ re: 1, im: 0 }, { re: -1, im: 0 }]), 0);
});

Deno.test("alternating allows the larger step exactly below gamma = 0.577 (slope 1/2) or 1.155 (slope 1)", () => {
  near(crossoverGamma(), 1 / Math.sqrt(3), 1e-15);
  for (const slope of [.5, 1]) {
    const edge = crossoverGamma(slope);
    const gain = (gamma: number) =>
      alternatingStepBound({ gamma, pull: slope }) -
      simultaneousStepBound(penaltyEigenvalues({ gamma, pull: slope }));
    near(gain(edge), 0, 1e-12);
    assert.ok(gain(edge - .01) > 0 && gain(edge + .01) < 0);
  }
});

Deno.test("the radius of the update is the rate at which a simulation shrinks", () => {
  for (const method of ["simultaneous", "alternating", "runge-kutta"] as const) {
    const field = r1(nonSaturating(), { gamma: .3 });
    const { radius } = simulate(field, { ...at(.2, method), start: [.01, 0], steps: 600 });
    // Over many turns the turning averages out.
    const rate = (radius[600]! / radius[100]!) ** (1 / 500);
    near(rate, spectralRadius(field, at(.2, method)), 5e-4);
  }
  const rk = spectralRadius(r1(nonSaturating(), { gamma: .3 }), at(.2, "runge-kutta"));
  near(rk, Math.exp(-.15 * .2), 1e-7);
});

Deno.test("bad arguments of the closed forms are refused", () => {
  assert.throws(() => penaltyEigenvalues({ gamma: -1 }), RangeError);
  assert.throws(() => penaltyEigenvalues({ gamma: 1, pull: 0 }), RangeError);
  assert.throws(() => noiseEigenvalues({ deviation: NaN }), RangeError);
  assert.throws(() => consensusEigenvalues({ gamma: -1 }), RangeError);
  assert.throws(() => alternatingStepBound({ gamma: -1 }), RangeError);
  assert.throws(() => criticalGamma(0), RangeError);
});
