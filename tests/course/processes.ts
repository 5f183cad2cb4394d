import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** Whether there is a process of this number. */
export function isAlive(pid: number): boolean {
  try {
    Deno.kill(pid, "SIGCONT");
    return true;
  } catch {
    return false;
  }
}

/** Waits for a process to end by itself. */
export async function untilEnded(pid: number): Promise<void> {
  assert(pid > 0);
  for (let tries = 0; isAlive(pid); tries++) {
    assert(tries < 100, "it is still there after ten seconds");
    await sleep(100);
  }
}
