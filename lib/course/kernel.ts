import {
  closeKernelClient,
  type KernelClient,
  openKernelClient,
  request,
} from "./kernel_client.ts";
import { settleCode, UNHANDLED } from "./kernel_line.ts";
import type { KernelMessage } from "./kernel_message.ts";
import type { KernelOptions } from "./kernel_process.ts";
import { textOf } from "./words.ts";

/** What the kernel answered to one piece of code. */
export interface KernelReply {
  /** Whether the code ran to its end. */
  status: "ok" | "error";
  /** The class of the error, where there was one. */
  ename: string;
  /** Its message. A syntax error gives only `"Execution failed"`. */
  evalue: string;
  /** Errors that no one handled (a rejected promise, a throw in a timer), with their stacks. */
  unhandled: string[];
}

/** A running Deno kernel; {@linkcode startKernel} starts one. Dispose of it to end the process. */
export interface Kernel extends AsyncDisposable {
  /**
   * Runs code and hands over every output message, those that come after the kernel said it was
   * idle too.
   *
   * @param code TypeScript.
   * @param take Is given each message of this code in order.
   * @param limit Seconds after which the code counts as stuck and the kernel is killed.
   * @throws {Error} Where the kernel dies, the code takes longer than its limit, sends more than
   * 32 MB of outputs, or its outputs are lost on the way; the kernel is gone then.
   */
  execute(
    code: string,
    take: (message: KernelMessage) => void,
    limit: number,
  ): Promise<KernelReply>;
  /**
   * Waits until the timers that cells have set have fired, five seconds at most.
   *
   * @param take Is given what comes meanwhile.
   * @returns Errors that no one handled, with their stacks.
   * @throws {Error} As {@linkcode execute} does.
   */
  settle(take: (message: KernelMessage) => void): Promise<string[]>;
}

/** Seconds that timers may take after the last cell, and that asking for them may take. */
const SETTLE_LIMIT = 5, ASK_LIMIT = 60;

/**
 * Starts a Deno kernel (`deno jupyter --kernel`) and waits until it answers.
 *
 * @param options Where it runs, and with which environment.
 * @returns The kernel.
 * @throws {Error} Where it does not answer within 60 seconds; the message holds what the kernel
 * wrote.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Displayed, outputCollector, startKernel } from "saddle/course/mod.ts";
 *
 * await using kernel = await startKernel({ cwd: "." });
 * const { outputs, take } = outputCollector(new Map<string, Displayed[]>());
 * const { status } = await kernel.execute("console.log(1 + 1)", take, 10);
 * assert.equal(status, "ok");
 * assert.deepEqual(outputs, [{ output_type: "stream", name: "stdout", text: "2\n" }]);
 * ```
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const client = await openKernelClient(options);
  return {
    execute: (code, take, limit) => run(client, code, take, limit),
    settle: async (take) => {
      const { unhandled } = await run(client, settleCode(SETTLE_LIMIT), take, ASK_LIMIT);
      return unhandled;
    },
    [Symbol.asyncDispose]: () => shutDown(client),
  };
}

async function run(
  client: KernelClient,
  code: string,
  take: (message: KernelMessage) => void,
  limit: number,
): Promise<KernelReply> {
  const unhandled: string[] = [];
  const pass = (message: KernelMessage) => {
    if (message.type === UNHANDLED) unhandled.push(textOf(message.content.text));
    else take(message);
  };
  const { content } = await request(client, code, { take: pass, limit });
  const { status, ename = "", evalue = "" } = content;
  return {
    status: status === "ok" ? "ok" : "error",
    ename: textOf(ename),
    evalue: textOf(evalue),
    unhandled,
  };
}

async function shutDown(client: KernelClient): Promise<void> {
  const { process, control } = client;
  if (process.ended === undefined) {
    // Where it cannot hear, it is killed below
    await control.send("shutdown_request", { restart: false }).catch(() => {});
  }
  await process.end(2);
  closeKernelClient(client);
}
