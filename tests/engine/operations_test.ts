import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "saddle/engine/mod.ts";
import { enginesHere, forEachEngine } from "../engines.ts";
import { LEFT_OUT } from "./operations/left_out.ts";
import { type Findings, PAGE, pageOf } from "./operations/table.ts";
import { walk } from "./operations/walk.ts";

const page = readFileSync(fileURLToPath(new URL(`../../${PAGE}`, import.meta.url)), "utf8");

/** All but GPUs, whose functions of floats are as exact as the maker pleased. */
const engines = enginesHere().filter((engine) => engine !== "webgpu");

forEachEngine("every operation gives the right numbers or a clear error", async (engine) => {
  const found = await walk(engine);
  const faults = [...found].flatMap(([name, row]) =>
    Object.entries(row)
      .filter(([, { outcome }]) => outcome === "fault")
      .map(([dtype, { why }]) => `${name} of ${dtype}: ${why}`)
  );
  assert.deepEqual(faults, []);
  // the page has one column for all engines, so that one engine's findings make the whole page
  assert.equal(pageOf(new Map<EngineName, Findings>([[engine, found]]), page), page);
}, { engines });

Deno.test("every operation of TensorFlow.js is in the walk, or left out for a reason", () => {
  const folder = new URL("./operations/", import.meta.url);
  const text = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"))
    .join();
  const { image, linalg, losses, signal, spectral, sparse, string, fused } = tf;
  const spaces = { "": tf, image, linalg, losses, signal, spectral, sparse, string, fused };
  const names = Object.entries(spaces).flatMap(([space, members]) =>
    Object.entries(members)
      .filter(([, value]) => typeof value === "function" && value.name.endsWith("__op"))
      .map(([name]) => space === "" ? name : `${space}.${name}`)
  );
  assert.ok(names.length > 200, `${names.length} operations were found`);
  const missing = names.filter((name) => !new RegExp(`\\btf\\.${name}\\b`).test(text));
  assert.deepEqual(missing.sort(), Object.values(LEFT_OUT).flat().sort());
});
