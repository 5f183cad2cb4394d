/**
 * Writes lib/engine/OPERATIONS.md anew.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { EngineName } from "saddle/engine/mod.ts";
import { ENGINES_OF_PAGE, type Findings, PAGE, pageOf } from "./table.ts";
import { walk } from "./walk.ts";

const found = new Map<EngineName, Findings>();
for (const engine of ENGINES_OF_PAGE) found.set(engine, await walk(engine));
const path = fileURLToPath(new URL(`../../../${PAGE}`, import.meta.url));
writeFileSync(path, pageOf(found, readFileSync(path, "utf8")));
Deno.exit(0);
