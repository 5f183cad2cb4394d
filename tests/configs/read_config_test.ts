import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import {
  type Config,
  ConfigError,
  configOf,
  planOf,
  readConfig,
  runConfig,
} from "saddle/configs/mod.ts";
import { gradientPenalty, instanceNoise } from "saddle/constraints/mod.ts";
import { CONSTRAINTS } from "saddle/configs/constraints.ts";
import { ACTIVATIONS, INITIALISERS, NORMALISATIONS } from "saddle/configs/layer_parts.ts";
import { LAYERS } from "saddle/configs/layers.ts";
import { modelsFor } from "saddle/configs/models.ts";
import { LATENTS, OPTIMISERS, UPDATES } from "saddle/configs/training_parts.ts";
import * as constraintRoom from "saddle/constraints/mod.ts";
import * as modelRoom from "saddle/models/mod.ts";
import * as trainingRoom from "saddle/training/mod.ts";
import { DATASETS } from "saddle/configs/data_sets.ts";
import { LOSSES } from "saddle/configs/losses.ts";
import { simplePenaltySolution } from "saddle/dynamics/mod.ts";
import { dataset, finite, ring, scaled, withData } from "saddle/datasets/mod.ts";
import { leastSquares, lossNamed } from "saddle/losses/mod.ts";
import { medianDistance, mmdSquared } from "saddle/metrics/mod.ts";
import { batchNorm, lecunUniform, mlp, packed, silu } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { alternating, rmsprop, type Run, sgd, train, uniformLatent } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { numbersOf } from "../training/small.ts";

const FOLDER = join(import.meta.dirname!, "..", "..", "notebooks", "configs");

/** The shortest file that describes a training. */
const SHORT = `
dataset: ring
generator: { mlp: { inputs: 2 } }
critic: mlp
loss: hinge
`;

/** What one file describes, of which some lines are replaced or added. */
const of = (more: string): Config => configOf(`${SHORT}${more}`, "run.yaml");

/** The settings of the only combination of a file. */
function training(more: string) {
  const { candidates } = of(more);
  assert.equal(candidates.length, 1);
  return candidates[0]!.training();
}

forEachEngine("a file trains as the same settings in code do", async () => {
  const { blocks } = planOf(configOf(
    `
dataset: { finite: { of: { scaled: { of: { ring: { modes: 3 } }, factor: 2 } }, size: 50, seed: 4 } }
generator:
  mlp: { inputs: 3, hidden: [5, 4], activation: silu, normalisation: { batch-norm: { affine: false } } }
critic:
  packed: { size: 2, of: { mlp: { hidden: [6], init: lecun-uniform } } }
loss: { least-squares: { halves: false } }
constraints:
  - gradient-penalty: { points: real, target: 0, weight: [1, 2] }
  - instance-noise: { deviation: 0.1 }
latent: { uniform: { low: -1 } }
update: { alternating: { criticSteps: 2, first: generator } }
optimiser: { generator: { rmsprop: { rate: 0.01 } }, critic: sgd }
average: { decay: 0.5 }
batch: 8
steps: 4
every: 2
snapshotSize: 3
metrics: { centre: mean, width: deviation }
metricSize: 9
runs: 2
seed: 6
`,
    "run.yaml",
  ));
  const { trial } = blocks[0]!;
  const got = trial.result(await trial.carryOut()) as Run;
  const expected = await train({
    dataset: finite(scaled(ring({ modes: 3 }), 2), { size: 50, seed: 4 }),
    generator: mlp({
      inputs: 3,
      outputs: 2,
      hidden: [5, 4],
      activation: silu,
      normalisation: batchNorm({ affine: false }),
    }),
    critic: packed(mlp({ inputs: 4, outputs: 1, hidden: [6], init: lecunUniform() }), { size: 2 }),
    loss: leastSquares({ halves: false }),
    constraints: [
      gradientPenalty({ points: "real", target: 0, weight: [1, 2] }),
      instanceNoise({ deviation: 0.1 }),
    ],
    latent: uniformLatent({ low: -1 }),
    update: alternating({ criticSteps: 2, first: "generator" }),
    optimiser: { generator: rmsprop({ rate: 0.01 }), critic: sgd() },
    average: { decay: 0.5 },
    batch: 8,
    steps: 4,
    every: 2,
    snapshotSize: 3,
    grid: null,
    runs: 2,
    seed: 6,
  });
  assert.deepEqual(got.snapshots, expected.snapshots);
  assert.deepEqual(numbersOf(got.critic.params), numbersOf(expected.critic.params));
  assert.deepEqual(got.settings, expected.settings);
  assert.deepEqual(
    got.metrics.columns,
    ["step", "run", "mean1", "mean2", "deviation1", "deviation2"],
  );
}, { engines: ["wasm"] });

Deno.test("JSON says the same as YAML", () => {
  const json = `{
    "dataset": { "ring": { "modes": 5 } },
    "generator": { "mlp": { "inputs": 2 } }, "critic": "mlp", "loss": "hinge", "seed": 3
  }`;
  const yaml = SHORT.replace("ring", "{ ring: { modes: 5 } }") + "seed: 3";
  const [a, b] = [configOf(json, "run.json"), configOf(yaml, "run.yaml")];
  assert.deepEqual(a.settings, b.settings);
  assert.equal(a.name, "run");
  assert.equal(a.seed, 3);
});

Deno.test("an unknown key is named with its line, its place and the nearest known one", () => {
  const unknown: readonly (readonly [string, RegExp])[] = [
    [
      "optimizer: adam",
      /run\.yaml:6:1: unknown key "optimizer"\. The nearest .* "optimiser"\. Known:/,
    ],
    ["Seed: 3", /unknown key "Seed"\. The nearest known one is "seed"/],
    [
      "constraints:\n  - r1:\n      gama: 10",
      /run\.yaml:8:7: unknown key "gama" in constraints\[0\]\.r1\. The nearest .* "gamma"\. Known: gamma\./,
    ],
    ["optimiser: { adam: { lr: 0.1 } }", /run\.yaml:6:22: unknown key "lr" in optimiser\.adam/],
    ["latent: { normal: { size: 2 } }", /unknown key "size" in latent\.normal\. There are none\./],
    ["optimiser: { critic: sgd, generater: sgd }", /"generater" in optimiser.* "generator"/],
    ["metrics: { j: { binned-jsd: { bin: 3 } } }", /"bin" in metrics\.j\.binned-jsd.* "bins"/],
  ];
  for (const [text, message] of unknown) assert.throws(() => of(text), message);
});

Deno.test("an unknown name is refused with the nearest known one", () => {
  const unknown: readonly (readonly [string, RegExp])[] = [
    [
      "constraints: [gradientPenalty]",
      /6:15: constraints\[0\]: unknown constraint "gradientPenalty"\. The nearest known one is "gradient-penalty"/,
    ],
    ["constraints: [{ simple-penlty: {} }]", /nearest known one is "simple-penalty"/],
    [
      "update: alternate",
      /update: unknown update "alternate"\. The nearest known one is "alternating"/,
    ],
    ["optimiser: Adam", /unknown optimiser "Adam"\. The nearest known one is "adam"/],
    ["metrics: { j: jsd }", /metrics\.j: unknown metric "jsd"\. The nearest known one is/],
    ["latent: gaussian", /latent: unknown kind of latents "gaussian"/],
  ];
  for (const [text, message] of unknown) assert.throws(() => of(text), message);
  const nets = SHORT.replace("critic: mlp", "critic: { mlp: { activation: leakyrelu } }");
  assert.throws(
    () => configOf(nets, "run.yaml"),
    /run\.yaml:4:30: critic\.mlp\.activation: unknown activation "leakyrelu"\. .* "leaky-relu"/,
  );
});

Deno.test("a value of a wrong kind is refused with what was expected", () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ["batch: many", /run\.yaml:6:8: batch: expected a whole number, got "many"\./],
    ["batch: 2.5", /batch: expected a whole number, got 2\.5\./],
    ["steps: [1, 2]", /steps: expected a whole number, got a list of 2\./],
    ["divergence: .inf", /divergence: expected a number, got/],
    ["average: 0.9", /average: expected a mapping, key: value, got 0\.9\./],
    ["constraints: r1", /constraints: expected a list, got "r1"\./],
    [
      "constraints: [{ r1: { gamma: big } }]",
      /gamma: expected a number, or a list of one for each run, got "big"/,
    ],
    [
      "constraints: [{ r1: { gamma: -1 } }]",
      /6:30: constraints\[0\]\.r1\.gamma: expected a number of at least 0, .* got -1/,
    ],
    [
      "constraints: [{ r1: {}, r2: {} }]",
      /expected a constraint: its name, .* got a mapping with the keys r1, r2/,
    ],
    [
      "constraints: [{ gradient-penalty: { sides: three } }]",
      /expected one of "one", "two", got "three"/,
    ],
    ["update: { alternating: { freshReal: 'no' } }", /freshReal: expected true or false, got "no"/],
    ["samples: few", /samples: expected one of "all", "last", "none", got "few"/],
    ["together: 0", /6:11: together: expected a whole number of at least 1, got 0/],
    ["name: 3", /name: expected a text, got 3/],
    ["runs: 0", /6:7: runs: expected a whole number of at least 1, got 0/],
    ["seed: -1", /6:7: seed: expected a whole number of at least 0, got -1/],
    ["steps: 0", /6:8: steps: expected a whole number of at least 1, got 0/],
    ["divergence: 0", /6:13: divergence: expected a number above 0, infinity too, got 0/],
    [
      "average: { decay: 1 }",
      /6:19: average\.decay: expected a number of at least 0 and below 1, or one for each run, got 1/,
    ],
    [
      "pretrain: { steps: 0 }",
      /6:20: pretrain\.steps: expected a whole number of at least 1, got 0/,
    ],
    [
      "runs: 2\nconstraints: [{ r1: { gamma: [1, 2, 3] } }]",
      /7:30: constraints\[0\]\.r1\.gamma: expected one number, or one for each of the 2 runs, got a list of 3/,
    ],
    [
      "optimiser: { sgd: { rate: [0.1, 0.2] } }",
      /6:27: optimiser\.sgd\.rate: expected one number, or one for each of the 1 runs, got a list of 2/,
    ],
    [
      "runs: 3\naverage: { decay: [0.9, 0.99] }",
      /7:19: average\.decay: expected one number, or one for each of the 3 runs, got a list of 2/,
    ],
    ["grid: { x: [0, 1, 2], nx: 3 }", /grid\.x: expected two numbers, got a list of 3/],
    ["grid: { x: [0, 1] }", /grid: "nx" is missing/],
    ["metrics: { d: w1 }", /metrics\.d: is for points on a line, but those of ring have 2 numbers/],
    ["metrics: { j: { binned-jsd: {} } }", /metrics\.j\.binned-jsd: "bins" is missing/],
    [
      "metrics: { m: { modes-captured: { against: swiss-roll } } }",
      /swiss-roll has no modes that could be/,
    ],
    [
      "metrics: { e: { energy-distance: { against: interval } } }",
      /interval has points of 1 numbers, but those of ring/,
    ],
    ["loss: hinge", /run\.yaml:6:1: .*[Kk]eys must be unique/],
    ["a: [1", /run\.yaml:\d+:\d+: /],
  ];
  for (const [text, message] of wrong) assert.throws(() => of(text), message, text);
  for (const text of ["", "just a text", "- a\n- list"]) {
    assert.throws(
      () => configOf(text, "run.yaml"),
      /run\.yaml.*: (expected settings|"dataset" is)/,
    );
  }
  const without = (key: string) =>
    SHORT.split("\n").filter((line) => !line.startsWith(key)).join("\n");
  for (const key of ["dataset", "generator", "critic", "loss"]) {
    assert.throws(
      () => configOf(without(key), "run.yaml"),
      RegExp(`run.yaml:2:1: "${key}" is missing`),
    );
  }
  const sizeless = SHORT.replace("{ inputs: 2 }", "{}");
  assert.throws(() => configOf(sizeless, "run.yaml"), /generator\.mlp: "inputs" is missing/);
  assert.throws(() => of("batch: many"), ConfigError);
});

Deno.test("a file that is not there is said so", async () => {
  await assert.rejects(readConfig("no/such.yaml"), /no\/such\.yaml cannot be read/);
});

Deno.test("what is no file, or has no end, is not read as a description", async () => {
  const folder = await Deno.makeTempDir(), [long, loop] = [join(folder, "a"), join(folder, "b")];
  await Deno.writeTextFile(long, "#".repeat(2 ** 20 + 1));
  await Deno.symlink(loop, loop).catch(() => {}); // which Windows lets few do
  const refused = {
    [folder]: /cannot be read: /,
    [long]: /a cannot be read: expected at most 1 MiB, got 1048577 bytes\.$/,
    [loop]: /b cannot be read: /,
    ...(Deno.build.os === "windows" ? {} : {
      "/dev/zero": /^\/dev\/zero cannot be read: expected a file, got a device\.$/,
    }),
  };
  for (const [file, message] of Object.entries(refused)) {
    await assert.rejects(readConfig(file), { name: "ConfigError", message });
  }
});

Deno.test({
  name: "data are not read from a device, which may have no end",
  ignore: Deno.build.os === "windows",
  async fn() {
    const folder = await Deno.makeTempDir();
    for (const name of ["points.csv", "points.parquet"]) {
      const path = join(folder, name);
      await Deno.symlink("/dev/zero", path);
      const text = SHORT.replace("dataset: ring", `dataset: { file: { path: ${path} } }`);
      assert.throws(() => configOf(text, "run.yaml"), /expected a file, got a device\.$/);
    }
  },
});

Deno.test("a path in a file starts from the folder of the file", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(join(folder, "points.csv"), "x,y\n1,2\n3,4\n");
  const text = SHORT.replace("ring", "{ file: { path: points.csv } }");
  await Deno.writeTextFile(join(folder, "run.yaml"), text);
  assert.throws(
    () => configOf(text.replace("points.csv", "~/no-such-points.csv"), join(folder, "run.yaml")),
    ({ message }: Error) => {
      const whole = join(homedir(), "no-such-points.csv");
      assert.ok(message.includes(`dataset.file.path: ${whole} cannot be read: No such`), message);
      return true;
    },
  );
  assert.throws(
    () => configOf(text.replace("points.csv", "none/points.csv"), join(folder, "run.yaml")),
    ({ message }: Error) =>
      message.includes(`${join(folder, "none", "points.csv")} cannot be read`),
  );
  const { candidates } = await readConfig(join(folder, "run.yaml"));
  const { dataset } = candidates[0]!.training();
  assert.deepEqual([...(dataset as ReturnType<typeof finite>).points], [1, 2, 3, 4]);
});

Deno.test("defaults are the library's, and what is left out stays out", () => {
  const { batch, constraints, metrics, grid } = training("");
  assert.deepEqual([batch, constraints, metrics, grid], [undefined, undefined, undefined, null]);
  assert.deepEqual(training("grid: data").grid, { ...training("grid: data").grid, nx: 41, ny: 41 });
});

Deno.test("files know every data set and loss of the library", () => {
  /** The names that an error lists. */
  const listed = (read: () => unknown): string[] => {
    try {
      read();
    } catch (error) {
      const names = /nown(?: losses| options)?: (.*?)\.?$/.exec((error as Error).message)?.[1] ??
        "none";
      return names.split(", ").sort();
    }
    return [];
  };
  const datasets = Object.keys(DATASETS);
  assert.deepEqual(datasets.sort(), listed(() => dataset("?")));
  for (const name of datasets) {
    const own = listed(() => dataset(name, { "?": 1 }));
    const text = SHORT.replace("ring", `{ ${name}: { "?": 1 } }`);
    const ours = listed(() => configOf(text, "run.yaml"));
    assert.deepEqual(ours, own, name);
  }
  assert.deepEqual(Object.keys(LOSSES).sort(), listed(() => lossNamed("?")));
});

Deno.test("files know every constraint, model, update and optimiser of the library", () => {
  const kebab = (name: string) =>
    name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/-latent$/, "");
  /** Everything that a room exports, but for what is no part of a training. */
  const parts = (room: object, others: RegExp) =>
    Object.keys(room).map(kebab).filter((name) => !others.test(name)).sort();
  const known = (...tables: object[]) => tables.flatMap(Object.keys).sort();
  assert.deepEqual(known(CONSTRAINTS), parts(constraintRoom, /gradient-norm$/));
  assert.deepEqual(
    known(ACTIVATIONS, INITIALISERS, NORMALISATIONS, LAYERS, modelsFor({})),
    parts(modelRoom, /^$/),
  );
  const tools =
    /^(across|by|classifier|critic-map|generat|gradient|grid|lipsch|load|open-game|open-training|outputs|pick|play|pretrain|score|save|train|turns|untrained)|-rows$/;
  assert.deepEqual(known(UPDATES, OPTIMISERS, LATENTS), parts(trainingRoom, tools));
});

Deno.test("mmd-squared keeps the bandwidth of the real points, also where the generator collapses", () => {
  const measure = (more: string, points: Float32Array) => training(more).metrics!["m"]!(points);
  const collapsed = new Float32Array(2 * 64).fill(0.5);
  const fewReal = "metrics: { m: { mmd-squared: { size: 8 } } }\nseed: 3";
  const real = ring().sample(stream(3, 0, "reference"), 8);
  const fixed = { dimension: 2, bandwidth: medianDistance(real, { dimension: 2 }) };
  const metric = training(fewReal).metrics!["m"]!;
  for (const points of [collapsed, ring().sample(stream(1, 0, "data"), 64)]) {
    assert.equal(metric(points), mmdSquared(points, real, fixed));
  }
  // The median over all 72 points is a distance between two of the 64 that are one.
  const pooled = fewReal.replace("size: 8", "size: 8, bandwidth: median");
  assert.throws(() => measure(pooled, collapsed), /\(the median distance\) is a number above 0/);
  const one = "metrics: { m: { mmd-squared: { against: { dirac: { dimension: 2 } } } } }";
  assert.throws(() => measure(one, collapsed), /metrics\.m\.mmd-squared: the real points are too/);
});

Deno.test("blurred transport that was not iterated to its end is said once, with what to do", () => {
  const points = ring().sample(stream(1, 0, "data"), 16), { warn } = console;
  const warnings: string[] = [];
  console.warn = (line: string) => warnings.push(line);
  try {
    for (const name of ["sinkhorn", "sinkhorn-divergence"]) {
      for (const iterations of [1, 10_000]) {
        const options = `{ epsilon: 0.1, iterations: ${iterations} }`;
        const metric = training(`metrics: { d: { ${name}: ${options} } }`).metrics!["d"]!;
        assert.equal(metric(points), metric(points));
      }
    }
  } finally {
    console.warn = warn;
  }
  assert.equal(warnings.length, 2); // of one step, not of many, and not again
  const said = / did not converge: .* off by \d\.\de[+-]\d+ of the whole mass\. .* larger epsilon/;
  for (const line of warnings) assert.match(line, said);
  assert.match(warnings[0]!, /^metrics\.d\.sinkhorn did/);
  assert.match(warnings[1]!, /^metrics\.d\.sinkhorn-divergence did/);
});

/** Labels of the combinations of a file with parameters. */
const labelsOf = (more: string) => of(more).candidates.map(({ labels }) => labels);

Deno.test("a list of values stands where the settings name it, in every combination", () => {
  const text = `
constraints: [{ r1: { gamma: $gamma } }]
optimiser: { generator: { sgd: { rate: $rate } }, critic: { sgd: { rate: $rate } } }
steps: $steps
parameters: { gamma: [1, 10], rate: [0.1], steps: [5, 7] }
runs: 3
`;
  assert.deepEqual(labelsOf(text), [
    { gamma: 1, rate: 0.1, steps: 5 },
    { gamma: 1, rate: 0.1, steps: 7 },
    { gamma: 10, rate: 0.1, steps: 5 },
    { gamma: 10, rate: 0.1, steps: 7 },
  ]);
  const { blocks } = planOf(of(text));
  // gamma can be given one a run, the number of steps cannot
  assert.deepEqual(
    blocks.map(({ trial: { options } }) => [options.steps, options.runs]),
    [[5, 6], [7, 6]],
  );
  const penalty = blocks[0]!.trial.numbers["constraint 1, R1"]!;
  assert.deepEqual(Object.values(penalty), [[1, 1, 1, 10, 10, 10]]);
});

Deno.test("settings by names replace those of the file", () => {
  const text = `
batch: 5
parameters:
  method:
    NS-GAN: { loss: non-saturating }
    R1: { loss: non-saturating, constraints: [{ r1: { gamma: $gamma } }], batch: 9 }
  gamma: [1, 10]
`;
  const { candidates } = of(text);
  const made = candidates.map(({ labels, training }) => {
    try {
      const { loss, batch } = training();
      return [labels["method"], labels["gamma"], loss.name, batch];
    } catch (error) {
      return (error as Error).message;
    }
  });
  assert.deepEqual(made, [
    ["NS-GAN", 1, "non-saturating", 5],
    "It is the same training as method NS-GAN, gamma 1.",
    ["R1", 1, "non-saturating", 9],
    ["R1", 10, "non-saturating", 9],
  ]);
  const { blocks, refused } = planOf(of(text));
  assert.equal(blocks.length, 2);
  assert.deepEqual(refused[0]!.labels, { method: "NS-GAN", gamma: 10 });
});

Deno.test("a file can ask for a pre-trained critic, also as a parameter", () => {
  const text = `
dataset: ring
generator: { mlp: { inputs: 2 } }
critic: { autoencoder: { encoder: { mlp: { outputs: 4 } }, decoder: mlp } }
loss: energy-based
pretrain: { steps: $before, optimiser: { adam: { rate: $rate } } }
parameters: { before: [10, 20], rate: [0.1, 0.01] }
`;
  const { blocks } = planOf(configOf(text, "run.yaml"));
  const made = blocks.map(({ combinations, trial: { settings } }) => [
    combinations.map(({ before, rate }) => [before, rate]),
    settings["pre-training of the critic"],
  ]);
  const words = (steps: number, rate: number) =>
    `${steps} steps, batch 256, Adam rate=${rate} beta1=0.9 beta2=0.999 epsilon=1e-8`;
  // never stacked: what differs is not a number that can be given one a run
  assert.deepEqual(made, [
    [[[10, 0.1]], words(10, 0.1)],
    [[[10, 0.01]], words(10, 0.01)],
    [[[20, 0.1]], words(20, 0.1)],
    [[[20, 0.01]], words(20, 0.01)],
  ]);
  const plain = SHORT + "pretrain: {}";
  assert.throws(() => planOf(configOf(plain, "run.yaml")), /nothing would stop those of mlp/);
});

Deno.test("parameters that cannot be meant are refused with their place", () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    [
      "batch: $bach\nparameters: { batch: [1] }",
      /6:8: batch: there is no parameter "bach" with a list\. The nearest .* "batch"/,
    ],
    ["batch: $batch", /there is no parameter "batch" with a list\. There are none\./],
    ["parameters: { batch: [1, 2] }", /parameters\.batch: no setting depends on it: write \$batch/],
    ["batch: $b\nparameters: { b: [one] }", /7:19: batch: expected a whole number, got "one"/],
    [
      "batch: $b\nparameters: { b: [8, 0] }",
      /7:22: batch: expected a whole number of at least 1, got 0/,
    ],
    [
      "batch: $b\nparameters: { b: [[1]] }",
      /expected a number, a text, true or false, got a list of 1/,
    ],
    ["batch: $b\nparameters: { b: 3 }", /expected a list of values, or settings by names, got 3/],
    ["batch: $b\nparameters: { b: [] }", /The parameter "b" has no values/],
    ["batch: $run\nparameters: { run: [1] }", /cannot be called "run"/],
    ["parameters: { m: { A: { seeds: 1 } } }", /unknown key "seeds" in parameters\.m\.A/],
    [
      "parameters: { m: { A: { batch: 1 } }, n: { B: { batch: 2 } } }",
      /the parameters m and n both bring "batch"/,
    ],
  ];
  for (const [text, message] of wrong) assert.throws(() => of(text), message, text);
});

Deno.test("an experiment with no combination left says so, with the reasons", () => {
  const pair = SHORT.replace("hinge", "energy-based");
  const text = `${pair}
batch: $batch
metrics: { mode: modes-captured }
parameters: { batch: [4, 8] }
`;
  assert.throws(
    () => planOf(configOf(text, "run.yaml")),
    /^ConfigError: run\.yaml: This experiment has no combination left that makes sense:\n {2}batch 4: /,
  );
  assert.throws(
    () => planOf(configOf(pair, "run.yaml")),
    /^ConfigError: run\.yaml: The energy-based .* does not go with the critic/,
  );
});

/** All but settings of clusters, which lie beside them. */
const shipped = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml") && !name.endsWith(".slurm.yaml")).sort();

/** Those that train on images: too long for a test, which has small ones of their kinds. */
const ofImages = shipped.filter((name) => /^(digits|faces|cifar10|stacked)/.test(name));

/** What one of them says, with data that ship in the place of those that are fetched. */
async function shippedConfig(name: string): Promise<Config> {
  const file = join(FOLDER, name), text = await Deno.readTextFile(file);
  const instead = "dataset: { coloured-digits: { of: { digits: { size: 32, most: 300 } } } }";
  return await withData(() => configOf(text.replace("dataset: cifar-10", instead), file));
}

Deno.test("the course's systems ship as files, with all their combinations", async () => {
  const plans = await Promise.all(shipped.map(async (name) => {
    const config = await shippedConfig(name);
    const { blocks, refused } = planOf(config);
    assert.deepEqual(refused, [], name);
    return [
      config.name,
      blocks.map(({ combinations, trial }) => [combinations.length, trial.options.steps]),
    ] as const;
  }));
  const plain = (count: number, steps: number) => Array(count).fill([1, steps]);
  assert.deepEqual(Object.fromEntries(plans), {
    "cifar10-wgan-gp": plain(1, 9200),
    "cifar10-wgan-gp-128": plain(1, 9200),
    "digits-bigan": plain(1, 3900),
    "digits-cyclegan": plain(1, 4000),
    "digits-div": plain(1, 4000),
    "digits-div-conv": plain(1, 4000),
    "faces-div": plain(1, 2000),
    "faces-div-conv": plain(1, 4000),
    // steps of WGAN and WGAN-GP, the fifth and sixth, have five critic steps
    "gan-comparison-1d": [...plain(4, 10_920), ...plain(2, 2184), ...plain(3, 10_920)],
    "gan-comparison-2d": [...plain(3, 93_600), ...plain(2, 18_720), ...plain(1, 93_600)],
    "gan-convergence-1d": [[3, 10_000]],
    "gan-convergence-2d": [[3, 100_000]],
    "gan-convergence-dirac": [[3, 1000]],
    "gan-pytorch-1d": plain(2, 12_520),
    "many-runs": plain(56, 10_000),
    "ring": plain(1, 2000),
    "stacked-digits": plain(3, 20_000),
    "wasserstein-div": plain(1, 3000),
  });
});

forEachEngine("every combination of the files on points that ship can be trained", async () => {
  for (const name of shipped.filter((name) => !ofImages.includes(name))) {
    const config = await readConfig(join(FOLDER, name));
    // of many blocks that differ in numbers alone some stand for all
    const { blocks } = planOf(config), pace = Math.ceil(blocks.length / 14);
    for (const { combinations } of blocks.filter((_, i) => i % pace === 0)) {
      const { training } = config.candidates.find(({ labels }) => labels === combinations[0])!;
      const run = await train({ ...training(), seed: config.seed, steps: 1, every: 1, batch: 16 });
      const label = `${name}, ${JSON.stringify(combinations[0])}`;
      assert.equal(run.status[0]!.outcome, "finished", label);
      for (const row of run.metrics.toRecords()) {
        for (const [metric, value] of Object.entries(row)) {
          assert.ok(Number.isFinite(value), `${label}: ${metric} is ${value}`);
        }
      }
    }
  }
}, { engines: ["wasm"] });

forEachEngine("GANConvergence's Dirac-GAN follows its closed solution", async () => {
  const config = await readConfig(join(FOLDER, "gan-convergence-dirac.yaml"));
  const { metrics, critic } = await runConfig(config);
  const follows = (rows: Record<string, unknown>[], column: string, place: 0 | 1) => {
    assert.equal(rows.length, 3 * 201);
    for (const row of rows) {
      const [weight, step, got] = [row["weight"], row["step"], row[column]] as [
        number,
        number,
        number,
      ];
      // a step of 0.01 instead of time costs about as much
      const expected = simplePenaltySolution({ weight, time: 0.01 * step })[place];
      assert.ok(
        Math.abs(got - expected) < 0.01,
        `${column}, weight ${weight}, step ${step}: ${got}`,
      );
    }
  };
  follows(metrics.toRecords(), "theta", 0);
  follows(critic.toRecords().filter(({ x }) => x === 1), "score", 1); // psi x
}, { engines: ["wasm"] });
