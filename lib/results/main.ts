// Computes a stored result again: deno task results [NAME ...]
import { join } from "node:path";
import process from "node:process";
import { describe, start } from "../engine/mod.ts";
import { resultNamed, RESULTS } from "./results.ts";
import { store } from "./store.ts";

const folder = join(import.meta.dirname!, "..", "..", "data");
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
    const computed = await result.compute((line) => console.log(line));
    const seconds = (performance.now() - began) / 1000;
    for (const file of await store(folder, result, computed, seconds)) {
      console.log(`wrote ${join("data", file.slice(folder.length + 1))}`);
    }
  }
  process.exit(0);
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exit(1);
}
