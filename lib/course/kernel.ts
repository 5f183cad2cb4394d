import {
  type KernelOptions,
  type KernelProcess,
  startKernelProcess,
  withFreePorts,
} from "./kernel_process.ts";
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
   * Runs code and hands over every output message, those that come after the kernel said it was
   * idle too.
   *
   * @param code TypeScript.
   * @param take Is given each message of this code in order.
   * @param limit Seconds after which the code counts as stuck and the kernel is killed.
   * @throws {Error} Where the kernel dies, the code takes longer than its limit, or sends more than
   * 32 MB of outputs; the kernel is gone then.
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
/** Megabytes that the outputs of one piece of code may have: a page with more opens in no browser. */
const OUTPUT_LIMIT = 32;
/** Seconds that the last outputs of a cell may need to arrive. */
const FLUSH_LIMIT = 10;

/**
 * Messages of our own, which other clients ignore: an error that no one handled, and the end of a
 * cell's displays.
 */
const UNHANDLED = "saddle_unhandled", FLUSHED = "saddle_flushed";
/** The name under which cells' global scope holds the function that marks the end of outputs. */
const FLUSH = `globalThis[Symbol.for("saddle.flush")]`;
/**
 * Runs before the first cell. Errors that no one handles would pass in silence. The kernel says that
 * a cell is done before its last outputs are sent, on three ways of their own (stdout, stderr,
 * displays): a mark sent after them on each way says that all have come. And a kernel whose parent
 * was killed would wait for ever.
 */
const PREAMBLE = `for (const type of ["error", "unhandledrejection"]) {
  globalThis.addEventListener(type, (event) => {
    event.preventDefault();
    const error = event.error ?? event.reason;
    Deno.jupyter.broadcast("${UNHANDLED}", { text: String(error?.stack ?? error) });
  });
}
{
  const { log, error } = console, { broadcast } = Deno.jupyter;
  ${FLUSH} = (mark) => {
    log(mark);
    error(mark);
    return broadcast("${FLUSHED}", {});
  };
  const parent = Deno.ppid;
  Deno.unrefTimer(setInterval(() => Deno.ppid === parent || Deno.exit(1), 2000));
}
undefined;`;

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
export function startKernel(options: KernelOptions): Promise<Kernel> {
  return withFreePorts(async () => {
    const client = openClient(await startKernelProcess(options));
    try {
      await untilHeard(client);
      await request(client, PREAMBLE, { take: () => {}, limit: START_LIMIT });
      return {
        execute: (code, take, limit) => run(client, code, take, limit),
        [Symbol.asyncDispose]: () => shutDown(client),
      };
    } catch (error) {
      await client.process.kill();
      closeSockets(client);
      throw error;
    }
  });
}

interface Client {
  process: KernelProcess;
  shell: KernelSocket;
  iopub: KernelSocket;
  control: KernelSocket;
  /** Closes the socket for questions to the reader, which no one answers here. */
  closeInput: () => void;
}

function openClient(process: KernelProcess): Client {
  const session = crypto.randomUUID(), { key } = process.address;
  const sockets = openSockets(process.address, session);
  return {
    process,
    shell: kernelSocket(sockets.shell, key, session),
    iopub: kernelSocket(sockets.iopub, key, session),
    control: kernelSocket(sockets.control, key, session),
    closeInput: () => sockets.stdin.close(),
  };
}

function closeSockets({ shell, iopub, control, closeInput }: Client): void {
  for (const socket of [shell, iopub, control]) socket.close();
  closeInput();
}

/** Waits until outputs are heard: a subscription takes a moment to arrive. */
async function untilHeard({ process, shell, iopub }: Client): Promise<void> {
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
}

async function run(
  client: Client,
  code: string,
  take: (message: KernelMessage) => void,
  limit: number,
): Promise<KernelReply> {
  const unhandled: string[] = [];
  const pass = (message: KernelMessage) => {
    if (message.type === UNHANDLED) unhandled.push(String(message.content.text));
    else take(message);
  };
  const { content } = await request(client, code, { take: pass, limit });
  const mark = crypto.randomUUID(), gate = flushGate(mark, pass);
  await request(client, `await ${FLUSH}("${mark}"); undefined;`, { ...gate, limit });
  const { status, ename = "", evalue = "" } = content;
  return {
    status: status === "ok" ? "ok" : "error",
    ename: String(ename),
    evalue: String(evalue),
    unhandled,
  };
}

/** How a request is awaited. */
interface Waiting {
  take: (message: KernelMessage) => void;
  limit: number;
  /**
   * Whether all that has to come has come; the reply and the idle status are awaited in any case.
   */
  isComplete?: () => boolean;
}

/** Lets the kernel run code and waits until it has replied and says that it is idle. */
async function request(client: Client, code: string, waiting: Waiting): Promise<KernelMessage> {
  const { take, limit, isComplete = () => true } = waiting;
  if (client.process.ended !== undefined) throw new Error(client.process.ended);
  const options = { silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
  const id = await client.shell.send("execute_request", { code, ...options, stop_on_error: true });
  const start = performance.now();
  let reply: KernelMessage | undefined, replied = 0, idle = false, bytes = 0;
  for (;;) {
    for (const message of await client.shell.drain()) {
      if (message.parent === id) [reply, replied] = [message, performance.now()];
    }
    const heard = await client.iopub.drain();
    for (const message of heard) {
      bytes += message.bytes ?? 0;
      if (message.type !== "status") take(message);
      else if (message.parent === id) idle ||= message.content.execution_state === "idle";
    }
    const now = performance.now();
    if (reply && (idle && isComplete() || now - replied > FLUSH_LIMIT * 1000)) return reply;
    // What it sent before it ended is shown too
    if (client.process.ended !== undefined && heard.length === 0) {
      throw new Error(client.process.ended);
    }
    if (bytes > OUTPUT_LIMIT * 1e6) {
      await client.process.kill();
      throw new Error(`it sent more than ${OUTPUT_LIMIT} MB of outputs, so the kernel was stopped`);
    }
    if (reply === undefined && now - start > limit * 1000) {
      await client.process.kill();
      throw new Error(`it took longer than its limit of ${limit} s, so the kernel was stopped`);
    }
    await sleep(POLL);
  }
}

/** Passes messages on without the marks, and knows when all three have come. */
function flushGate(mark: string, pass: (message: KernelMessage) => void): Omit<Waiting, "limit"> {
  const awaited = new Set(["stdout", "stderr", FLUSHED]);
  // An open console.group indents the mark
  const line = new RegExp(` *${mark}\n`);
  const take = (message: KernelMessage) => {
    const { type, content } = message;
    if (type === FLUSHED) awaited.delete(FLUSHED);
    else if (type === "stream" && line.test(String(content.text))) {
      awaited.delete(String(content.name));
      const text = String(content.text).replace(line, "");
      if (text !== "") pass({ ...message, content: { ...content, text } });
    } else pass(message);
  };
  return { take, isComplete: () => awaited.size === 0 };
}

async function shutDown(client: Client): Promise<void> {
  const { process, control } = client;
  if (process.ended === undefined) {
    // Where it cannot hear, it is killed below
    await control.send("shutdown_request", { restart: false }).catch(() => {});
  }
  await process.end(2);
  closeSockets(client);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
