import { availableParallelism } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { engineNamed } from "../engine/mod.ts";
import { candidates } from "../engine/tensorflow/house.ts";
import { findGpu } from "../engine/house.ts";
import { runTests } from "./run_tests.ts";
import { suites } from "./suites.ts";
import { totalsLine } from "./totals.ts";
import { plainTerminal } from "../setup/mod.ts";
import { systemReason } from "../files/mod.ts";

plainTerminal();

const HELP = `deno task test [word ...]
deno task test:clients [word ...]
deno task test:kills [word ...]
deno task test:cluster [word ...]
deno task test:webgpu [word ...]

Runs the tests and the examples in the documentation (all, or the files whose path contains a
word), on every engine that this machine has. test:clients runs the slow tests with a real browser
and JupyterLab; test:kills ends trainings at random moments; test:cluster starts a small Slurm on this
machine (Debian's slurm-wlm, munge and parallel have to be there); test:webgpu runs those of the engine
webgpu, also where the processor plays the GPU. The last line is "N passed, N failed".

  --engine NAME  only the tests on this engine`;

/** The engines that tests/engines.ts will find. */
async function enginesLine(engine?: string): Promise<string> {
  if (engine) return `Engine under test: ${engine}`;
  const forced = process.env["SADDLE_ENGINE"];
  if (forced) return `Engine under test: ${forced} (SADDLE_ENGINE)`;
  const [[library], gpu] = [candidates(), await findGpu()];
  const found = [
    library ? `tensorflow (${library.source})` : "no native TensorFlow",
    gpu ? `webgpu (${gpu.name})` : "no GPU for WebGPU",
  ];
  return `Engines under test: ${found.join(", ")}, wasm, cpu`;
}

try {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      clients: { type: "boolean" },
      kills: { type: "boolean" },
      cluster: { type: "boolean" },
      engine: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) console.log(HELP);
  else {
    const { clients = false, kills = false, cluster = false, engine } = values;
    if (engine !== undefined) engineNamed(engine);
    const list = suites(positionals, { clients, kills, cluster, engine });
    console.log(await enginesLine(engine));
    const total = await runTests(list, Math.min(availableParallelism(), list.length));
    console.log(`\n${totalsLine(total)}`);
    process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
  }
} catch (error) {
  console.error(`error: ${systemReason(error)}`);
  process.exitCode = 1;
}
