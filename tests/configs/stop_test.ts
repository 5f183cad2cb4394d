import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import { readTensors } from "saddle/files/mod.ts";

const MAIN = join(import.meta.dirname!, "..", "..", "lib", "configs", "main.ts");

/** The Dirac-GAN, for some seconds. */
const LONG = `
dataset: dirac
generator: { linear: { inputs: 1, bias: false, init: { constant-values: { weight: [-1] } } } }
critic: { linear: { bias: false, init: { constant-values: { weight: [0] } } } }
latent: ones
loss: wasserstein
constraints: [{ simple-penalty: { weight: 1 } }]
optimiser: { sgd: { rate: 0.01 } }
batch: 1
steps: 30000
every: 10000
metrics: { theta: mean }
metricSize: 1
snapshotSize: 1
`;

/** Steps of which the first hundred take minutes on the engine `cpu`. */
const SLOW = `
dataset: ring
generator: { mlp: { inputs: 2, hidden: [256, 256] } }
critic: { mlp: { hidden: [256, 256] } }
loss: hinge
constraints: [gradient-penalty]
steps: 1000
`;

/** A training in a process of its own, and what it says on the way. */
class Training {
  readonly #child: Deno.ChildProcess;
  readonly #read: Promise<unknown>;
  #said = "";

  constructor(file: string, folder: string) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", MAIN, "train", file, "--out", folder],
      env: { SADDLE_ENGINE: "cpu", NO_COLOR: "1" },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const { stdout, stderr } = this.#child;
    this.#read = Promise.all([this.#collect(stdout), this.#collect(stderr)]);
  }

  async #collect(stream: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of stream) this.#said += decoder.decode(bytes, { stream: true });
  }

  /** Waits until it has said something. */
  async until(said: RegExp): Promise<void> {
    while (!said.test(this.#said)) await new Promise((done) => setTimeout(done, 20));
  }

  kill(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** How it ended, and all that it said. */
  async end() {
    const { code, signal } = await this.#child.status;
    await this.#read;
    return { code, signal, said: this.#said };
  }
}

async function inFolder(text: string) {
  const folder = await Deno.makeTempDir(), file = join(folder, "run.yaml");
  await Deno.writeTextFile(file, text);
  return (name: string) => {
    const results = join(folder, name);
    return { results, training: new Training(file, results) };
  };
}

const hasSignals = Deno.build.os !== "windows";

Deno.test({
  name: "a signal stores all steps that are done, and the command goes on there",
  ignore: !hasSignals,
  async fn() {
    const start = await inFolder(LONG);
    const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
    for (const [signal, status] of Object.entries(codes) as [keyof typeof codes, number][]) {
      const { results, training } = start("stopped");
      await training.until(/plain JavaScript/); // the engine, which it names before it trains
      await new Promise((done) => setTimeout(done, 500));
      training.kill(signal);
      const { code, said } = await training.end();
      assert.equal(code, status, said);
      assert.match(said, /stopped: what was computed is kept in .*stopped, and the same command/);
      const file = join(results, "blocks", "000", "checkpoint.safetensors");
      const { texts } = readTensors(await Deno.readFile(file), file, { ours: true });
      assert.ok(Number(texts["step"]) > 0 && Number(texts["step"]) < 30_000, `${texts["step"]}`);
    }
    const [stopped, whole] = [start("stopped"), start("whole")];
    for (const { training } of [stopped, whole]) assert.equal((await training.end()).code, 0);
    for (const table of ["history", "metrics", "status", "samples"]) {
      const rows = ({ results }: typeof whole) =>
        pl.readParquet(join(results, `${table}.parquet`)).toRecords();
      assert.deepEqual(rows(stopped), rows(whole), table);
    }
  },
});

Deno.test({
  name: "a signal is answered while steps are computed, and a second one ends at once",
  ignore: !hasSignals,
  async fn() {
    const { training } = (await inFolder(SLOW))("results");
    await training.until(/step 0 of 1000/);
    await new Promise((done) => setTimeout(done, 500));
    training.kill("SIGINT");
    training.kill("SIGINT"); // as from a terminal and from deno task: one signal
    await training.until(/stopping: waits for the first steps; then all steps that are done/);
    await new Promise((done) => setTimeout(done, 1500));
    training.kill("SIGINT");
    const { signal, said } = await training.end();
    assert.equal(signal, "SIGKILL");
    assert.match(said, /ended at once: what was computed in the last \d+ s is lost/);
  },
});

Deno.test({
  name: "an end at once speaks of no loss where nothing was trained",
  ignore: !hasSignals,
  async fn() {
    const busy = `import { StopWatch } from "saddle/experiments/house.ts";
      await StopWatch.open();
      console.log("busy");
      for (;;);`;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--ext=ts", "-"],
      ...{ cwd: import.meta.dirname!, stdin: "piped", stdout: "piped", stderr: "piped" },
    }).spawn();
    const script = child.stdin.getWriter();
    await script.write(new TextEncoder().encode(busy));
    await script.close();
    await child.stdout.getReader().read();
    child.kill("SIGINT");
    await new Promise((done) => setTimeout(done, 1200));
    child.kill("SIGINT");
    const said = await new Response(child.stderr).text();
    assert.match(said, /ended at once: nothing was being trained\n$/);
    assert.equal((await child.status).signal, "SIGKILL");
  },
});
