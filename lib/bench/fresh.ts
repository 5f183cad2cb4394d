// What only a fresh process shows: deno run -A lib/bench/fresh.ts [IMAGE CASE], prints one JSON object
import process from "node:process";
import { start, tensorCounts } from "../engine/mod.ts";
import { CASES, MODES, ONE_STEP, runner } from "./cases.ts";
import { IMAGE_CASES } from "./image_cases.ts";

/** What {@linkcode main} prints. */
export interface Fresh {
  /** Seconds until the engine has started. */
  readonly start: number;
  /** Seconds of the first call of a compiled step: trace and compilation, 100 steps included. */
  readonly firstCall: number;
  /** The same where an earlier process has kept the machine code. */
  readonly keptCall: number;
  /** Bytes of resident memory that steps 1,001 to 20,000 added. */
  readonly growth: number;
  /** Tensors and native handles that these steps left behind. */
  readonly left: number;
}

async function main(): Promise<Omit<Fresh, "keptCall">> {
  const before = performance.now();
  await start();
  const started = performance.now();
  const training = runner(CASES[0]!, MODES.at(-1)!);
  await training.advance(1);
  const compiled = performance.now();
  await training.advance(900);
  const [bytes, counts] = [process.memoryUsage().rss, alive()];
  await training.advance(19_000);
  return {
    start: (started - before) / 1000,
    firstCall: (compiled - started) / 1000,
    growth: process.memoryUsage().rss - bytes,
    left: alive() - counts,
  };
}

/** What a fresh process shows of an image step. */
export interface FreshImages {
  /** Seconds of the first call of the compiled step, on the wall. */
  readonly firstCall: number;
  /** The same in seconds of the processor. */
  readonly processor: number;
}

async function imageStep(name: string): Promise<FreshImages> {
  await start();
  const training = runner(IMAGE_CASES.find((one) => one.name === name)!, ONE_STEP);
  const [before, used] = [performance.now(), process.cpuUsage()];
  await training.advance(1);
  const { user, system } = process.cpuUsage(used);
  return { firstCall: (performance.now() - before) / 1000, processor: (user + system) / 1e6 };
}

function alive(): number {
  const { tensors, handles } = tensorCounts();
  return tensors + handles;
}

if (import.meta.main) {
  const [name] = Deno.args;
  console.log(JSON.stringify(await (name === undefined ? main() : imageStep(name))));
  process.exit(0);
}
