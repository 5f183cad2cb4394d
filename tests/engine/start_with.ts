import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

/** What tests/engine/start_engine.ts reports: the engine that started, or the error. */
export interface Started {
  name?: string;
  note?: string;
  error?: string;
}

/** Starts an engine in a process of its own: a bad library must not end this one. */
export async function startWith(env: Record<string, string>): Promise<Started> {
  const program = fileURLToPath(new URL("start_engine.ts", import.meta.url));
  const { code, signal, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", program],
    env,
  }).output();
  assert.deepEqual({ code, signal }, { code: 0, signal: null });
  return JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1) ?? "");
}
