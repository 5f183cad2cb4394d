import assert from "node:assert/strict";
import { gaussian, ring } from "../../lib/datasets/mod.ts";
import {
  binnedJSD,
  binnedKL,
  densityCoverage,
  energyDistance,
  floor,
  ganConvergenceDistance,
  medianDistance,
  mmdSquared,
  modesCaptured,
  optimalTransport,
  precisionRecall,
  sinkhorn,
  sinkhornDivergence,
  slicedWasserstein,
  w1,
  w2,
  weightedTransport,
} from "../../lib/metrics/mod.ts";

const a = [0, 1, 2, 4, 8, 16], b = [1, 2, 3, 5, 9, 17];

/** Every function that takes options, and its names for two samples. */
const comparing = {
  binnedJSD,
  binnedKL,
  densityCoverage,
  energyDistance,
  ganConvergenceDistance,
  mmdSquared,
  optimalTransport,
  precisionRecall,
  sinkhorn,
  sinkhornDivergence,
  slicedWasserstein,
};
const taking: Record<string, (options: never) => unknown> = {
  ...Object.fromEntries(
    Object.entries(comparing).map(([name, of]) => [name, (options: never) => of(a, b, options)]),
  ),
  floor: (options) => floor(w1, gaussian(), options),
  medianDistance: (options) => medianDistance(a, options),
  modesCaptured: (options) => modesCaptured(new Float32Array(2), ring().modes!, options),
};

for (const [name, of] of Object.entries(taking)) {
  Deno.test(`${name} refuses an option it does not have, and what is no options`, () => {
    const strange = RegExp(`^RangeError: ${name} has no option "dimensions"\\. Known options: \\w`);
    assert.throws(() => of({ dimensions: 2 } as never), strange);
    assert.throws(
      () => of(2 as never),
      RegExp(`^TypeError: ${name} takes options { .*, but 2 came`),
    );
  });
}

Deno.test("weightedTransport refuses an option it does not have, and weights of no sample", async () => {
  const weighted = (options: object) => weightedTransport(a, b, options);
  await assert.rejects(weighted({ p: 1 }), /weightedTransport has no option "p"/);
  await assert.rejects(weighted({ weights: { c: [1] } }), /weights has no option "c".*: a, b/);
  await assert.rejects(weighted({ weights: a }), /^TypeError: weightedTransport's weights takes/);
});

Deno.test("a sample that did not come is refused by its name", () => {
  const missing = undefined as never;
  for (const distance of [w1, w2, energyDistance, mmdSquared, slicedWasserstein]) {
    assert.throws(() => distance(a, missing), {
      name: "TypeError",
      message: `${distance.name}'s b is a list of numbers of shape [n, 1], row by row, but ` +
        "undefined came.",
    });
  }
  assert.throws(
    () => precisionRecall(a, missing),
    /^TypeError: precisionRecall's reference is a list/,
  );
  assert.throws(() => w1(ring() as never, b), /^TypeError: w1's a is a list .*, but ring came/);
  assert.throws(
    () => modesCaptured(new Float32Array(2), missing),
    /^TypeError: modesCaptured needs the modes of a mixture/,
  );
});
