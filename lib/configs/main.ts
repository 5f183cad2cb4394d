// deno task train CONFIG, deno task experiment CONFIG
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describe, type EngineName, type EngineReport, start } from "../engine/mod.ts";
import { type ExperimentProgress, inWords } from "../experiments/mod.ts";
import {
  awaited,
  duration,
  labelOf,
  pretrainsIn,
  ProgressLine,
  Stopped,
  StopWatch,
  summary,
} from "../experiments/house.ts";
import { ConfigError } from "./config_error.ts";
import { type Config, readConfig } from "./read_config.ts";
import { refuse } from "./refusal.ts";
import { resultsFolder } from "./results_folder.ts";
import { planOf, runConfig } from "./run_config.ts";
import { plainTerminal } from "../setup/mod.ts";

plainTerminal();

const HELP = `deno task train CONFIG [--out FOLDER] [--engine E] [--plan]
deno task experiment CONFIG [--out FOLDER] [--engine E] [--plan]

Trains what a YAML or JSON file describes (notebooks/configs/ has some) and stores results in a
folder, with pictures in its pictures/: samples at every snapshot, losses and metrics, and a film of
the samples when it is done (deno task sample draws more). Ctrl-C (or a signal TERM or HUP) stops it: the steps that are done are stored, and the
same command goes on there. The same once more ends it at once. However it ends, what was stored
stays whole; states are stored every 30 s.

  --out FOLDER   the folder of the results (default runs/NAME)
  --engine E     compute on this engine: tensorflow, webgpu, wasm, cpu
  --plan         say what would be trained, and train nothing`;

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
  const config = await readConfig(file);
  const folder = resultsFolder(config, values.out);
  if (command === "train" && "parameters" in config.settings) {
    throw new ConfigError(`${file} has parameters: use deno task experiment ${file}.`);
  }
  announce(config);
  if (values.plan) return;
  const report = await start(values.engine ? { engine: values.engine as EngineName } : {});
  console.log(describe(report));
  await carryOut(config, report, folder, watch);
}

/** Says what is going to be trained. */
function announce(config: Config): void {
  const { blocks, refused } = planOf(config);
  const { name, about, runs } = config;
  const count = blocks.reduce((sum, { combinations }) => sum + combinations.length, 0);
  const each = runs === 1 ? "1 seed" : `${runs} seeds`;
  console.log(`${name}${about ? `: ${about.trim()}` : ""}`);
  if (count > 1) console.log(`${count} combinations, ${each} of each`);
  for (const [i, block] of blocks.entries()) {
    const { steps, runs } = block.trial.options;
    console.log(`  block ${i + 1}: ${labelOf(block)} (${steps} steps, ${runs} side by side)`);
  }
  for (const { labels, reason } of refused) {
    console.log(`  left out: ${inWords(labels)}: ${reason}`);
  }
}

async function carryOut(
  config: Config,
  engine: EngineReport,
  folder: string,
  watch: StopWatch,
): Promise<void> {
  const line = new ProgressLine();
  const pretrains = pretrainsIn(planOf(config));
  const tell = (progress?: ExperimentProgress) =>
    watch.tell({ folder, awaited: awaited(engine, pretrains, progress) });
  tell();
  const result = await runConfig(config, {
    folder,
    stop: watch.signal,
    onProgress: (progress) => {
      tell(progress);
      line.show(progress);
    },
    report: () => {}, // announced
  });
  watch.tell({});
  line.clear();
  for (const text of summary(result)) console.log(text);
  console.log(
    `results in ${folder}, pictures in ${join(folder, "pictures")}; ${
      duration(result.seconds)
    } of computing`,
  );
}

try {
  await main(Deno.args, await StopWatch.open());
  Deno.exit(0);
} catch (error) {
  if (error instanceof Stopped) error.end();
  refuse(error);
}
