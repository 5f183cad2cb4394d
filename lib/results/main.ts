// Computes a stored result again: deno task results NAME ... [--from FOLDER]
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { describe, start } from "../engine/mod.ts";
import type { ExperimentProgress } from "../experiments/mod.ts";
import { awaited, ProgressLine, Stopped, StopWatch } from "../experiments/house.ts";
import { acceptFiles } from "../files/mod.ts";
import { compute } from "./compute.ts";
import { resultNamed, RESULTS } from "./results.ts";
import { store } from "./store.ts";
import { plainTerminal } from "../setup/mod.ts";
import { systemReason } from "../files/mod.ts";

plainTerminal();

const root = join(import.meta.dirname!, "..", "..");
const folder = join(root, "data");
const { values, positionals } = argumentsGiven();
if (values.sums && Deno.args.length === 1) {
  const changed = await acceptFiles(folder);
  console.log(changed.map((name) => `data/${name}`).join("\n") || "no file in data/ has changed");
  process.exit(0);
}
if (positionals.length === 0 || values.from && positionals.length > 1) {
  console.log("Usage: deno task results NAME ...");
  console.log("       deno task results NAME --from FOLDER\n");
  console.log("Stopped with Ctrl-C, the same command goes on where it was. --from takes what is");
  console.log("trained from a folder of results, as a cluster left it (deno task experiment).\n");
  for (const { name, about } of RESULTS) console.log(`  ${name}: ${about}`);
  console.log(
    "\nWith --sums: takes the files in data/ for right as they are, after a change by hand.",
  );
  process.exit(2);
}
const watch = await StopWatch.open();
try {
  const wanted = positionals.map(resultNamed);
  const engine = await start();
  console.log(describe(engine));
  for (const result of wanted) {
    const line = new ProgressLine();
    const kept = values.from ?? join(root, ".cache", "results", result.name);
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
    if (!("make" in result) && !values.from) await Deno.remove(kept, { recursive: true });
  }
  process.exit(0);
} catch (error) {
  if (error instanceof Stopped) error.end();
  const { code } = error as { readonly code?: unknown };
  if (!(error instanceof RangeError) && typeof code !== "string") throw error;
  console.error(`error: ${systemReason(error)}`);
  process.exit(1);
}

function argumentsGiven() {
  try {
    return parseArgs({
      args: Deno.args,
      allowPositionals: true,
      options: { from: { type: "string" }, sums: { type: "boolean" } },
    });
  } catch (error) {
    console.error(`error: ${systemReason(error)}`);
    process.exit(2);
  }
}
