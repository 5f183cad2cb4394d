// Computes a stored result again: deno task results [NAME ...]
import { join } from "node:path";
import process from "node:process";
import { describe, start } from "../engine/mod.ts";
import { resultNamed, RESULTS } from "./results.ts";
import { store } from "./store.ts";

const root = join(import.meta.dirname!, "..", "..");
const folder = join(root, "data");
if (Deno.args.length === 0) {
  console.log("Usage: deno task results NAME ...\n");
  for (const { name, about } of RESULTS) console.log(`  ${name}: ${about}`);
  process.exit(2);
}
try {
  const wanted = Deno.args.map(resultNamed);
  console.log(describe(await start()));
  for (const result of wanted) {
    const began = performance.now();
    const keep = join(root, ".cache", "results", result.name);
    await Deno.mkdir(keep, { recursive: true });
    const computed = await result.compute((line) => console.log(line), keep);
    const seconds = (performance.now() - began) / 1000;
    for (const file of await store(folder, result, computed, seconds)) {
      console.log(`wrote ${join("data", file.slice(folder.length + 1))}`);
    }
    await Deno.remove(keep, { recursive: true });
  }
  process.exit(0);
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exit(1);
}
