import assert from "node:assert/strict";
import { gaussian, interval } from "../../lib/datasets/mod.ts";
import {
  energyDistance,
  floor,
  ganConvergenceDistance,
  optimalTransport,
  sinkhorn,
  sinkhornDivergence,
  w2,
} from "../../lib/metrics/mod.ts";
import { near, normal } from "./samples.ts";

const even = (low: number, high: number, n = 50) =>
  Float32Array.from({ length: n }, (_, i) => low + (high - low) * (i + .5) / n);

Deno.test("two points and themselves: the closed form", () => {
  for (const epsilon of [.1, .5, 1, 5]) {
    for (const gap of [.5, 2]) {
      const astray = 1 / (1 + Math.exp(gap ** 2 / epsilon)); // the share that goes to the other point
      const got = sinkhorn([0, gap], [0, gap], { epsilon, tolerance: 1e-12 });
      near(got.cost, gap ** 2 * astray, 1e-9);
      near(got.plan[1]!, astray / 2, 1e-9);
      const entropy = astray * Math.log(2 * astray) + (1 - astray) * Math.log(2 * (1 - astray));
      near(got.regularised, gap ** 2 * astray + epsilon * entropy, 1e-9);
    }
  }
});

Deno.test("the plan keeps its sums, and its two values are those of the definition", () => {
  const a = normal(1, 20), b = normal(2, 30, 1), epsilon = .2;
  const got = sinkhorn(a, b, { dimension: 2, epsilon });
  assert.ok(got.converged && got.error <= 1e-6);
  let cost = 0, divergence = 0;
  const rows = new Float64Array(10), columns = new Float64Array(15);
  got.plan.forEach((mass, k) => {
    const i = Math.floor(k / 15), j = k % 15;
    rows[i]! += mass;
    columns[j]! += mass;
    cost += mass * ((a[2 * i]! - b[2 * j]!) ** 2 + (a[2 * i + 1]! - b[2 * j + 1]!) ** 2);
    divergence += mass * Math.log(mass * 150);
  });
  for (const sum of rows) near(sum, 1 / 10, 1e-6);
  for (const sum of columns) near(sum, 1 / 15, 1e-9);
  near(got.cost, cost, 1e-9);
  near(got.distance, Math.sqrt(cost), 1e-9);
  near(got.regularised, cost + epsilon * divergence, 1e-6);
});

Deno.test("from the exact cost to the mean cost of all pairs as epsilon grows, always above the exact one", () => {
  const a = normal(1, 40), b = normal(2, 40, 1);
  for (const power of [1, 2]) {
    const exact = optimalTransport(a, b, { dimension: 2, power }).cost;
    let last = 0;
    for (const epsilon of [.003, .03, .3, 3]) {
      const { cost, converged } = sinkhorn(a, b, {
        dimension: 2,
        power,
        epsilon,
        tolerance: 1e-4,
        iterations: 5000,
      });
      assert.ok(converged, `${epsilon}`);
      assert.ok(cost > exact - 1e-3 && cost > last);
      last = cost;
    }
    const close = sinkhorn(a, b, {
      dimension: 2,
      power,
      epsilon: .001,
      iterations: 5000,
      tolerance: 1e-4,
    });
    near(close.cost, exact, .002); // the entropy of a pairing of 20 is ln 20 at most: 0.003 epsilon-weighted
    let mean = 0;
    for (let i = 0; i < 40; i += 2) {
      for (let j = 0; j < 40; j += 2) {
        mean += Math.hypot(a[i]! - b[j]!, a[i + 1]! - b[j + 1]!) ** power / 400;
      }
    }
    near(sinkhorn(a, b, { dimension: 2, power, epsilon: 1e6 }).cost, mean, 1e-4);
  }
});

Deno.test("the bias: blurred transport prefers a generator that has shrunk, its divergence the right one", () => {
  const data = even(-1, 1, 30), epsilon = 1;
  const blurred = (s: number) => sinkhorn(data.map((x) => s * x), data, { epsilon }).regularised;
  const mended = (s: number) => sinkhornDivergence(data.map((x) => s * x), data, { epsilon });
  assert.ok(blurred(.5) < blurred(1));
  assert.ok(mended(1) < mended(.9) && mended(1) < mended(1.1));
  near(mended(1), 0, 1e-9);
});

Deno.test("the divergence goes from the exact cost to half of the energy distance, and a shift costs its square", () => {
  const a = normal(1, 25), b = normal(2, 25, 1.5, .5);
  near(sinkhornDivergence(a, b, { power: 1, epsilon: 1e4 }), energyDistance(a, b) / 2, 1e-3);
  near(sinkhornDivergence(a, b, { epsilon: .01, tolerance: 1e-4 }), w2(a, b) ** 2, .02);
  near(sinkhornDivergence(a, a.map((x) => x + 3), { epsilon: .7 }), 9, 1e-3);
  near(sinkhornDivergence(a, b, { epsilon: .5 }), sinkhornDivergence(b, a, { epsilon: .5 }), 1e-4);
});

Deno.test("large distances and small epsilons neither overflow nor vanish", () => {
  const got = sinkhorn([0, 1, 2], [1000, 1001, 1002], { epsilon: 1e-3 });
  near(got.distance, 1000, 1e-4); // exponents of 10^9, of which rounding leaves 7 digits behind the point
  near(sinkhorn([5], [5], { epsilon: 1 }).cost, 0, 1e-15);
});

Deno.test("costs too large for a number are refused, not iterated for ever", () => {
  const overflow =
    /^RangeError: The largest cost, \|a_i - b_j\|\^2, is finite, but Infinity came: scale/;
  assert.throws(() => sinkhorn([1e200], [0], { epsilon: 1 }), overflow);
  assert.throws(() => sinkhornDivergence([0, 1e200], [0], { epsilon: 1 }), overflow);
  assert.throws(() => optimalTransport([1e200, 2e200], [0, 1]), overflow);
  near(sinkhorn([1e150], [0], { epsilon: 1 }).distance / 1e150, 1, 1e-12); // 1e300 is a number still
});

Deno.test("GANConvergence's distance: its start and its floor", () => {
  // The start [1.5, 2] against [-2, 0]: about 2.6, where the exact W2 is 2.784; its cap of 100 steps is hit.
  const start = ganConvergenceDistance(even(1.5, 2), even(-2, 0));
  near(start, 2.6, .05);
  const longer = ganConvergenceDistance(even(1.5, 2), even(-2, 0), {
    iterations: 400,
    threshold: 1e-6,
  });
  near(longer, w2(even(1.5, 2), even(-2, 0)), .005); // it can be right
  assert.ok(start < longer - .1);
  const repeats = 40,
    got = floor((a, b) => ganConvergenceDistance(a, b), interval(), { n: 50, repeats });
  near(got.mean, .109, 4.5 * .033 / Math.sqrt(repeats) + .0005);
  near(got.deviation, .033, 4.5 * .033 / Math.sqrt(2 * repeats));
});

Deno.test("GANConvergence's distance is the blurred one where it converges", () => {
  // Blur and step count large enough that its early end and its 1e-6 do not matter.
  const a = even(-1, 1, 20), b = even(-.5, 1.5, 20);
  const shipped = ganConvergenceDistance(a, b, { epsilon: 1 });
  near(shipped, sinkhorn(a, b, { epsilon: 1 }).distance, .02);
});

Deno.test("floors of the blurred cost stay away from 0, those of the divergence less", () => {
  const options = { n: 40, repeats: 6 };
  const cost = floor((a, b) => sinkhorn(a, b, { epsilon: 1 }).cost, gaussian(), options);
  const mended = floor((a, b) => sinkhornDivergence(a, b, { epsilon: 1 }), gaussian(), options);
  assert.ok(cost.mean > .3 && mended.mean < cost.mean / 2 && mended.mean > 0);
});

Deno.test("bad options are refused", () => {
  assert.throws(
    () => sinkhorn([1], [2], { epsilon: 0 }),
    /sinkhorn's epsilon is a number above 0, but 0 came/,
  );
  assert.throws(() => sinkhorn([1], [2], { epsilon: 1, iterations: 0 }), RangeError);
  assert.throws(() => sinkhorn([1], [2], { epsilon: 1, tolerance: -1 }), RangeError);
  assert.throws(
    () => sinkhorn([1], [2, NaN], { epsilon: 1 }),
    /b has finite numbers, but its row 1 holds NaN/,
  );
  assert.throws(
    () => sinkhorn([1], [2], {} as never),
    /^RangeError: sinkhorn needs epsilon, a number above 0, but none came/,
  );
  assert.throws(
    () => ganConvergenceDistance([1, 2, 3], [1, 2], { dimension: 2 }),
    /a has shape/,
  );
});
