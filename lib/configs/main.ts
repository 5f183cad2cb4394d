// deno task train CONFIG, deno task experiment CONFIG
import { parseArgs } from "node:util";
import { describe, type EngineName, start } from "../engine/mod.ts";
import { Stopped, StopWatch } from "../experiments/house.ts";
import { count, notNegative, open, read } from "../options/mod.ts";
import { plainTerminal } from "../setup/mod.ts";
import { announce } from "./announce.ts";
import { carryOut, carryOutBlocks, carryOutJoin } from "./carry_out.ts";
import { ConfigError } from "./config_error.ts";
import { onSlurm, showStatus } from "./on_slurm.ts";
import { readConfig } from "./read_config.ts";
import { refuse } from "./refusal.ts";
import { resultsFolder } from "./results_folder.ts";

plainTerminal();

const HELP = `deno task train CONFIG [--out FOLDER] [--engine E] [--plan]
deno task experiment CONFIG [--out FOLDER] [--engine E] [--plan]
deno task experiment CONFIG [--out FOLDER] --block N ... | --join | --status | --on slurm [--plan]

Trains what a YAML or JSON file describes (notebooks/configs/ has some) and stores results in a
folder, with pictures in its pictures/: samples at every snapshot, losses and metrics, and a film of
the samples when it is done (deno task sample draws more). Ctrl-C (or a signal TERM or HUP) stops it: the steps that are done are stored, and the
same command goes on there. The same once more ends it at once. However it ends, what was stored
stays whole; states are stored every 30 s.

  --out FOLDER   the folder of the results (default runs/NAME)
  --engine E     compute on this engine: tensorflow, webgpu, wasm, cpu
  --plan         say what would be trained, and train nothing

An experiment on many machines that share a disk:

  --block N      train block N alone (--plan numbers them; may come often), beside others that train
                 others in the same folder
  --join         make one table of each kind of the blocks; names those that are missing
  --status       how far each block is
  --on slurm     hand in a task for each block that is missing, and a job behind them that joins; with
                 --plan only write the scripts. Settings of the cluster are in NAME.slurm.yaml beside
                 NAME.yaml
  --checkpoint S seconds between two stored states (default 30)`;

/** What the numbers among the options may be. */
const NUMBERS = { block: open(count()), checkpoint: open(notNegative()) };

async function main(
  [command, ...args]: readonly string[],
  watch: StopWatch,
): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: "string" },
      engine: { type: "string" },
      plan: { type: "boolean" },
      block: { type: "string", multiple: true, default: [] },
      join: { type: "boolean", default: false },
      status: { type: "boolean", default: false },
      on: { type: "string" },
      checkpoint: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [file] = positionals;
  if (values.help) return console.log(HELP);
  if (file === undefined || positionals.length > 1) {
    throw new ConfigError(
      `expected one file that describes a run, got ${positionals.length}.\n\n${HELP}`,
    );
  }
  checkTogether(command, { ...values, block: values.block.length > 0 });
  const blocks = values.block.map((text) => numberOf("block", text)!);
  const config = await readConfig(file);
  const folder = resultsFolder(config, values.out);
  if (command === "train" && "parameters" in config.settings) {
    throw new ConfigError(`${file} has parameters: use deno task experiment ${file}.`);
  }
  if (values.status) return await showStatus(config, folder);
  announce(config);
  const { engine } = values;
  if (values.on !== undefined) {
    return await onSlurm(config, { folder, engine, submits: !values.plan });
  }
  if (values.plan) return;
  const report = await start(engine ? { engine: engine as EngineName } : {});
  console.log(describe(report));
  const checkpointSeconds = numberOf("checkpoint", values.checkpoint);
  const work = { config, engine: report, folder, watch, checkpointSeconds };
  if (blocks.length > 0) await carryOutBlocks(work, blocks);
  else if (values.join) await carryOutJoin(work);
  else await carryOut(work);
}

/** Refuses options of which only one can be meant, and those that only experiments have. */
function checkTogether(
  command: string | undefined,
  { block, join, status, on }: {
    readonly block: boolean;
    readonly join: boolean;
    readonly status: boolean;
    readonly on?: string | undefined;
  },
): void {
  const all = { "--block": block, "--join": join, "--status": status, "--on": on !== undefined };
  const given = Object.entries(all).flatMap(([name, is]) => is ? [name] : []);
  if (given.length > 0 && command === "train") {
    throw new ConfigError(`${given[0]} is an option of deno task experiment.`);
  }
  if (given.length > 1) {
    throw new ConfigError(
      `expected one of ${Object.keys(all).join(", ")}, got ${given.join(" and ")}.`,
    );
  }
  if (on !== undefined && on !== "slurm") {
    throw new ConfigError(`--on takes the name of a scheduler, slurm, got "${on}".`);
  }
}

function numberOf(name: keyof typeof NUMBERS, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = String(Number(text)) === text ? Number(text) : text;
  return read(`--${name}`, { [name]: value }, { [name]: NUMBERS[name] })[name];
}

try {
  await main(Deno.args, await StopWatch.open());
  Deno.exit(0);
} catch (error) {
  if (error instanceof Stopped) error.end();
  refuse(error);
}
