// Listens to signals on a thread of its own, because the main one is busy while it computes
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { duration } from "./duration.ts";

/** What the main thread tells the listener. */
export interface Told {
  /** The folder of the results; nothing is trained without it. */
  readonly folder?: string;
  /** What has to end before the training can stop, in words. */
  readonly awaited?: string;
}

/** What the listener tells the main thread: that it listens, or the signal that came. */
export type Heard = { readonly ready: true } | { readonly signal: Deno.Signal };

/**
 * What ends a program, by a key, by another program, because its terminal is gone, or because its
 * time on a cluster will soon be up.
 */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT", "SIGBREAK"]
  : ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1"];

/** Milliseconds in which one signal may come twice: from the terminal and through deno task. */
const ECHO = 1000;

const began = Date.now();
let told: Told = {};
let first: number | undefined;

function hear(signal: Deno.Signal): void {
  const now = performance.now();
  if (first === undefined) {
    first = now;
    if (told.folder !== undefined) {
      say(`\nstopping: waits for ${told.awaited}; then all steps that are done are stored`);
      say("(the same signal once more ends it at once)");
    }
    tell({ signal });
  } else if (now - first > ECHO) {
    say(`\nended at once: ${lost()}`);
    Deno.kill(Deno.pid, "SIGKILL");
  }
}

/** What an end at once costs. */
function lost(): string {
  if (told.folder === undefined) return "nothing was being trained";
  return `what was computed in the last ${duration((Date.now() - lastKept()) / 1000)} is lost`;
}

/** When the last state or result was stored; when the program began, if none was since. */
function lastKept(): number {
  const files = ["checkpoint.safetensors", "block.json"];
  try {
    const blocks = join(told.folder ?? "", "blocks");
    const times = readdirSync(blocks).flatMap((block) =>
      files.map((name) =>
        statSync(join(blocks, block, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
      )
    );
    return Math.max(began, ...times);
  } catch {
    return began; // no folder yet
  }
}

/** Where a terminal is gone, there is no one to tell. */
function say(text: string): void {
  try {
    console.error(text);
  } catch {
    return;
  }
}

function tell(heard: Heard): void {
  parentPort!.postMessage(heard);
}

for (const signal of SIGNALS) Deno.addSignalListener(signal, () => hear(signal));
parentPort!.on("message", (news: Told) => told = news);
tell({ ready: true });
