import assert from "node:assert/strict";
import { join } from "node:path";
import { r1 } from "saddle/constraints/mod.ts";
import { interval, ring } from "saddle/datasets/mod.ts";
import {
  type Experiment,
  experiment,
  type ExperimentOptions,
  type ExperimentProgress,
  type Seeds,
} from "saddle/experiments/mod.ts";
import { plan } from "saddle/experiments/plan.ts";
import { Pace } from "saddle/experiments/progress.ts";
import { hinge, nonSaturating } from "saddle/losses/mod.ts";
import { mlp, orthogonal, tanh } from "saddle/models/mod.ts";
import {
  adam,
  annealed,
  generate,
  type Progress,
  sgd,
  train,
  type TrainOptions,
} from "saddle/training/mod.ts";
import { trainingTrial } from "saddle/training/house.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "./small.ts";

const WASM = { engines: ["wasm"] } as const;

/** Results of `SMALL`, computed once. */
let results: Promise<Experiment> | undefined;
const small = () => results ??= experiment(SMALL);

forEachEngine(
  "every combination is trained as it would be alone, with the same seeds",
  async () => {
    const { metrics, history, combinations, trained } = await small();
    assert.equal(combinations.length, 2 * 2 * 2);
    const labels = { loss: "Wasserstein", weight: 1, critics: 2 };
    const values = { ...labels, loss: SMALL.parameters.loss[1]! };
    const alone = await train({ ...SMALL.training(values), runs: 3, seed: 5 });
    const rows = (frame: typeof metrics) =>
      frame.toRecords().filter((row) =>
        Object.entries(labels).every(([name, label]) => row[name] === label)
      );
    // sums over more runs may be taken in another order
    const near = (got: unknown, expected: unknown) =>
      assert.ok(Math.abs(Number(got) - Number(expected)) < 1e-4, `${got}, not ${expected}`);
    for (const [all, own] of [[metrics, alone.metrics], [history, alone.history]] as const) {
      const [got, expected] = [rows(all), own.toRecords()];
      assert.equal(got.length, expected.length);
      got.forEach((row, i) => {
        for (const [name, value] of Object.entries(expected[i]!)) near(row[name], value);
      });
    }
    const points = generate(await trained(labels), 5);
    generate(alone, 5).forEach((x, i) => near(points[i], x));
  },
  WASM,
);

forEachEngine("tables have the values of the parameters in front", async () => {
  const { metrics, status, samples, critic } = await small();
  const columns = ["loss", "weight", "critics", "run", "step"];
  assert.deepEqual(metrics.columns, [...columns, "spread"]);
  assert.deepEqual(samples.columns, [...columns, "x", "y"]);
  assert.equal(metrics.height, 8 * 3 * 5);
  assert.equal(samples.height, 8 * 3 * 4); // the last snapshot
  assert.equal(status.height, 8 * 3);
  assert.equal(critic.height, 0);
  assert.ok(status.toRecords().every(({ outcome, step }) => outcome === "finished" && step === 12));
}, WASM);

forEachEngine("all snapshots and the critic on a grid are kept on request", async () => {
  const { samples, critic } = await experiment({
    ...SMALL,
    parameters: { loss: [hinge()], weight: [1], critics: [1] },
    training: (values) => ({
      ...SMALL.training(values),
      dataset: interval(),
      generator: mlp({ inputs: 1, hidden: [3], outputs: 1 }),
      critic: mlp({ inputs: 1, hidden: [3], outputs: 1 }),
      grid: { x: [-1, 1], y: [0, 0], nx: 5, ny: 1 },
      metrics: {},
    }),
    samples: "all",
  });
  assert.deepEqual(samples.columns.slice(-2), ["step", "x"]);
  assert.equal(samples.height, 5 * 3 * 4);
  assert.equal(critic.height, 5 * 3 * 5);
  const places = critic.getColumn("x").toArray().slice(0, 5);
  assert.deepEqual([...places], [-1, -0.5, 0, 0.5, 1]);
}, WASM);

forEachEngine(
  "a results folder holds what the experiment returned, and is only read again",
  async () => {
    const folder = join(await Deno.makeTempDir(), "deep", "results");
    const first = await experiment({ ...SMALL, folder });
    const again = await experiment({
      ...SMALL,
      folder,
      onProgress: () => assert.fail("there was nothing to do"),
    });
    for (const table of ["history", "metrics", "status", "samples"] as const) {
      assert.deepEqual(again[table].toRecords(), first[table].toRecords());
      assert.deepEqual(again[table].toRecords(), (await small())[table].toRecords());
    }
    const one = { loss: "Wasserstein", weight: 0.1, critics: 1 };
    assert.deepEqual(generate(await again.trained(one), 3), generate(await first.trained(one), 3));
    const { about, settings } = JSON.parse(await Deno.readTextFile(join(folder, "settings.json")));
    assert.equal(about.state, "finished");
    assert.equal(settings.seed, 5);
    assert.equal(settings.engine.name, "wasm");
    assert.equal(settings.blocks.length, 4);
    await Deno.remove(join(folder, "history.parquet"));
    await assert.rejects(
      experiment({ ...SMALL, folder }),
      /is said to be finished, but its tables are missing \(history\)/,
    );
    assert.match(about.begun, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(Object.keys(about.versions), ["Saddle", "Deno", "TensorFlow.js"]);
    for (const version of Object.values(about.versions)) assert.match(`${version}`, /^\d+\.\d/);
    await assert.rejects(again.trained({ weight: 7 }), /0 combinations have weight 7/);
    await assert.rejects(again.trained({ weight: 1 }), /4 combinations have weight 1/);
  },
  WASM,
);

forEachEngine("progress tells the share of all work, and the time that is left", async () => {
  const told: ExperimentProgress[] = [];
  await experiment({ ...SMALL, onProgress: (progress) => void told.push(progress) });
  assert.equal(told.length, 4 * 5); // blocks x snapshots
  const { metrics: _, ...first } = told[0]!;
  assert.deepEqual(first, {
    block: 1,
    blocks: 4,
    label: "loss non-saturating, weight 0.1, critics 1 and 1 more",
    step: 0,
    steps: 12,
    share: 0,
    secondsLeft: undefined,
  });
  told.slice(1).forEach(({ share }, i) => assert.ok(share >= told[i]!.share));
  // two critic steps cost half as much again as one: 2 : 3 : 2 : 3
  const end = (block: number) => told.findLast((progress) => progress.block === block)!.share;
  assert.deepEqual([1, 2, 3, 4].map((block) => Math.round(10 * end(block))), [2, 5, 7, 10]);
  assert.ok(told[4]!.secondsLeft! > 0);
  assert.equal(told.at(-1)!.secondsLeft, 0);
}, WASM);

forEachEngine(
  "a folder of other settings, or of something else, is refused and left alone",
  async () => {
    const folder = await Deno.makeTempDir();
    await experiment({ ...SMALL, folder });
    const content = () =>
      [...Deno.readDirSync(folder)].filter(({ isFile }) => isFile)
        .map(({ name }) => [name, Deno.readFileSync(join(folder, name)).join()]);
    const before = content();
    const others: readonly (readonly [Partial<typeof SMALL>, RegExp])[] = [
      [{ runs: 4 }, /holds results of other settings: runs is 3 there and 4 here/],
      [{ seed: 6 }, /seed is 5 there and 6 here/],
      [
        { parameters: { ...SMALL.parameters, weight: [0.1, 3] } },
        /parameters\.weight\[1\] is 1 there and 3 here/,
      ],
      [
        { training: (values) => ({ ...SMALL.training(values), optimiser: sgd() }) },
        /blocks\[0\]\.training\.generator's optimiser is "Adam .*" there and "SGD rate=0.01" here/,
      ],
      [
        {
          training: (values) => ({ ...SMALL.training(values), dataset: ring({ deviation: 0.5 }) }),
        },
        /dataset is "ring \(30 points\)" there and "ring" here/,
      ],
    ];
    for (const [other, message] of others) {
      await assert.rejects(experiment({ ...SMALL, ...other, folder }), message);
    }
    assert.deepEqual(content(), before);
    await Deno.remove(join(folder, "metrics.parquet"));
    await assert.rejects(experiment({ ...SMALL, folder }), /tables are missing \(metrics\)/);
    const own = await Deno.makeTempDir();
    await Deno.writeTextFile(join(own, "thesis.tex"), "years of work");
    await assert.rejects(
      experiment({ ...SMALL, folder: own }),
      /holds files \(thesis\.tex\) but no settings\.json: it is no folder of results/,
    );
    assert.deepEqual([...Deno.readDirSync(own)].map(({ name }) => name), ["thesis.tex"]);
  },
  WASM,
);

forEachEngine("a folder that was cut off before it had settings is begun again", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(join(folder, "blocks"));
  await Deno.writeTextFile(join(folder, ".lock"), "");
  await Deno.writeTextFile(join(folder, ".settings.json.1234.unfinished"), '{ "abo');
  const parameters = { loss: [nonSaturating()], weight: [1], critics: [1] };
  await experiment({ ...SMALL, parameters, folder });
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
  assert.deepEqual(names.filter((name) => name.endsWith(".unfinished")), []);
}, WASM);

forEachEngine("parts that differ, though not in name, are not stacked", async () => {
  const stack = (training: (weight: number) => Partial<TrainOptions>) =>
    experiment({
      ...SMALL,
      parameters: { loss: [nonSaturating()], weight: [0.1, 1], critics: [1] },
      training: (values) => ({ ...SMALL.training(values), ...training(values.weight) }),
    });
  const network = { inputs: 2, hidden: [6], outputs: 2, activation: tanh };
  const wrong: readonly (readonly [string, (weight: number) => Partial<TrainOptions>])[] = [
    [`the rows of "data"`, (weight) => ({ dataset: ring({ deviation: weight }) })],
    [
      `the player "generator"`,
      (weight) => ({ generator: mlp({ ...network, init: orthogonal({ gain: weight }) }) }),
    ],
    [
      `the player "generator"`,
      (weight) => {
        const { apply } = mlp(weight < 1 ? { ...network, output: tanh } : network);
        return { generator: { ...mlp(network), apply } };
      },
    ],
    ["the metrics", (weight) => ({ metrics: { miss: ([x]) => Math.abs(x! - weight) } })],
  ];
  for (const [part, training] of wrong) {
    const message = new RegExp(`two of them differ in ${part}, though not in name`);
    await assert.rejects(stack(training), message);
  }
}, WASM);

forEachEngine(
  "a parameter with the name of a metric is refused at the first snapshot",
  async () => {
    const parameters = { spread: [1, 2] };
    const one = () => SMALL.training({ loss: nonSaturating(), weight: 1, critics: 1 });
    await assert.rejects(
      experiment({ name: "spreads", parameters, training: () => ({ ...one(), steps: 1e9 }) }),
      /A parameter cannot be called "spread": results have a column of that name, of a metric/,
    );
  },
  WASM,
);

Deno.test("the time left counts only what this process did", async () => {
  const training = (steps: number) => ({
    ...SMALL.training({ loss: nonSaturating(), weight: 1, critics: 1 }),
    steps,
  });
  const candidates = [{ labels: {}, group: "", trial: () => trainingTrial(training(1000)) }];
  const { blocks } = plan(candidates, { runs: 1, seed: 0, together: 1 });
  const all = [blocks[0]!, blocks[0]!];
  const pace = new Pace(all);
  const progress = (step: number) => ({ step, steps: 1000, metrics: {} }) as Progress;
  await new Promise((done) => setTimeout(done, 20));
  // 100 of 1000 steps are of this process, which has 1000 more to do: ten times what it took
  const began = performance.now();
  pace.at(0, 900, all, progress(1000));
  pace.finish(0, true);
  const { secondsLeft, share } = pace.at(1, 0, all, progress(0));
  const late = (performance.now() - began) / 1000;
  assert.equal(share, 0.5);
  assert.ok(secondsLeft! >= 0.2 && secondsLeft! < 10 * (0.2 + late) + 2, `${secondsLeft}`);
});

forEachEngine("two processes cannot write to one folder", async () => {
  const folder = await Deno.makeTempDir();
  const other = await Deno.open(join(folder, ".lock"), { create: true, write: true });
  await other.lock(true);
  await assert.rejects(experiment({ ...SMALL, folder }), /Another process is writing results to/);
  other.close();
}, WASM);

/** The small experiment with a number of points in a pack, of which some do not divide the batch. */
const packs = (sizes: number[]): ExperimentOptions<{ batch: number }> => ({
  name: "batches",
  parameters: { batch: sizes },
  training: ({ batch }) => ({
    ...SMALL.training({ loss: nonSaturating(), weight: 1, critics: 1 }),
    batch,
    steps: 1,
  }),
});

forEachEngine("combinations that make no sense are reported and left out", async () => {
  const lines: string[] = [];
  const { combinations, refused } = await experiment({
    ...packs([0, 4, 2.5]),
    report: (line) => void lines.push(line),
  });
  assert.deepEqual(combinations, [{ batch: 4 }]);
  assert.deepEqual(refused.map(({ labels }) => labels), [{ batch: 0 }, { batch: 2.5 }]);
  assert.match(
    lines[0]!,
    /^left out: batch 0: train's batch is a whole number of at least 1, but 0 came\.$/,
  );
  await assert.rejects(
    experiment({ ...packs([0, 2.5]), report: () => {} }),
    /no combination left that makes sense:\n {2}batch 0: train's batch is .*\n {2}batch 2\.5: train's batch is/,
  );
}, WASM);

Deno.test("options that cannot be meant are refused", async () => {
  const refused = (other: object, message: RegExp) =>
    assert.rejects(experiment({ ...SMALL, ...other } as typeof SMALL), message);
  await refused({ steps: 3 }, /experiment has no option "steps"\. Known options: name, parameters/);
  await refused({ stack: ["wieght"] }, /none called "wieght": loss, weight, critics/);
  await refused({ runs: 0 }, /experiment's runs is a whole number of at least 1, but 0 came/);
  await refused({ samples: "some" }, /samples is one of "all", "last", "none", but "some" came/);
  await refused({ name: "" }, /experiment's name is a text of at least one character, but "" came/);
  await refused(
    { parameters: undefined },
    /experiment needs parameters, lists of values .*, \{\} for one training, but none came/,
  );
  await refused({ stack: "weight" }, /stack is a list of parameters' names, but "weight" came/);
  await refused({ stack: [], parameters: { loss: [] } }, /The parameter "loss" has no values/);
  await refused(
    { stack: [], parameters: { run: [1] } },
    /cannot be called "run": results have a column/,
  );
  await refused({ stack: [], parameters: { x12: [1] } }, /cannot be called "x12"/);
  await refused({ stack: [], parameters: { weight: [1, 1] } }, /two values that are called 1/);
  await refused(
    { stack: [], parameters: { weight: [{}] } },
    /Value 0 of the parameter "weight" needs a name/,
  );
  await refused(
    { stack: ["weight", "loss"] },
    /differ only in numbers .*, but their loss differs: non-saturating and Wasserstein/,
  );
});

Deno.test("stacked combinations have their numbers one a run, and the same seeds", () => {
  const training = (weight: number): TrainOptions => ({
    ...SMALL.training({ loss: nonSaturating(), weight, critics: 1 }),
    optimiser: adam({ rate: weight }),
    constraints: [r1({ gamma: [1, weight, 3] })], // one for each seed
  });
  const candidates = [0.1, 0.7].map((weight) => ({
    labels: { weight },
    group: "",
    trial: (seeds: Seeds) => trainingTrial({ ...training(weight), ...seeds }),
  }));
  const { blocks } = plan(candidates, { runs: 3, seed: 0, together: 32 });
  assert.equal(blocks.length, 1);
  const { game, options } = blocks[0]!.trial;
  assert.deepEqual(Object.values(game.numbers!["constraint 1, R1"]!), [[1, 0.1, 3, 1, 0.7, 3]]);
  const { numbers } = game.players["critic"]!.optimiser;
  assert.deepEqual(numbers["rate"], [0.1, 0.1, 0.1, 0.7, 0.7, 0.7]);
  assert.equal(numbers["beta2"], 0.999);
  assert.deepEqual(options.streams, [0, 1, 2, 0, 1, 2]);
});

Deno.test("a number that one combination leaves out is stacked as what it is then", () => {
  const optimiser = (weightDecay: number) =>
    annealed(adam({ rate: 0.1, weightDecay }), { over: 10 });
  const numbersOf = (decays: readonly number[]) => {
    const candidates = decays.map((decay) => ({
      labels: { decay },
      group: "",
      trial: (seeds: Seeds) =>
        trainingTrial({
          ...SMALL.training({ loss: nonSaturating(), weight: 1, critics: 1 }),
          optimiser: optimiser(decay),
          ...seeds,
        }),
    }));
    const { blocks } = plan(candidates, { runs: 2, seed: 0, together: 32 });
    return blocks[0]!.trial.game.players["critic"]!.optimiser.numbers;
  };
  assert.deepEqual(numbersOf([0, 1e-4])["weightDecay"], [0, 0, 1e-4, 1e-4]);
  assert.deepEqual(numbersOf([1e-4, 0])["weightDecay"], [1e-4, 1e-4, 0, 0]);
  assert.deepEqual(numbersOf([0, 0]), optimiser(0).numbers);
});

Deno.test("a block has whole combinations, as many as its size allows and at least one", () => {
  const candidates = [1, 2, 3, 4, 5].map((weight) => ({
    labels: { weight },
    group: weight === 3 ? "other" : "",
    trial: (seeds: Seeds) =>
      trainingTrial({
        ...SMALL.training({ loss: nonSaturating(), weight, critics: 1 }),
        ...seeds,
      }),
  }));
  const sizes = (runs: number, together: number) =>
    plan(candidates, { runs, seed: 0, together }).blocks.map(({ combinations }) =>
      combinations.map(({ weight }) => weight)
    );
  assert.deepEqual(sizes(3, 32), [[1, 2, 4, 5], [3]]);
  assert.deepEqual(sizes(3, 8), [[1, 2], [4, 5], [3]]);
  assert.deepEqual(sizes(9, 8), [[1], [2], [4], [5], [3]]);
});
