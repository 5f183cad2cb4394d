import assert from "node:assert/strict";
import {
  affineGeneratorLimit,
  alternatingInvariant,
  alternatingStepBound,
  bestCriticSlope,
  clipping,
  consensus,
  consensusEigenvalues,
  consensusWithStrayHalf,
  gradientPenalty,
  instanceNoise,
  leastSquares,
  limitCycle,
  minimax,
  noiseEigenvalues,
  penaltyEigenvalues,
  r1,
  r2,
  sampledNoise,
  simplePenalty,
  simplePenaltySolution,
  simulate,
  simultaneousRadius,
  spectralRadius,
  updateEigenvalues,
  wasserstein,
  wassersteinDivergence,
  wassersteinDivergenceOrbit,
  wassersteinDivergenceRadius,
} from "../../lib/dynamics/mod.ts";

const game = wasserstein();

/** Every function that takes options, by the name that users call. */
const taking: Record<string, (options: never) => unknown> = {
  affineGeneratorLimit: (options) => affineGeneratorLimit(options, 0),
  alternatingInvariant: (options) => alternatingInvariant([1, 0], options),
  alternatingStepBound,
  bestCriticSlope: (options: object) =>
    bestCriticSlope(1, { kind: "clipping", ...options } as never),
  clipping: (options) => clipping(game, options),
  consensus: (options) => consensus(game, options),
  consensusEigenvalues,
  consensusWithStrayHalf,
  wassersteinDivergenceOrbit: (options) => wassersteinDivergenceOrbit(0.1, options),
  wassersteinDivergence: (options) => wassersteinDivergence(game, options),
  wassersteinDivergenceRadius: (options) => wassersteinDivergenceRadius(1, 1, options),
  gradientPenalty: (options) => gradientPenalty(game, options),
  instanceNoise: (options) => instanceNoise(minimax(), options),
  leastSquares,
  limitCycle,
  noiseEigenvalues,
  penaltyEigenvalues,
  r1: (options) => r1(game, options),
  r2: (options) => r2(game, options),
  sampledNoise: (options) => sampledNoise(minimax(), options),
  simplePenalty: (options) => simplePenalty(game, options),
  simplePenaltySolution,
  simulate: (options) => simulate(game, options),
  simultaneousRadius,
  spectralRadius: (options) => spectralRadius(game, options),
  updateEigenvalues: (options) => updateEigenvalues(game, options),
};

for (const [name, of] of Object.entries(taking)) {
  Deno.test(`${name} refuses an option it does not have`, () => {
    const strange = RegExp(`^RangeError: ${name} has no option "wieght"\\. Known options: \\w`);
    assert.throws(() => of({ wieght: 1 } as never), strange);
  });
}
