import { type KernelOptions, type KernelProcess, startKernelProcess } from "./kernel_process.ts";
import type { KernelMessage } from "./kernel_message.ts";
import { type KernelSocket, kernelSocket } from "./kernel_socket.ts";
import { openSockets } from "./open_sockets.ts";

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
   * Runs code and hands over every output message, those that come after the kernel said it was idle too.
   *
   * @param code TypeScript.
   * @param take Is given each message of this code in order.
   * @param limit Seconds after which the code counts as stuck and the kernel is killed.
   * @throws {Error} Where the kernel dies or the code takes longer than its limit; the kernel is gone then.
   */
  execute(
    code: string,
    take: (message: KernelMessage) => void,
    limit: number,
  ): Promise<KernelReply>;
}

/** Seconds within which a kernel has to answer. */
const START_LIMIT = 60;
/** Milliseconds between two looks at the sockets. */
const POLL = 2;
/** Milliseconds without a message after `idle` that count as the end: the kernel says `idle` before its last outputs. */
const QUIET = 150;
/** Milliseconds after the reply at which reading ends in any case: a timer may print for ever. */
const QUIET_LIMIT = 5000;

/** A message of our own, which other clients ignore: an error that no one handled. */
const UNHANDLED = "saddle_unhandled";
/** Runs before the first cell: without it such errors would pass in silence. */
const PREAMBLE = `for (const type of ["error", "unhandledrejection"]) {
  globalThis.addEventListener(type, (event) => {
    event.preventDefault();
    const error = event.error ?? event.reason;
    Deno.jupyter.broadcast("${UNHANDLED}", { text: String(error?.stack ?? error) });
  });
}
undefined;`;

/**
 * Starts a Deno kernel (`deno jupyter --kernel`) and waits until it answers.
 *
 * @param options Where it runs, and with which environment.
 * @returns The kernel.
 * @throws {Error} Where it does not answer within 60 seconds; the message holds what the kernel wrote.
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
  const process = await startKernelProcess(options);
  try {
    const client = await connect(process);
    await run(client, PREAMBLE, () => {}, START_LIMIT);
    return {
      execute: (code, take, limit) => run(client, code, take, limit),
      [Symbol.asyncDispose]: () => shutDown(client),
    };
  } catch (error) {
    await process.kill();
    throw error;
  }
}

interface Client {
  process: KernelProcess;
  shell: KernelSocket;
  iopub: KernelSocket;
  control: KernelSocket;
}

/** Opens the sockets and waits until outputs are heard: a subscription takes a moment to arrive. */
async function connect(process: KernelProcess): Promise<Client> {
  const session = crypto.randomUUID(), { key } = process.address;
  const sockets = openSockets(process.address, session);
  const shell = kernelSocket(sockets.shell, key, session);
  const iopub = kernelSocket(sockets.iopub, key, session);
  const control = kernelSocket(sockets.control, key, session);
  const deadline = performance.now() + START_LIMIT * 1000;
  for (let heard = false; !heard;) {
    if (process.ended !== undefined) throw new Error(process.ended);
    if (performance.now() > deadline) {
      throw new Error(`the Deno kernel did not answer within ${START_LIMIT} s`);
    }
    await shell.send("kernel_info_request", {});
    for (let i = 0; i < 25 && !heard; i++) {
      await sleep(10);
      heard = (await iopub.drain()).length > 0;
    }
  }
  return { process, shell, iopub, control };
}

async function run(
  client: Client,
  code: string,
  take: (message: KernelMessage) => void,
  limit: number,
): Promise<KernelReply> {
  const start = performance.now();
  const id = await client.shell.send("execute_request", {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  });
  const unhandled: string[] = [];
  let reply: KernelMessage | undefined, replied = 0, idle = false, last = start;
  while (!isOver(reply && { idle, replied, last })) {
    if (client.process.ended !== undefined) throw new Error(client.process.ended);
    if (reply === undefined && performance.now() - start > limit * 1000) {
      await client.process.kill();
      throw new Error(`it took longer than its limit of ${limit} s, so the kernel was stopped`);
    }
    await sleep(POLL);
    for (const message of await client.shell.drain()) {
      if (message.parent === id) [reply, replied] = [message, performance.now()];
    }
    for (const message of await client.iopub.drain()) {
      last = performance.now();
      if (message.type === UNHANDLED) unhandled.push(String(message.content.text));
      else if (message.parent !== id) continue;
      else if (message.type === "status") idle ||= message.content.execution_state === "idle";
      else take(message);
    }
  }
  const { status, ename = "", evalue = "" } = reply?.content ?? {};
  return {
    status: status === "ok" ? "ok" : "error",
    ename: String(ename),
    evalue: String(evalue),
    unhandled,
  };
}

/** A run is over when the kernel has replied, is idle, and has been quiet for a while. */
function isOver(
  times: { idle: boolean; replied: number; last: number } | undefined,
): boolean {
  if (times === undefined) return false;
  const now = performance.now();
  return times.idle && now - times.last > QUIET || now - times.replied > QUIET_LIMIT;
}

async function shutDown({ process, shell, iopub, control }: Client): Promise<void> {
  if (process.ended === undefined) await control.send("shutdown_request", { restart: false });
  await process.end(2);
  for (const socket of [shell, iopub, control]) socket.close();
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
