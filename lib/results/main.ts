// Computes a stored result again: deno task results [NAME ...]
import { join } from "node:path";
import process from "node:process";
import { describe, start } from "../engine/mod.ts";
import { ProgressLine } from "../experiments/terminal.ts";
import { compute } from "./compute.ts";
import { resultNamed, RESULTS } from "./results.ts";
import { store } from "./store.ts";

const root = join(import.meta.dirname!, "..", "..");
const folder = join(root, "data");
if (Deno.args.length === 0) {
  console.log("Usage: deno task results NAME ...\n");
  console.log("Stopped at any moment, the same command goes on where it was.\n");
  for (const { name, about } of RESULTS) console.log(`  ${name}: ${about}`);
  process.exit(2);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => {
    console.error("\nstopped; the same command goes on where it was");
    Deno.exit(130);
  });
}
try {
  const wanted = Deno.args.map(resultNamed);
  console.log(describe(await start()));
  for (const result of wanted) {
    const line = new ProgressLine();
    const kept = join(root, ".cache", "results", result.name);
    const computed = await compute(result, {
      folder: kept,
      onProgress: (progress) => line.show(progress),
    });
    line.clear();
    for (const file of await store(folder, result, computed)) {
      console.log(`wrote ${join("data", file.slice(folder.length + 1))}`);
    }
    if ("experiment" in result) await Deno.remove(kept, { recursive: true });
  }
  process.exit(0);
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exit(1);
}
