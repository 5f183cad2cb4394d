import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import { resultsFolder } from "saddle/configs/results_folder.ts";

const MAIN = join(import.meta.dirname!, "..", "..", "lib", "configs", "main.ts");

const DIRAC = `
about: Two weights on the Dirac-GAN.
dataset: dirac
generator: { linear: { inputs: 1, bias: false, init: { constant-values: { weight: [-1] } } } }
critic: { linear: { bias: false, init: { constant-values: { weight: [0] } } } }
latent: ones
loss: $loss
constraints: [{ simple-penalty: { weight: $weight } }]
optimiser: { sgd: { rate: 0.05 } }
batch: 1
steps: 40
every: 4
metrics: { theta: mean }
metricSize: 1
snapshotSize: 1
runs: 2
parameters: { weight: [0.3, 1], loss: [wasserstein, hinge] }
`;

/** A file of settings in a folder of its own. */
async function file(text: string): Promise<string> {
  const path = join(await Deno.makeTempDir(), "dirac.yaml");
  await Deno.writeTextFile(path, text);
  return path;
}

/** The command as a user calls it, on a small engine. */
function command(...args: readonly string[]): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", MAIN, ...args],
    env: { SADDLE_ENGINE: "cpu", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  });
}

async function run(...args: readonly string[]) {
  const { success, stdout, stderr } = await command(...args).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, out: text(stdout), errors: text(stderr) };
}

/** The rows of a stored table. */
function rows(folder: string, table: string): Record<string, unknown>[] {
  return pl.readParquet(join(folder, `${table}.parquet`)).toRecords();
}

Deno.test("an experiment is announced, stored, and only read the second time", async () => {
  const path = await file(DIRAC), folder = join(path, "..", "results");
  const { success, out, errors } = await run("experiment", path, "--out", folder);
  assert.ok(success, errors);
  assert.match(out, /dirac: Two weights on the Dirac-GAN\.\n4 combinations, 2 seeds of each/);
  assert.match(
    out,
    /block 1: weight 0\.3, loss wasserstein and 1 more \(40 steps, 4 side by side\)/,
  );
  assert.match(out, /weight 1, loss hinge; theta -?[\d.e-]+ \[.*\]\n/);
  assert.match(errors, /\d+ %/);
  assert.equal(rows(folder, "metrics").length, 4 * 2 * 11);
  assert.deepEqual(rows(folder, "status")[0], {
    weight: 0.3,
    loss: "wasserstein",
    run: 0,
    outcome: "finished",
    step: 40,
  });
  const before = await Deno.readTextFile(join(folder, "settings.json"));
  assert.match(before, /"weight": "\$weight"|"\$weight"/);
  const again = await run("experiment", path, "--out", folder);
  assert.ok(again.success && !again.errors.includes("%"), again.errors);
  assert.equal(await Deno.readTextFile(join(folder, "settings.json")), before);
  // other settings are refused, and the results stay
  await Deno.writeTextFile(path, DIRAC.replace("rate: 0.05", "rate: 0.06"));
  const other = await run("experiment", path, "--out", folder);
  assert.ok(!other.success);
  assert.match(other.errors, /^error: .*optimiser\.sgd\.rate is 0\.05 there and 0\.06 here/);
  assert.equal(await Deno.readTextFile(join(folder, "settings.json")), before);
});

Deno.test("mistakes end the command with one line and no trace", async () => {
  const bad = await file(DIRAC.replace("batch:", "bach:"));
  const { success, errors } = await run("experiment", bad);
  assert.ok(!success);
  assert.match(errors, /^error: .*dirac\.yaml:\d+:1: unknown key "bach"\. .*"batch".*\n$/);
  const train = await run("train", await file(DIRAC));
  assert.match(train.errors, /has parameters: use deno task experiment/);
  assert.match((await run("train")).errors, /expected one file that describes a run, got 0/);
  const planned = await run("experiment", await file(DIRAC), "--plan");
  assert.ok(planned.success && planned.out.includes("block 2"), planned.errors);
});

Deno.test("a command that is killed goes on with the same numbers", async () => {
  const path = await file(DIRAC);
  const [folder, whole] = ["results", "whole"].map((name) => join(path, "..", name)) as [
    string,
    string,
  ];
  const child = command("experiment", path, "--out", folder).spawn();
  // killed as soon as the first block is stored
  for await (const event of Deno.watchFs(join(path, ".."))) {
    if (event.paths.some((name) => name.endsWith("block.json"))) break;
  }
  child.kill("SIGKILL");
  await child.output();
  assert.ok((await run("experiment", path, "--out", folder)).success);
  assert.ok((await run("experiment", path, "--out", whole)).success);
  for (const table of ["history", "metrics", "status", "samples"]) {
    assert.deepEqual(rows(folder, table), rows(whole, table));
  }
});

Deno.test("results go into the folder that was named, or into one in runs/ and nowhere else", () => {
  const of = (name: string, out?: string) => resultsFolder({ file: "run.yaml", name }, out);
  assert.equal(of("ring"), join("runs", "ring"));
  assert.equal(of("../../x", "results"), "results");
  for (
    const name of [
      "../../x",
      "",
      ".",
      "..",
      "a/b",
      "a\\b",
      "C:",
      "a\nb",
      "x.",
      " ",
      "a\u202eb",
      "\u00a0",
      "CON",
      "nul.txt",
      "LPT9",
    ]
  ) {
    assert.throws(() => of(name), {
      name: "ConfigError",
      message: /^run\.yaml: name: a folder in runs\/ cannot be called ".*"\. Take another name/,
    }, name);
  }
  // 255 bytes are what most file systems take: two each for ä
  assert.equal(of("ä".repeat(127) + "a"), join("runs", "ä".repeat(127) + "a"));
  for (const name of ["a".repeat(256), "ä".repeat(128)]) {
    assert.throws(() => of(name), /at most 255 bytes, but this one has 256\. Take a shorter name/);
    assert.equal(of(name, "results"), "results");
  }
  for (const out of ["", " "]) {
    assert.throws(() => of("ring", out), /^ConfigError: --out takes the folder .*, got " ?"\.$/);
  }
});
