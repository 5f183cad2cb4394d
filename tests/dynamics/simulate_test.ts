import assert from "node:assert/strict";
import {
  alternatingInvariant,
  clipping,
  consensus,
  consensusWithStrayHalf,
  gradientPenalty,
  leastSquares,
  leastSquaresRadius,
  limitCycle,
  minimax,
  nonSaturating,
  nonSaturatingOrbit,
  nonSaturatingRadius,
  r1,
  r2,
  simplePenalty,
  simplePenaltySolution,
  simulate,
  type SimulateOptions,
  simultaneousRadius,
  type State,
  type Trajectory,
  type VectorField,
  wasserstein,
  wassersteinDivergence,
  wassersteinDivergenceOrbit,
  wassersteinDivergenceRadius,
} from "../../lib/dynamics/mod.ts";
import { close, near } from "./near.ts";

const flow = (field: VectorField, time: number, start: State, step = .01) =>
  simulate(field, { start, stepSize: step, steps: Math.round(time / step), method: "runge-kutta" });
const last = (x: Float64Array) => x[x.length - 1]!;
/** The largest absolute value in the last part of a run. */
const amplitude = (x: Float64Array, part: number) =>
  x.subarray(-part).reduce((most, v) => Math.max(most, Math.abs(v)), 0);

Deno.test("one step by hand: simultaneous, alternating both ways, several critic steps, unequal step sizes", () => {
  const step = (options: Partial<SimulateOptions>) => {
    const { theta, psi } = simulate(wasserstein(), {
      start: [1, 1],
      stepSize: .5,
      steps: 1,
      ...options,
    });
    return [theta[1], psi[1]];
  };
  assert.deepEqual(step({ method: "simultaneous" }), [1.5, .5]);
  assert.deepEqual(step({}), [1.5, .25]);
  assert.deepEqual(step({ first: "critic" }), [1.25, .5]);
  assert.deepEqual(step({ criticSteps: 3 }), [1.5, 1 - 3 * .75]);
  assert.deepEqual(step({ first: "critic", criticSteps: 3 }), [1 - .25, -.5]);
  assert.deepEqual(step({ stepSize: { generator: .5, critic: .25 } }), [1.5, .625]);
});

Deno.test("a trajectory holds the start, every step, the radius and the time", () => {
  const run = simulate(wasserstein(), { start: [3, 4], stepSize: .1, steps: 5 });
  for (const x of [run.theta, run.psi, run.radius, run.time]) assert.equal(x.length, 6);
  assert.deepEqual([run.theta[0], run.psi[0], run.radius[0]], [3, 4, 5]);
  near(run.time[5]!, .5, 1e-15);
});

Deno.test("Runge-Kutta is of fourth order: half the step, a sixteenth of the error", () => {
  const error = (step: number) => {
    const { theta, psi } = flow(simplePenalty(wasserstein(), { weight: .3 }), 4, [-1, 0], step);
    const [x, y] = simplePenaltySolution({ weight: .3, time: 4 });
    return Math.hypot(last(theta) - x, last(psi) - y);
  };
  const ratio = error(.2) / error(.1);
  assert.ok(ratio > 14 && ratio < 18, `${ratio}`);
});

Deno.test("WGAN + lambda psi^2: the closed form solves the flow, below, at and above the critical weight", () => {
  const starts: State[] = [[-1, 0], [.3, -2]];
  for (const weight of [0, .3, .7, 1, 1 + 1e-9, 1.5, 4]) {
    for (const start of starts) {
      const { theta, psi, time } = flow(simplePenalty(wasserstein(), { weight }), 12, start);
      for (const i of [0, 100, 500, 1200]) {
        const [x, y] = simplePenaltySolution({ weight, time: time[i]!, start });
        near(theta[i]!, x, 1e-7);
        near(psi[i]!, y, 1e-7);
      }
    }
  }
});

Deno.test("and it is the textbook's: underdamped, critical and free, from (-1, 0)", () => {
  for (const t of [.5, 2, 7]) {
    const w = Math.sqrt(1 - .09), decay = Math.exp(-.3 * t);
    const [x, y] = simplePenaltySolution({ weight: .3, time: t });
    near(x, -decay * (Math.cos(w * t) + .3 / w * Math.sin(w * t)), 1e-12);
    near(y, decay * Math.sin(w * t) / w, 1e-12);
    const critical = simplePenaltySolution({ weight: 1, time: t });
    near(critical[0], -(1 + t) * Math.exp(-t), 1e-12);
    near(critical[1], t * Math.exp(-t), 1e-12);
    const free = simplePenaltySolution({ weight: 0, time: t });
    near(free[0], -Math.cos(t), 1e-12);
    near(free[1], Math.sin(t), 1e-12);
  }
  assert.ok(simplePenaltySolution({ weight: 5, time: 1e4 }).every(Number.isFinite));
});

Deno.test("minimax keeps theta^2 + psi^2: radius 1.41421 at t = 10 ... 5000", () => {
  const { radius } = flow(minimax(), 5000, [1, 1], .05);
  for (const t of [10, 100, 1000, 5000]) near(radius[t / .05]!, Math.SQRT2, 5e-6, `t = ${t}`);
});

Deno.test("NS-GAN converges sub-linearly: 8 / (t + 8 / r0^2) within 1 %", () => {
  const { radius } = flow(nonSaturating(), 5000, [1, 1], .05);
  const published = [[100, .27735], [1000, .08926], [5000, .03998]] as const;
  for (const [t, value] of published) {
    near(nonSaturatingRadius(t, Math.SQRT2), value, 5e-6);
    close(radius[t / .05]!, value, .01, `t = ${t}`);
  }
});

Deno.test("NS-GAN: the radius falls exactly as -u tanh(u / 2) says, u = theta psi", () => {
  for (const [theta, psi] of [[1, 1], [-.5, 2], [3, -.1]] as const) {
    const f = nonSaturating(), u = theta * psi;
    near(
      theta * f.generator(theta, psi) + psi * f.critic(theta, psi),
      -u * Math.tanh(u / 2),
      1e-12,
    );
  }
});

Deno.test("sub-linear laws of NS-GAN, W-div and LSGAN under alternating steps of 0.01 to t = 1000", () => {
  const run = (field: VectorField) => simulate(field, { stepSize: .01, steps: 100_000 }).radius;
  const r0 = Math.SQRT2;
  close(last(run(nonSaturating())), nonSaturatingRadius(1000, r0), .01);
  close(
    last(run(wassersteinDivergence(wasserstein()))),
    wassersteinDivergenceRadius(1000, r0),
    .01,
  );
  close(last(run(leastSquares())), leastSquaresRadius(1000, r0), .01);
  near(nonSaturatingRadius(1000, r0), .08926, 5e-6);
  near(wassersteinDivergenceRadius(1000, r0), .09036, 5e-6);
  near(wassersteinDivergenceRadius(1000, r0) ** -4, r0 ** -4 + 15 * 1000, 1e-6);
  near(leastSquaresRadius(1000, r0), .0447, 5e-5);
});

Deno.test("W-div laws for other k and p; p = 2 is exponential", () => {
  for (const [k, p] of [[1, 4], [.5, 3]] as const) {
    const { radius } = flow(wassersteinDivergence(wasserstein(), { k, p }), 400, [.5, .5]);
    close(
      last(radius),
      wassersteinDivergenceRadius(400, Math.SQRT1_2, { k, p }),
      .01,
      `k ${k} p ${p}`,
    );
  }
  near(wassersteinDivergenceRadius(3, 1, { k: .2, p: 2 }), Math.exp(-.6), 1e-9);
});

Deno.test("W-div with k = 2, p = 6 is stiff: h = 0.2 from (1, 1) overflows", () => {
  const { radius } = simulate(wassersteinDivergence(wasserstein()), { stepSize: .2, steps: 500 });
  assert.ok(!Number.isFinite(last(radius)));
});

Deno.test("WGAN, simultaneous: r0 (1 + h^2)^(n/2) exactly, 2.564e4 after 500 steps of 0.2", () => {
  const { radius } = simulate(wasserstein(), { stepSize: .2, steps: 500, method: "simultaneous" });
  for (const steps of [1, 10, 500]) {
    const expected = simultaneousRadius({ radius: Math.SQRT2, stepSize: .2, steps });
    close(radius[steps]!, expected, 1e-12);
  }
  close(last(radius), 2.564e4, 5e-4);
});

Deno.test("minimax, simultaneous: grows as exp(h t / 8) near the equilibrium", () => {
  const h = .1,
    { radius } = simulate(minimax(), {
      start: [1e-3, 0],
      stepSize: h,
      steps: 1000,
      method: "simultaneous",
    });
  close(last(radius) / 1e-3, Math.exp(h * 100 / 8), .01);
  close(
    last(radius),
    simultaneousRadius({ radius: 1e-3, stepSize: h, steps: 1000, pull: .5 }),
    .001,
  );
});

Deno.test("WGAN, alternating: the invariant is kept to 1e-13, for both orders and unequal step sizes", () => {
  for (const first of ["generator", "critic"] as const) {
    for (const step of [.2, 1, { generator: .05, critic: .3 }, { generator: .4, critic: .1 }]) {
      const { theta, psi } = simulate(wasserstein(), {
        start: [1, .3],
        stepSize: step,
        first,
        steps: 2000,
      });
      const at = (i: number) =>
        alternatingInvariant([theta[i]!, psi[i]!], { stepSize: step, first });
      for (const i of [1, 7, 2000]) close(at(i), at(0), 1e-12);
    }
  }
  near(alternatingInvariant([1, 1], { stepSize: .2 }), 2.2, 1e-12); // theta^2 + psi^2 + h theta psi
  near(alternatingInvariant([1, 1], { stepSize: .2, first: "critic" }), 1.8, 1e-12);
});

Deno.test("minimax, alternating: stays within O(h) of its circle", () => {
  const spread = (step: number) => {
    const { radius } = simulate(minimax(), { stepSize: step, steps: Math.round(400 / step) });
    return Math.max(...radius.map((r) => Math.abs(r - Math.SQRT2)));
  };
  const [coarse, fine] = [spread(.2), spread(.1)];
  assert.ok(coarse < .2 && Math.abs(coarse / fine - 2) < .4, `${coarse} ${fine}`);
});

Deno.test("periods: WGAN 2 pi, GAN near 0 4 pi", () => {
  for (const [field, period] of [[wasserstein(), 2 * Math.PI], [minimax(), 4 * Math.PI]] as const) {
    const { theta, time } = flow(field, 5 * period, [.01, 0]);
    const crossings = [...theta.keys()].filter((i) => i > 0 && theta[i - 1]! < 0 && theta[i]! >= 0);
    near((time[crossings[4]!]! - time[crossings[0]!]!) / 4, period, .01);
  }
});

Deno.test("WGAN with clipping: from outside it ends on the amplitude of the bound, inside nothing changes", () => {
  for (const bound of [.5, 1]) {
    const field = clipping(wasserstein(), { limit: bound });
    const outside = flow(field, 100, [2, 2], .001);
    close(amplitude(outside.psi, 10_000), bound, 1e-3);
    close(amplitude(outside.theta, 10_000), bound, 5e-3);
    const inside = flow(field, 100, [.3 * bound, .4 * bound]);
    close(last(inside.radius), .5 * bound, 1e-6);
  }
});

Deno.test("WGAN-LP: the flow ends at min(r0, 1) and cycles; with steps the invariant of WGAN stays", () => {
  const field = gradientPenalty(wasserstein(), { weight: .35, sides: "one" });
  for (const r0 of [.4, 1, 3]) {
    const { radius } = flow(field, 400, [r0, 0]);
    close(last(radius), Math.min(r0, 1), .01, `r0 = ${r0}`);
  }
  const { theta, psi } = simulate(field, { start: [.5, .2], stepSize: .2, steps: 1000 });
  const at = (i: number) => alternatingInvariant([theta[i]!, psi[i]!], { stepSize: .2 });
  close(at(1000), at(0), 1e-12);
});

/** Follows a two-sided penalty's flow to its cycle and measures it. */
function cycle(
  weight: number,
  start: State,
  target = 1,
): { theta: number; psi: number; period: number } {
  const run = flow(gradientPenalty(wasserstein(), { weight, target }), 200, start, .002);
  const part = 20_000;
  const up = [...run.theta.keys()].filter((i) =>
    i > 60_000 && run.theta[i - 1]! < 0 && run.theta[i]! >= 0
  );
  const period = (run.time[up.at(-1)!]! - run.time[up[0]!]!) / (up.length - 1);
  return { theta: amplitude(run.theta, part), psi: amplitude(run.psi, part), period };
}

Deno.test("WGAN-GP: the limit cycle has its closed amplitudes and period, from inside and outside", () => {
  for (const weight of [.15, .35, .7]) {
    const expected = limitCycle({ weight });
    for (const start of [[.1, .1], [3, -2]] as State[]) {
      const got = cycle(weight, start);
      close(got.theta, expected.theta, .005, `theta, weight ${weight}`);
      close(got.psi, expected.psi, .005, `psi, weight ${weight}`);
      close(got.period, expected.period, .005, `period, weight ${weight}`);
    }
  }
  const half = cycle(.35, [1, 1], .5), whole = limitCycle({ weight: .35 });
  close(half.theta, whole.theta / 2, .005);
  close(limitCycle({ weight: .35, target: .5 }).psi, whole.psi / 2, 1e-12);
});

Deno.test("WGAN-GP with weight >= 1 stalls at theta = +-2 weight, never at the data", () => {
  for (const weight of [1, 1.5]) {
    for (const start of [[2, 3], [-1, .5]] as State[]) {
      const { theta, psi } = flow(gradientPenalty(wasserstein(), { weight }), 100, start, .001);
      close(Math.abs(last(theta)), 2 * weight, .005, `weight ${weight}`);
      near(last(psi), 0, .01);
    }
  }
  assert.throws(
    () => limitCycle({ weight: 1 }),
    /limitCycle's weight is between 0 and 1 \(from 1 on the game stalls .*\), but 1 came/,
  );
});

Deno.test("simultaneous NS-GAN and LSGAN end on an orbit of about sqrt(2 h), W-div on (h / 7.5)^(1/4)", () => {
  const end = (field: VectorField, step: number, start: State, steps: number) =>
    last(simulate(field, { start, stepSize: step, steps, method: "simultaneous" }).radius);
  for (const start of [[.05, 0], [.5, .3]] as State[]) {
    near(end(nonSaturating(), .01, start, 400_000), .1415, 5e-4);
    close(end(nonSaturating(), .01, start, 400_000), nonSaturatingOrbit(.01), .005);
    close(end(leastSquares(), .01, start, 200_000), nonSaturatingOrbit(.01), .03);
  }
  const coarse = simulate(nonSaturating(), { stepSize: .2, steps: 20_000, method: "simultaneous" });
  near(amplitude(coarse.radius, 2000), .6397, 5e-4); // at a large step the orbit is no circle: its farthest point
  close(
    end(wassersteinDivergence(wasserstein()), .01, [.1, .1], 20_000),
    wassersteinDivergenceOrbit(.01),
    .05,
  );
  close(wassersteinDivergenceOrbit(.01), (.01 / 7.5) ** .25, 1e-9);
});

Deno.test("simultaneous: minimax and WGAN spiral outwards for ever", () => {
  for (const field of [minimax(), wasserstein()]) {
    const { radius } = simulate(field, { stepSize: .2, steps: 2000, method: "simultaneous" });
    for (let i = 200; i <= 2000; i += 200) assert.ok(radius[i]! > radius[i - 200]!);
  }
});

Deno.test("R1, R2 and the simple penalty converge for the published weights", () => {
  for (const weight of [.3, .7, 1]) {
    const { radius } = simulate(simplePenalty(wasserstein(), { weight }), {
      start: [-1, 0],
      stepSize: .01,
      steps: 5000,
    });
    assert.ok(last(radius) < 1e-5, `${weight}`);
  }
  for (const field of [r1(minimax(), { gamma: .3 }), r2(nonSaturating(), { gamma: 1 })]) {
    assert.ok(last(simulate(field, { stepSize: .2, steps: 1000 }).radius) < 1e-6);
  }
});

Deno.test("consensus with 5 critic steps sticks at about 11; with the stray half it converges", () => {
  // Mescheder's (1, 1) is our (1, -1): his critic is high on generated data.
  const options: SimulateOptions = { start: [1, -1], stepSize: .2, steps: 500, criticSteps: 5 };
  near(last(simulate(consensus(minimax(), { gamma: 1 }), options).radius), 11, .5);
  near(last(simulate(consensusWithStrayHalf({ gamma: 1 }), options).radius), 0, 1e-6);
  near(
    last(simulate(consensus(minimax(), { gamma: 1 }), { ...options, criticSteps: 1 }).radius),
    0,
    1e-6,
  );
});

Deno.test("bad options are refused before anything is played", () => {
  const run = (options: Partial<SimulateOptions>): Trajectory =>
    simulate(wasserstein(), { stepSize: .1, steps: 10, ...options });
  assert.throws(
    () => run({ steps: 0 }),
    /simulate's steps is a whole number of at least 1, but 0 came/,
  );
  assert.throws(() => run({ steps: -5 }), RangeError);
  assert.throws(
    () => run({ stepSize: 0 }),
    /stepSize is a number above 0, or one for each player .*, but 0 came/,
  );
  assert.throws(
    () => run({ stepSize: { generator: .1, critic: NaN } }),
    /stepSize is .*, but \{"generator":0\.1,"critic":NaN\} came/,
  );
  assert.throws(() => run({ start: [NaN, 0] }), /start is two finite numbers, but \[NaN, 0\] came/);
  assert.throws(() => run({ start: [1] as unknown as State }), /start is two .*, but \[1\] came/);
  assert.throws(() => run({ criticSteps: 0 }), RangeError);
  assert.throws(
    () => run({ criticSteps: 5, method: "simultaneous" }),
    /needs the method alternating/,
  );
  assert.throws(
    () => run({ method: "euler" as "simultaneous" }),
    /method is one of "simultaneous", "alternating", "runge-kutta", but "euler" came/,
  );
  assert.throws(
    () => run({ first: "both" as "critic" }),
    /first is one of "generator", "critic", but "both" came/,
  );
});
