import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { stream } from "saddle/random/mod.ts";

const MAIN = join(import.meta.dirname!, "..", "..", "lib", "configs", "main.ts");

/** A training of some seconds. */
const TRAINING = `
dataset: { finite: { of: ring, size: 60, seed: 1 } }
generator: { mlp: { inputs: 2, hidden: [8], normalisation: batch-norm } }
critic: { mlp: { hidden: [8] } }
loss: non-saturating
constraints: [{ gradient-penalty: { weight: $weight } }]
batch: 16
steps: 3000
every: 500
runs: 2
metrics: { captured: modes-captured }
samples: all
`;
const ONE = TRAINING.replace("$weight", "1");
const SEVERAL = `${TRAINING}
update: { alternating: { criticSteps: $critics } }
parameters: { weight: [0.1, 1], critics: [1, 2] }
`.replace("steps: 3000", "steps: 1000");

/** What may end a process, by force or by request. */
const SIGNALS = Deno.build.os === "windows"
  ? ["SIGKILL"] as const
  : ["SIGKILL", "SIGKILL", "SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Kills of each command. */
const KILLS = 12;

function start(command: string, file: string, out: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", MAIN, command, file, "--out", out],
    env: { SADDLE_ENGINE: "wasm", NO_COLOR: "1" },
    stdout: "null",
    stderr: "null",
  }).spawn();
}

/** The bytes of every table, all players and pictures in a folder of results, by their paths. */
function results(folder: string, at = folder): Record<string, string> {
  return Object.fromEntries(
    [...Deno.readDirSync(at)].flatMap(({ name, isDirectory }) => {
      const path = join(at, name);
      if (isDirectory) return Object.entries(results(folder, path));
      if (!/\.(parquet|safetensors|png|svg|html)$/.test(name)) return [];
      return [[relative(folder, path), Deno.readFileSync(path).join()]];
    }).sort(),
  );
}

for (const [command, text] of Object.entries({ train: ONE, experiment: SEVERAL })) {
  Deno.test(`${command} that is ended at random moments leaves the same bytes`, async () => {
    const folder = await Deno.makeTempDir(), file = join(folder, "run.yaml");
    await Deno.writeTextFile(file, text);
    const [whole, killed] = [join(folder, "whole"), join(folder, "killed")];
    const began = performance.now();
    assert.ok((await start(command, file, whole).status).success);
    const took = performance.now() - began;
    const seed = Date.now(), random = stream(seed, 0, "kills"), kills: string[] = [];
    for (let i = 0; i < KILLS; i++) {
      const child = start(command, file, killed);
      const pause = took * random.next();
      const signal = SIGNALS[Math.floor(SIGNALS.length * random.next())]!;
      const timer = setTimeout(() => child.kill(signal), pause);
      const { success } = await child.status;
      clearTimeout(timer);
      kills.push(`${signal} after ${pause.toFixed(0)} ms`);
      if (success) break;
    }
    assert.ok((await start(command, file, killed).status).success, `seed ${seed}: ${kills}`);
    assert.deepEqual(results(killed), results(whole), `seed ${seed}: ${kills}`);
  });
}
