// Computes a stored result again: deno task results [NAME ...]
import { join } from "node:path";
import process from "node:process";
import { describe, start } from "../engine/mod.ts";
import type { ExperimentProgress } from "../experiments/mod.ts";
import { awaited, ProgressLine, Stopped, StopWatch } from "../experiments/house.ts";
import { compute } from "./compute.ts";
import { resultNamed, RESULTS } from "./results.ts";
import { store } from "./store.ts";
import { plainTerminal } from "../setup/mod.ts";

plainTerminal();

const root = join(import.meta.dirname!, "..", "..");
const folder = join(root, "data");
if (Deno.args.length === 0) {
  console.log("Usage: deno task results NAME ...\n");
  console.log("Stopped with Ctrl-C, the same command goes on where it was.\n");
  for (const { name, about } of RESULTS) console.log(`  ${name}: ${about}`);
  process.exit(2);
}
const watch = await StopWatch.open();
try {
  const wanted = Deno.args.map(resultNamed);
  const engine = await start();
  console.log(describe(engine));
  for (const result of wanted) {
    const line = new ProgressLine();
    const kept = join(root, ".cache", "results", result.name);
    const tell = (progress?: ExperimentProgress) =>
      watch.tell({ folder: kept, awaited: awaited(engine, false, progress) });
    tell();
    const computed = await compute(result, {
      folder: kept,
      stop: watch.signal,
      onProgress: (progress) => {
        tell(progress);
        line.show(progress);
      },
    });
    watch.tell({});
    line.clear();
    for (const file of await store(folder, result, computed)) {
      console.log(`wrote ${join("data", file.slice(folder.length + 1))}`);
    }
    if ("experiment" in result) await Deno.remove(kept, { recursive: true });
  }
  process.exit(0);
} catch (error) {
  if (error instanceof Stopped) error.end();
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exit(1);
}
