import assert from "node:assert/strict";
import * as losses from "saddle/losses/mod.ts";
import * as dynamics from "../../lib/dynamics/mod.ts";
import {
  affineGeneratorLimit,
  alternatingInvariant,
  bestCriticSlope,
  clipping,
  eigenvalues,
  gradientPenalty,
  jacobian,
  type Scheme,
  simulate,
  simultaneousStepBound,
  spectralRadius,
  updateEigenvalues,
  wasserstein,
} from "../../lib/dynamics/mod.ts";
import { stream } from "../../lib/random/mod.ts";
import { near } from "./near.ts";

/** Every function that takes a game, with options that fit. */
const TAKING = {
  clipping: [{}],
  consensus: [{ gamma: 1 }],
  wassersteinDivergence: [{}],
  gradientPenalty: [{ weight: 1 }],
  instanceNoise: [{ deviation: 1 }],
  jacobian: [],
  r1: [{ gamma: 1 }],
  r2: [{ gamma: 1 }],
  sampledNoise: [{ deviation: 1, batch: 2, random: stream(0, 0, "noise") }],
  simplePenalty: [{ weight: 1 }],
  simulate: [{ stepSize: 0.1, steps: 1 }],
  spectralRadius: [{ stepSize: 0.1 }],
  updateEigenvalues: [{ stepSize: 0.1 }],
} satisfies { readonly [name in keyof typeof dynamics]?: readonly object[] };

for (const [name, options] of Object.entries(TAKING)) {
  Deno.test(`${name} refuses what is no game in a sentence`, () => {
    const of = dynamics[name as keyof typeof TAKING] as (...given: readonly unknown[]) => unknown;
    assert.throws(() => of(undefined, ...options), {
      name: "RangeError",
      message: `${name} needs field, a game such as wasserstein(), but none came.`,
    });
    const wrong = [null, 3, {}, { stepSize: 0.1 }, wasserstein, losses.wasserstein(), simulate];
    for (const value of wrong) {
      const message = RegExp(`^${name}'s field is a game such as wasserstein\\(\\), but .+ came`);
      assert.throws(() => of(value, ...options), { name: "TypeError", message });
    }
  });
}

Deno.test("states, matrices, eigenvalues and limits are refused in a sentence", () => {
  const none = undefined as never, game = wasserstein();
  const state = /'s (at|state) is a state \[theta, psi\], two finite numbers, but .+ came\.$/;
  const cases: readonly (readonly [() => unknown, RegExp])[] = [
    [() => jacobian(game, 0 as never), state],
    [() => jacobian(game, [0, NaN]), state],
    [() => updateEigenvalues(game, { stepSize: 0.1 }, [0] as never), state],
    [() => spectralRadius(game, { stepSize: 0.1 }, "0" as never), state],
    [() => alternatingInvariant({} as never, { stepSize: 0.1 }), state],
    [() => alternatingInvariant(none, { stepSize: 0.1 }), /needs state, a state \[theta, psi\]/],
    [() => eigenvalues(none), /^eigenvalues needs matrix, a matrix of two rows, two numbers each/],
    [() => eigenvalues([[1, 2]] as never), /eigenvalues's matrix is .*, but \[\[1, 2\]\] came/],
    [() => bestCriticSlope(1, none), /needs limit, what limits the slope, \{ kind, \.\.\. \}/],
    [() => bestCriticSlope(1, "clipping" as never), /limit is .*, but "clipping" came/],
    [() => affineGeneratorLimit({ width: 1, offset: 0 }, none), /needs mean, a finite number/],
    [
      () => simulate(game, { stepSize: 0.1, steps: 1e15 }),
      /simulate's steps is at most 1000000000, but 1000000000000000 came/,
    ],
    [() => simultaneousStepBound(none), /needs eigenvalues, a list of at least 1/],
    [() => simultaneousStepBound([]), /eigenvalues is a list of at least 1, .*, but \[\] came/],
    [() => simultaneousStepBound([{ re: -1 }] as never), /each a complex number \{ re, im \}, but/],
    [() => simultaneousStepBound([{ re: NaN, im: 0 }]), /each a complex number/],
  ];
  for (const [of, message] of cases) {
    assert.throws(of, (error: Error) => {
      assert.match(error.message, message);
      return /^(TypeError|RangeError)$/.test(error.name);
    });
  }
});

Deno.test("a step size for each player has no third one", () => {
  const step = { generator: 0.1, critic: 0.1, critc: 0.2 } as never;
  const message = /stepSize is .*\{ generator, critic \}, but \{.*"critc":0\.2\} came/;
  assert.throws(() => simulate(wasserstein(), { stepSize: step, steps: 1 }), message);
  assert.throws(() => spectralRadius(wasserstein(), { stepSize: step }), message);
  assert.throws(() => alternatingInvariant([1, 0], { stepSize: step }), message);
});

Deno.test("eigenvalues of a step are refused where the game bends, however short the step", () => {
  const twoSided = gradientPenalty(wasserstein(), { weight: 0.35 });
  const oneSided = gradientPenalty(wasserstein(), { weight: 0.35, sides: "one" });
  for (const method of ["simultaneous", "alternating", "runge-kutta"] as const) {
    for (const step of [1e-6, 0.1, 2]) {
      const scheme: Scheme = { stepSize: step, method };
      for (const measure of [updateEigenvalues, spectralRadius]) {
        assert.throws(
          () => measure(twoSided, scheme),
          /^RangeError: wasserstein\+gp\(0.35\) has no Jacobian at \(0, 0\)/,
        );
        assert.throws(() => measure(oneSided, scheme, [0, 1]), /has no Jacobian at \(0, 1\)/);
        measure(oneSided, scheme); // flat around the equilibrium
      }
    }
  }
});

Deno.test("eigenvalues of a step are refused where clipping bends it", () => {
  const clipped = clipping(wasserstein());
  const scheme: Scheme = { stepSize: 0.1, method: "simultaneous" };
  assert.throws(() => updateEigenvalues(clipped, scheme, [0, 1]), /no Jacobian at \(0, 1\)/);
  updateEigenvalues(clipped, scheme, [0, 0.9]);
});

Deno.test("with a size for each player a simultaneous step is 1 + rows of the Jacobian times them", () => {
  // of theta' = psi, psi' = -theta: the matrix [[1, a], [-b, 1]], eigenvalues 1 +- i sqrt(a b)
  const step = { generator: 0.1, critic: 0.4 };
  const [first] = updateEigenvalues(wasserstein(), { stepSize: step, method: "simultaneous" });
  near(first.re, 1, 1e-9);
  near(first.im, 0.2, 1e-9);
});
