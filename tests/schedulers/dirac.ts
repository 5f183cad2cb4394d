import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import type { Said } from "./slurm.ts";

const MAIN = join(import.meta.dirname!, "..", "..", "lib", "configs", "main.ts");

/** Six blocks of two runs, of which each takes some seconds. */
export const BLOCKS = 6;

/** An experiment over the Dirac-GAN in a folder of its own, and the table to compare with. */
export class Dirac {
  /** The file that describes it. */
  readonly file: string;

  private constructor(file: string) {
    this.file = file;
  }

  /** Writes the file, and beside it settings of a cluster. */
  static async make(steps: number, site = "{ checkpointSeconds: 1 }"): Promise<Dirac> {
    const folder = await Deno.makeTempDir(), file = join(folder, "dirac.yaml");
    await Deno.writeTextFile(file, describing(steps));
    await Deno.writeTextFile(join(folder, "dirac.slurm.yaml"), site);
    return new Dirac(file);
  }

  /** A folder of results. */
  folder(name: string): string {
    return join(dirname(this.file), name);
  }

  /** The arguments of Deno for the command. */
  args(name: string, ...more: readonly string[]): string[] {
    return [
      ...["run", "-A", "--no-check", MAIN, "experiment", this.file],
      "--out",
      this.folder(name),
    ]
      .concat(more);
  }

  /** Gives the command. */
  async call(
    env: Readonly<Record<string, string>>,
    name: string,
    ...more: readonly string[]
  ): Promise<Said> {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: this.args(name, ...more),
      env: { ...ENV, ...env },
      cwd: dirname(this.file),
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { success, out: text(stdout), errors: text(stderr) };
  }

  /** Whether a block is finished, has a state, or is not begun. */
  async state(name: string, block: number): Promise<"finished" | "begun" | "missing"> {
    const folder = join(this.folder(name), "blocks", String(block - 1).padStart(3, "0"));
    const has = (file: string) => Deno.stat(join(folder, file)).then(() => true, () => false);
    if (await has("block.json")) return "finished";
    return await has("checkpoint.safetensors") ? "begun" : "missing";
  }

  /** Compares all tables and players of two folders, byte by byte. */
  async isSame(one: string, other: string): Promise<void> {
    const blocks = Array.from({ length: BLOCKS }, (_, i) => String(i).padStart(3, "0"));
    const files = [
      ...["history", "metrics", "status", "samples"].map((table) => `${table}.parquet`),
      ...blocks.map((block) => join("blocks", block, "players.safetensors")),
    ];
    for (const file of files) {
      const [a, b] = await Promise.all(
        [one, other].map((name) => Deno.readFile(join(this.folder(name), file))),
      );
      assert.deepEqual(a, b, file);
    }
  }
}

/** A small engine; Slurm's tasks take it with the environment. */
export const ENV = { SADDLE_ENGINE: "cpu", NO_COLOR: "1" };

function describing(steps: number): string {
  return `
dataset: dirac
generator: { linear: { inputs: 1, bias: false, init: { constant-values: { weight: [-1] } } } }
critic: { linear: { bias: false, init: { constant-values: { weight: [0] } } } }
latent: ones
loss: wasserstein
constraints: [{ simple-penalty: { weight: $weight } }]
optimiser: { sgd: { rate: 0.01 } }
batch: 1
steps: ${steps}
every: ${steps / 4}
metrics: { theta: mean }
metricSize: 1
snapshotSize: 1
runs: 2
together: 2
parameters: { weight: [0.1, 0.2, 0.3, 0.5, 1, 2] }
`;
}
