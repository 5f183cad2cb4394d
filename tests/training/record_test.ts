import assert from "node:assert/strict";
import { dirac, fromPoints, ring } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { wasserstein } from "saddle/losses/mod.ts";
import { constantValues, linear, mlp } from "saddle/models/mod.ts";
import { type Progress, sgd, train, type TrainOptions } from "saddle/training/mod.ts";
import { gan } from "saddle/training/gan.ts";
import { withDefaults } from "saddle/training/options.ts";
import { Recorder } from "saddle/training/record/recorder.ts";
import { SMALL } from "./small.ts";

/** Players that do not move: only what is recorded matters. */
const STILL: TrainOptions = { ...SMALL, constraints: [], optimiser: sgd({ rate: 0 }) };

/** A test on the engine that is always there and compiles nothing. */
function test(name: string, body: () => void | Promise<void>): void {
  Deno.test(name, async () => {
    await start({ engine: "wasm" });
    await body();
  });
}

test("snapshots are taken at the start, after every so many steps, and at the end", async () => {
  const stepsOf = async (steps: number, every: number | undefined) => {
    const run = await train({
      ...STILL,
      steps,
      ...(every ? { every } : { every: undefined }) as object,
    });
    return run.snapshots.map(({ step }) => step);
  };
  assert.deepEqual(await stepsOf(7, 3), [0, 3, 6, 7]);
  assert.deepEqual(await stepsOf(6, 3), [0, 3, 6]);
  assert.deepEqual(await stepsOf(3, 100), [0, 3]);
  assert.deepEqual(await stepsOf(1, 1), [0, 1]);
  // a twentieth of the steps by default
  assert.deepEqual(await stepsOf(40, undefined), Array.from({ length: 21 }, (_, i) => 2 * i));
});

test("snapshots show the same latents each time, and as many points as asked for", async () => {
  const run = await train({ ...STILL, steps: 2, every: 1, runs: 3, snapshotSize: 7 });
  const [before, between, after] = run.snapshots;
  assert.equal(before!.samples.length, 3 * 7 * 2);
  assert.deepEqual(between!.samples, before!.samples);
  assert.deepEqual(after!.samples, before!.samples);
});

test("the critic is shown on the grid, lowest y first, for every run", async () => {
  const grid = { x: [-1, 3], y: [10, 30], nx: 5, ny: 3 } as const;
  // D(x, y) = x + y
  const critic = linear({ inputs: 2, outputs: 1, init: constantValues([1, 1]) });
  const { snapshots } = await train({ ...STILL, critic, runs: 2, steps: 1, grid });
  const expected = [10, 20, 30].flatMap((y) => [-1, 0, 1, 2, 3].map((x) => x + y));
  assert.deepEqual([...snapshots[0]!.critic!], [...expected, ...expected]);
  assert.deepEqual(snapshots[0]!.grid, grid);
});

test("without a grid of one's own the data's is used; in space there is none", async () => {
  const gridIn = async (options: Partial<TrainOptions>) =>
    (await train({ ...STILL, grid: undefined as never, steps: 1, ...options })).snapshots[0]!.grid;
  const [x, y] = ring().extent;
  assert.deepEqual(await gridIn({}), { x, y, nx: 41, ny: 41 });
  assert.equal(await gridIn({ grid: null }), undefined);
  const line = { dataset: dirac(), generator: linear({ inputs: 1, outputs: 1 }) };
  const critic = linear({ inputs: 1, outputs: 1 });
  assert.deepEqual(await gridIn({ ...line, critic }), {
    x: dirac().extent[0],
    y: [0, 0],
    nx: 201,
    ny: 1,
  });
  const space = {
    dataset: fromPoints({ name: "two", points: [[0, 0, 0], [1, 1, 1]] }),
    generator: linear({ inputs: 1, outputs: 3 }),
    critic: linear({ inputs: 3, outputs: 1 }),
    batch: 2,
  };
  assert.equal(await gridIn(space), undefined);
});

test("the history has one row a step and run", async () => {
  const { history } = await train({ ...STILL, steps: 5, every: 2, runs: 2, firstRun: 3 });
  assert.deepEqual(history.columns, ["step", "run", "criticLoss", "penalty", "generatorLoss"]);
  assert.deepEqual([...history.getColumn("step")], [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  assert.deepEqual([...history.getColumn("run")], [3, 4, 3, 4, 3, 4, 3, 4, 3, 4]);
  assert.ok([...history.getColumn("criticLoss")].every(Number.isFinite));
  assert.deepEqual([...history.getColumn("penalty")], new Array(10).fill(0));
});

test("the history of a long training keeps about 1,000 steps, snapshots' and the last", () => {
  // a recorder by itself: 2,503 steps of nothing
  const full = withDefaults({ ...STILL, steps: 2503, every: 1250 });
  const record = new Recorder(gan(full), { ...full, metrics: {} });
  for (let done = 0; done < 2500; done += 100) record.terms(done, 100, new Float32Array(400));
  record.terms(2500, 3, new Float32Array(12));
  const { history } = record.result();
  const steps = [...history.getColumn("step")] as number[];
  assert.ok(steps.length >= 800 && steps.length <= 1100);
  for (const step of [3, 1250, 2500, 2503]) assert.ok(steps.includes(step));
  assert.deepEqual(steps, [...new Set(steps)].toSorted((a, b) => a - b));
});

test("metrics see each run's points and become columns", async () => {
  const sizes: number[] = [];
  const { metrics, snapshots } = await train({
    ...STILL,
    steps: 2,
    every: 1,
    runs: 2,
    firstRun: 4,
    metricSize: 9,
    metrics: {
      first: (points) => {
        sizes.push(points.length);
        return points[0]!;
      },
      both: (points) => ({ low: Math.min(...points), high: Math.max(...points) }),
    },
  });
  assert.deepEqual(sizes, new Array(6).fill(9 * 2));
  assert.deepEqual(metrics.columns, ["step", "run", "first", "low", "high"]);
  assert.deepEqual([...metrics.getColumn("step")], [0, 0, 1, 1, 2, 2]);
  assert.deepEqual([...metrics.getColumn("run")], [4, 5, 4, 5, 4, 5]);
  const [low, high] = ["low", "high"].map((name) => [...metrics.getColumn(name)] as number[]);
  assert.ok(low!.every((x, i) => x < high![i]!));
  assert.equal(low![0], low![2]); // the players do not move, the latents are the same
  assert.notEqual(low![0], low![1]);
  assert.equal(snapshots.length, 3);
});

test("without metrics there is a table without rows", async () => {
  const { metrics } = await train({ ...STILL, steps: 1 });
  assert.deepEqual([metrics.columns, metrics.height], [["step", "run"], 0]);
});

test("progress is told at every snapshot, with medians over the runs, and waited for", async () => {
  const told: Progress[] = [];
  let waiting = false;
  const { history } = await train({
    ...STILL,
    steps: 5,
    every: 2,
    runs: 3,
    metrics: { first: (points) => points[0]! },
    onProgress: async (progress) => {
      assert.equal(waiting, false);
      waiting = true;
      await new Promise((done) => setTimeout(done, 5));
      waiting = false;
      told.push(progress);
    },
  });
  assert.equal(waiting, false);
  assert.deepEqual(told.map(({ step, steps }) => [step, steps]), [[0, 5], [2, 5], [4, 5], [5, 5]]);
  assert.deepEqual(Object.keys(told[0]!.metrics), ["first"]);
  for (const { step, metrics } of told.slice(1)) {
    assert.deepEqual(Object.keys(metrics), ["first", "critic loss", "generator loss"]);
    const losses = (history.toRecords() as Record<string, number>[])
      .filter((row) => row["step"] === step).map((row) => row["criticLoss"]!);
    assert.equal(metrics["critic loss"], losses.toSorted((a, b) => a - b)[1]);
  }
});

test("a run says how it came about", async () => {
  const run = await train({ ...SMALL, steps: 1, runs: 2, seed: 9, firstRun: 1 });
  assert.deepEqual(run.status, [1, 2].map((run) => ({ run, outcome: "finished", step: 1 })));
  assert.deepEqual([run.runs, run.firstRun, run.seed, run.mode], [2, 1, 9, "recorded"]);
  assert.equal(run.engine.name, "wasm");
  assert.equal(run.dataset.name, ring().name);
  assert.deepEqual(run.settings, {
    dataset: ring().name,
    generator: "mlp 2-6-2, tanh",
    critic: "mlp 2-6-1, tanh",
    loss: "Wasserstein",
    constraints: "gradient penalty (line, norm 1, two-sided) weight=1",
    update: "alternating, 1 critic step",
    "generator's optimiser": "Adam rate=0.01 beta1=0.5 beta2=0.9 epsilon=0.001",
    "critic's optimiser": "Adam rate=0.01 beta1=0.5 beta2=0.9 epsilon=0.001",
    latent: "normal, 2",
    batch: 8,
    steps: 1,
    runs: 2,
    "first run": 1,
    seed: 9,
    divergence: 1e6,
  });
});

test("each player may have its own optimiser", async () => {
  const optimiser = { generator: sgd({ rate: 0 }), critic: sgd({ rate: 0.1 }) };
  const { snapshots } = await train({ ...SMALL, optimiser, steps: 1 });
  const [before, after] = snapshots;
  assert.deepEqual(after!.samples, before!.samples);
  assert.notDeepEqual(after!.critic, before!.critic);
});

test("without options a training has those that are documented", async () => {
  const { settings, snapshots } = await train({
    dataset: ring(),
    generator: mlp({ inputs: 2, hidden: [2], outputs: 2 }),
    critic: mlp({ inputs: 2, hidden: [2], outputs: 1 }),
    loss: wasserstein(),
    steps: 2,
  });
  const { constraints, batch, runs, seed, update, latent } = settings;
  assert.deepEqual([constraints, batch, runs, seed, latent], ["none", 256, 1, 0, "normal, 2"]);
  assert.equal(update, "alternating, 1 critic step");
  assert.equal(settings["critic's optimiser"], "Adam rate=0.001 beta1=0.5 beta2=0.9 epsilon=1e-8");
  assert.equal(snapshots[0]!.samples.length, 500 * 2);
});
