import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import { configOf, runConfig } from "saddle/configs/mod.ts";
import { drawn } from "saddle/configs/sample/latents.ts";
import { type StoredGenerator, storedGenerator } from "saddle/configs/sample/stored_generator.ts";
import { writeSamples } from "saddle/configs/sample/write_samples.ts";
import { start } from "saddle/engine/mod.ts";
import { mlp, tanh } from "saddle/models/mod.ts";
import {
  loadTrained,
  normalLatent,
  outputsOf,
  pickRuns,
  uniformLatent,
} from "saddle/training/mod.ts";

const MAIN = join(import.meta.dirname!, "..", "..", "lib", "configs", "sample_command.ts");

const FACES = `
dataset: { drawn-faces: { size: 8 } }
generator: { mlp: { inputs: 3, hidden: [4], output: tanh } }
critic: { mlp: { hidden: [4] } }
loss: wasserstein
batch: 8
steps: 2
snapshotSize: 1
runs: 2
samples: none
`;

/** A folder of results of what a file describes. */
async function trained(text: string): Promise<string> {
  await start({ engine: "cpu" });
  const folder = join(await Deno.makeTempDir(), "results");
  await runConfig(configOf(text, "run.yaml"), { folder, pictures: false });
  return folder;
}

const players = (folder: string, block = 0) =>
  join(folder, "blocks", String(block).padStart(3, "0"), "players.safetensors");

const CHOICE = { where: {}, run: 0 };
const DRAW = { count: 4, seed: 0, walk: false };

/** A generator that gives its latents back. */
function mirror(more: Partial<StoredGenerator> = {}): StoredGenerator {
  return {
    ...{ shape: null, low: -1, classes: 0, size: 2, dimension: 2, latent: normalLatent },
    seesBatch: false,
    make: (inputs) => inputs,
    ...more,
  };
}

async function command(...args: readonly string[]) {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", MAIN, ...args],
    env: { SADDLE_ENGINE: "cpu", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, out: text(stdout), errors: text(stderr) };
}

Deno.test("samples are what the stored generator makes, of the run that is asked for", async () => {
  const folder = await trained(FACES);
  const net = mlp({ inputs: 3, hidden: [4], outputs: 192, output: tanh });
  for (const run of [0, 1]) {
    const generator = await storedGenerator(folder, { where: {}, run });
    assert.deepEqual(
      [generator.shape, generator.size, generator.seesBatch],
      [[8, 8, 3], 3, false],
    );
    const all = await loadTrained(players(folder), {
      generator: net,
      critic: mlp({ inputs: 192, hidden: [4], outputs: 1 }),
    });
    const latents = drawn({ ...mirror(), size: 3, dimension: 3 }, DRAW);
    const expected = outputsOf(pickRuns(all, [run]).generator, latents);
    const got = drawn(generator, DRAW);
    got.forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) < 1e-6));
    assert.deepEqual(
      drawn(await storedGenerator(players(folder), { where: {}, run }), DRAW),
      got,
    );
  }
});

Deno.test("the same seed gives the same samples, the first of many those of few", () => {
  for (const seesBatch of [false, true]) {
    for (const truncation of [undefined, 0.7]) {
      const few = drawn(mirror({ seesBatch }), { ...DRAW, truncation });
      const many = drawn(mirror({ seesBatch }), { ...DRAW, truncation, count: 300 });
      assert.deepEqual(many.subarray(0, few.length), few);
      assert.notDeepEqual(drawn(mirror({ seesBatch }), { ...DRAW, truncation, seed: 1 }), few);
    }
  }
});

Deno.test("a generator with batch norm is never given few latents, or only alike ones", () => {
  const sizes: number[] = [], spreads: number[] = [];
  const generator = mirror({
    seesBatch: true,
    make(inputs) {
      sizes.push(inputs.length / 2);
      spreads.push(Math.sqrt(inputs.reduce((sum, z) => sum + z * z, 0) / inputs.length));
      return inputs;
    },
  });
  drawn(generator, { ...DRAW, count: 1 });
  drawn(generator, { ...DRAW, count: 70, truncation: 0.1 });
  drawn(generator, { ...DRAW, count: 10, walk: true });
  assert.deepEqual(sizes, [256, 256, 256, 256]);
  // of 64 near 0 and 192 of deviation 1 the deviation is sqrt(3/4)
  for (const spread of spreads) assert.ok(spread > 0.75 && spread < 1.1, `${spread}`);
});

Deno.test("truncated latents stay within their bound, and others are as they would be", () => {
  const usual = drawn(mirror(), { ...DRAW, count: 5000 });
  const within = drawn(mirror(), { ...DRAW, count: 5000, truncation: 0.5 });
  assert.ok(within.every((z) => Math.abs(z) <= 0.5));
  within.forEach((z, i) => assert.ok(Math.abs(usual[i]!) > 0.5 || z === usual[i]));
  // the variance of N(0, 1) within +-c: 1 - 2 c phi(c) / (2 Phi(c) - 1)
  const c = 0.5, phi = Math.exp(-c * c / 2) / Math.sqrt(2 * Math.PI), mass = 0.3829249225;
  const variance = within.reduce((sum, z) => sum + z * z, 0) / within.length;
  assert.ok(Math.abs(variance - (1 - 2 * c * phi / mass)) < 0.004, `${variance}`);
  assert.throws(
    () => drawn(mirror({ latent: uniformLatent() }), { ...DRAW, truncation: 1 }),
    /--truncation is for normal latents, but those of this generator are "uniform \[0, 1\)"/,
  );
});

Deno.test("a walk goes from one latent to another: on a circle's arc, or straight where not normal", () => {
  const ends = drawn(mirror(), { ...DRAW, count: 2, walk: true });
  const path = drawn(mirror(), { ...DRAW, count: 5, walk: true });
  const point = (all: Float32Array, i: number) => [...all.subarray(2 * i, 2 * i + 2)];
  const near = (got: number[], expected: number[]) =>
    got.forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) < 1e-6));
  near(point(path, 0), point(ends, 0));
  near(point(path, 4), point(ends, 1));
  const angle = (z: number[]) => Math.atan2(z[1]!, z[0]!);
  const turns = [0, 1, 2, 3].map((i) => {
    const unit = (at: number) => point(path, at).map((x) => x / Math.hypot(...point(path, at)));
    return Math.abs(angle(unit(i + 1)) - angle(unit(i)));
  });
  assert.ok(turns.every((turn) => turn > 0));
  const latent = uniformLatent(), straight = mirror({ latent });
  const line = drawn(straight, { ...DRAW, count: 3, walk: true });
  near(point(line, 1), point(line, 0).map((x, i) => (x + point(line, 2)[i]!) / 2));
  assert.throws(() => drawn(mirror(), { ...DRAW, count: 1, walk: true }), /at least 2 samples/);
});

Deno.test("a conditional generator is told one class after the other", () => {
  const generator = mirror({ classes: 3, dimension: 5 });
  const samples = drawn(generator, DRAW);
  const told = [0, 1, 2, 3].map((i) => samples.subarray(5 * i + 2, 5 * i + 5).indexOf(1));
  assert.deepEqual(told, [0, 1, 2, 0]);
});

Deno.test("samples become a grid, a picture each, or a table", async () => {
  const folder = await Deno.makeTempDir(), at = (name: string) => join(folder, name);
  const images = mirror({ shape: [2, 1, 1] }), samples = drawn(images, { ...DRAW, count: 5 });
  assert.match(await writeSamples(samples, images, { out: at("a.png") }), /a grid of 5/);
  const view = new DataView(Deno.readFileSync(at("a.png")).buffer);
  assert.deepEqual([view.getUint32(16), view.getUint32(20)], [3 + 2, 2 * 2 + 1]);
  await writeSamples(samples, images, { out: at("each") });
  assert.deepEqual(
    [...Deno.readDirSync(at("each"))].map(({ name }) => name).sort(),
    ["0000.png", "0001.png", "0002.png", "0003.png", "0004.png"],
  );
  const points = mirror();
  await writeSamples(samples, points, { out: at("a.csv") });
  await writeSamples(samples, points, { out: at("a.parquet") });
  const table = pl.readParquet(at("a.parquet"));
  assert.deepEqual(table.columns, ["x", "y"]);
  assert.deepEqual(
    Float32Array.from(table.getColumn("y").toArray()),
    samples.filter((_, i) => i % 2),
  );
  assert.equal((await Deno.readTextFile(at("a.csv"))).trim().split("\n").length, 6);
  await assert.rejects(writeSamples(samples, points, { out: at("b.png") }), /are points of 2/);
  await assert.rejects(writeSamples(samples, images, { out: at("b.gif") }), /a grid is a \.png/);
});

Deno.test("an experiment is asked for one combination, a game of translators for another thing", async () => {
  const folder = await trained(
    FACES.replace("batch: 8", "batch: $batch") + "parameters: { batch: [8, 4] }\n",
  );
  await assert.rejects(
    storedGenerator(folder, CHOICE),
    /Expected one combination of .*, but 2 fit; say which with --where.*: batch 8; batch 4\./s,
  );
  const [one, other] = [
    await storedGenerator(folder, { where: { batch: "4" }, run: 0 }),
    await storedGenerator(players(folder, 1), CHOICE),
  ];
  assert.deepEqual(drawn(one, DRAW), drawn(other, DRAW));
  await assert.rejects(storedGenerator(folder, { where: { batch: "4" }, run: 2 }), /at most 1/);
  const cycle = await trained(
    "game: cycle-gan\na: ring\nb: circle\nshown: 1\nsteps: 1\nbatch: 4\nmodels: " +
      "{ ab: &net { mlp: { hidden: [2] } }, ba: *net, a: *net, b: *net }\n",
  );
  await assert.rejects(
    storedGenerator(cycle, CHOICE),
    /no generator that makes samples of latents/,
  );
});

Deno.test("a file of one's own is drawn from by the file that describes its training", async () => {
  const folder = await trained(FACES), away = await Deno.makeTempDir();
  const file = join(away, "mine.safetensors"), config = join(away, "run.yaml");
  await Deno.copyFile(players(folder), file);
  await Deno.writeTextFile(config, FACES);
  await assert.rejects(storedGenerator(file, CHOICE), /is in no folder of results: --config names/);
  const generator = await storedGenerator(file, { ...CHOICE, config });
  assert.deepEqual(drawn(generator, DRAW), drawn(await storedGenerator(folder, CHOICE), DRAW));
  await Deno.writeTextFile(config, FACES.replace("hidden: [4], output", "hidden: [5], output"));
  await assert.rejects(
    storedGenerator(file, { ...CHOICE, config }),
    /was played with the generator "mlp 3-4-192.*", but "mlp 3-5-192/,
  );
});

Deno.test("what holds no generator is refused with a sentence", async () => {
  const folder = await Deno.makeTempDir();
  await assert.rejects(storedGenerator(folder, CHOICE), /is no folder of results: it has no set/);
  await assert.rejects(storedGenerator(join(folder, "x"), CHOICE), /x is not there\. Expected/);
  const results = await trained(FACES);
  await Deno.remove(players(results));
  await assert.rejects(storedGenerator(results, CHOICE), /no trained players yet/);
  await Deno.writeTextFile(players(results), "no tensors");
  await assert.rejects(storedGenerator(results, CHOICE), /is not a whole safetensors file/);
});

Deno.test("the command draws, and refuses in one line", async () => {
  const folder = await trained(FACES), out = join(folder, "..", "grid.png");
  const drawn = await command(folder, "--out", out, "--count", "9", "--truncation", "1");
  assert.ok(drawn.success, drawn.errors);
  assert.match(drawn.out, /a grid of 9 in .*grid\.png\n$/);
  assert.ok((await Deno.stat(out)).size > 100);
  for (
    const [args, message] of [
      [[folder, "--count", "many"], /--count takes a number, got "many"\./],
      [[folder, "--count", "0"], /count is a whole number of at least 1, but 0 came/],
      [[folder, "--run", "7"], /--run is at most 1/],
      [[folder, "--where", "batch"], /--where takes NAME=VALUE, got "batch"/],
      [[], /expected one folder of results or file of players, got 0/],
    ] as const
  ) {
    const { success, errors } = await command(...args);
    assert.ok(!success);
    assert.match(errors, message);
    assert.match(errors, /^error: .*\n/);
  }
});
