import assert from "node:assert/strict";
import { ring } from "saddle/datasets/mod.ts";
import { disposeTree, start } from "saddle/engine/mod.ts";
import {
  energyBased,
  hinge,
  leastSquares,
  minimax,
  nonSaturating,
  relativisticAverage,
  relativisticPaired,
  wasserstein,
} from "saddle/losses/mod.ts";
import { constantValues, linear } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import {
  generate,
  generatorGradient,
  gradientMap,
  gradientNorms,
  gridPoints,
  lipschitz,
  type Run,
  score,
  sgd,
  train,
} from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import {
  ACTIVATIONS,
  differencesByParameters,
  forward,
  inputGradientNorm,
  type PlainMlp,
  plainMlp,
} from "../oracles/mlp.ts";
import { SMALL } from "./small.ts";

const RUNS = 3;
const ENGINES = { engines: ["tensorflow", "wasm"] } as const;
const GRID = { x: [-2, 2], y: [-1, 1], nx: 4, ny: 3 } as const;
const POINTS = gridPoints(GRID, 2);
const N = 12;

/** A training that changes nothing: the players are what they were made. */
function untouched(options: object = {}): Promise<Run> {
  const still = { optimiser: sgd({ rate: 0 }), steps: 1, every: 1, grid: null };
  return train({ ...SMALL, constraints: [], runs: RUNS, ...still, ...options });
}

/** The network of each run in double precision. */
function nets(trained: Run["critic"]): PlainMlp[] {
  const params = trained.params.upload();
  const all = Array.from({ length: RUNS }, (_, r) => plainMlp(params, r, ACTIVATIONS.tanh));
  disposeTree(params);
  return all;
}

function near(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-5): void {
  assert.equal(got.length, expected.length);
  for (let i = 0; i < got.length; i++) {
    const [g, e] = [got[i]!, expected[i]!];
    assert.ok(Math.abs(g - e) <= tolerance * (1 + Math.abs(e)), `at ${i}: ${g}, expected ${e}`);
  }
}

const row = (values: Float32Array, i: number) => values.subarray(2 * i, 2 * i + 2);

forEachEngine("gradient norms are those of each run's critic in double precision", async () => {
  const run = await untouched();
  const expected = nets(run.critic).flatMap((net) =>
    Array.from({ length: N }, (_, i) => inputGradientNorm(net, row(POINTS, i)))
  );
  near(gradientNorms(run, POINTS), expected);
  near(gradientMap(run, GRID), expected);
}, ENGINES);

forEachEngine("the Lipschitz estimate is the largest gradient and the largest slope", async () => {
  const run = await untouched();
  const { gradient, slope } = lipschitz(run, POINTS);
  const [norms, scores] = [gradientNorms(run, POINTS), score(run, POINTS)];
  for (let r = 0; r < RUNS; r++) {
    assert.equal(gradient[r], Math.max(...norms.subarray(r * N, (r + 1) * N)));
    let steepest = 0;
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < N; j++) {
        if (i === j) continue;
        const [a, b] = [row(POINTS, i), row(POINTS, j)];
        const rise = scores[r * N + i]! - scores[r * N + j]!;
        steepest = Math.max(steepest, rise / Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!));
      }
    }
    near([slope[r]!], [steepest], 1e-9);
  }
}, ENGINES);

/** A critic D(x) = 3 x1 + 4 x2 and a generator that makes 2 z. */
const STRAIGHT = {
  generator: linear({ inputs: 2, outputs: 2, init: constantValues([2, 0, 0, 2]) }),
  critic: linear({ inputs: 2, outputs: 1, init: constantValues([3, 4]) }),
};

Deno.test("a straight critic is as steep everywhere, pairs too near do not count", async () => {
  await start({ engine: "wasm" });
  const run = await untouched(STRAIGHT);
  const twice = Float32Array.of(0, 0, 3, 4, 0, 0, 3, 4); // both points twice
  assert.deepEqual(lipschitz(run, twice), { gradient: [5, 5, 5], slope: [5, 5, 5] });
  assert.deepEqual(lipschitz(run, Float32Array.of(1, 1)).slope, [0, 0, 0]);
  // from (0, 0) to (1, 0) it rises by 3, to (0, 2) by 8: 4 a unit
  const points = Float32Array.of(0, 0, 1, 0, 0, 2);
  assert.deepEqual(lipschitz(run, points, { apart: 1.5 }).slope.map(Math.fround), [4, 4, 4]);
  assert.deepEqual(lipschitz(run, points, { apart: 9 }).slope, [0, 0, 0]);
});

const sigma = (x: number) => 1 / (1 + Math.exp(-x));

/** The slopes of the generator's losses by the score of a point, from the papers. */
const SLOPES = [
  [wasserstein(), () => -1],
  [hinge(), () => -1],
  [minimax(), (d: number) => -sigma(d)],
  [nonSaturating(), (d: number) => -sigma(-d)],
  [leastSquares(), (d: number) => d - 1],
] as const;

forEachEngine("the generator's gradient is that of double precision, for each loss", async () => {
  const run = await untouched();
  const n = 7;
  const made = generate(run, n);
  const [generators, critics] = [nets(run.generator), nets(run.critic)];
  for (const [loss, slope] of SLOPES) {
    const { samples, parameters } = generatorGradient(run, { loss, n });
    const slopes = critics.map((critic, r) =>
      Array.from({ length: n }, (_, i) => slope(forward(critic, row(made, r * n + i))[0]!))
    );
    const expected = critics.flatMap((critic, r) =>
      slopes[r]!.map((s, i) => Math.abs(s) * inputGradientNorm(critic, row(made, r * n + i)))
    );
    near(samples, expected);
    const norms = generators.map((generator, r) => {
      const latents = stream(0, r, "use").normal(new Float32Array(2 * n));
      const score = (net: PlainMlp, i: number) =>
        forward(critics[r]!, forward(net, row(latents, i)))[0]!;
      // the loss has the same gradient here as the scores weighted by its slopes
      const weighted = (net: PlainMlp) =>
        slopes[r]!.reduce((sum, s, i) => sum + s * score(net, i) / n, 0);
      return Math.hypot(...differencesByParameters(generator, weighted));
    });
    near(parameters, norms, 1e-4);
  }
}, ENGINES);

Deno.test("where the critic is sure, the saturating loss pulls by sigma(D), the other by 1", async () => {
  await start({ engine: "wasm" });
  // D(x) = 3 x1 + 4 x2 - 20 at points near 0
  const init = constantValues([3, 4], [-20]);
  const critic = linear({ inputs: 2, outputs: 1, init });
  const still = linear({ inputs: 2, outputs: 2, init: constantValues([0, 0, 0, 0]) });
  const run = await untouched({ critic, generator: still });
  const pull = (loss: ReturnType<typeof minimax>) =>
    generatorGradient(run, { loss, n: 1 }).samples[0]!;
  near([pull(minimax())], [5 * sigma(-20)], 1e-6);
  assert.ok(pull(minimax()) > 0);
  near([pull(nonSaturating())], [5], 1e-6);
  near([pull(leastSquares())], [5 * 21], 1e-6);
});

Deno.test("a loss whose generator looks at real points is given some", async () => {
  await start({ engine: "wasm" });
  const run = await untouched(STRAIGHT);
  for (const loss of [relativisticPaired(), relativisticAverage()]) {
    assert.throws(
      () => generatorGradient(run, { loss }),
      /needs dataset, .* looks at real points, but none came/,
    );
  }
  // D(x) = 3 x1 + 4 x2 of the data themselves and of 2 z: pairs, so the slope is one of each pair
  const n = 5;
  const { samples } = generatorGradient(run, { loss: relativisticPaired(), dataset: ring(), n });
  const d = (x: Float32Array) => 3 * x[0]! + 4 * x[1]!;
  const expected = [0, 1, 2].flatMap((r) => {
    const real = ring().sample(stream(0, r, "probe"), n);
    const fake = generate(run, n).subarray(r * n * 2, (r + 1) * n * 2);
    return Array.from({ length: n }, (_, i) => 5 * sigma(d(row(real, i)) - d(row(fake, i))));
  });
  near(samples, expected);
});

Deno.test("probes refuse what is not points, distances or a loss that fits", async () => {
  await start({ engine: "wasm" });
  const run = await untouched(STRAIGHT);
  assert.throws(() => gradientNorms(run, new Float32Array(3)), /shape \[n, 2\], but 3 numbers/);
  assert.throws(() => lipschitz(run, new Float32Array()), /shape \[n, 2\], but 0 numbers/);
  assert.throws(() => lipschitz(run, POINTS, { apart: 0 }), /apart is a number above 0, but 0/);
  assert.throws(() => lipschitz(run, POINTS, { near: 1 } as object), /no option "near".*apart/);
  assert.throws(() => gradientMap(run, { ...GRID, nx: 0 }), /nx is a whole number of at least 1/);
  assert.throws(
    () => generatorGradient(run, { loss: hinge(), n: 0 }),
    /n is a whole number of at least 1/,
  );
  assert.throws(
    () => generatorGradient(run, { loss: hinge(), size: 3 } as never),
    /no option "size"/,
  );
  const pulled = energyBased({ pullingAway: 0.1 });
  assert.throws(() => generatorGradient(run, { loss: pulled }), /the critic makes none/);
});
