/** A program for tests: starts the best engine, or the one that SADDLE_ENGINE names, and reports. */
import { start } from "saddle/engine/mod.ts";

try {
  const { name, note } = await start();
  console.log(JSON.stringify({ name, note }));
} catch (error) {
  console.log(JSON.stringify({ error: `${(error as Error).name}: ${(error as Error).message}` }));
}
