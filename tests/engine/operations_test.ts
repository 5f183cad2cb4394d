import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type EngineName } from "saddle/engine/mod.ts";
import { forEachEngine } from "../engines.ts";
import { type Findings, PAGE, pageOf } from "./operations/table.ts";
import { walk } from "./operations/walk.ts";

const page = readFileSync(fileURLToPath(new URL(`../../${PAGE}`, import.meta.url)), "utf8");

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
});
