// What only a fresh process shows: deno run -A lib/bench/fresh.ts, prints one JSON object
import process from "node:process";
import { start, tensorCounts } from "../engine/mod.ts";
import { CASES, MODES, runner } from "./cases.ts";

/** What {@linkcode main} prints. */
export interface Fresh {
  /** Seconds until the engine has started. */
  readonly start: number;
  /** Seconds of the first call of a compiled step: trace and compilation, 100 steps included. */
  readonly firstCall: number;
  /** Bytes of resident memory that steps 1,001 to 20,000 added. */
  readonly growth: number;
  /** Tensors and native handles that these steps left behind. */
  readonly left: number;
}

function main(): Promise<Fresh> {
  return timed(async () => void await start()).then((started) => {
    const training = runner(CASES[0]!, MODES.at(-1)!);
    const began = performance.now();
    training.advance(1);
    const firstCall = (performance.now() - began) / 1000;
    training.advance(900);
    const [bytes, counts] = [process.memoryUsage().rss, alive()];
    training.advance(19_000);
    const growth = process.memoryUsage().rss - bytes;
    return { start: started, firstCall, growth, left: alive() - counts };
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function alive(): number {
  const { tensors, handles } = tensorCounts();
  return tensors + handles;
}

if (import.meta.main) {
  console.log(JSON.stringify(await main()));
  process.exit(0);
}
