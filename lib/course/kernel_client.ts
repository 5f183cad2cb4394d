import {
  type KernelOptions,
  type KernelProcess,
  startKernelProcess,
  withFreePorts,
} from "./kernel_process.ts";
import { type KernelLine, MARK, openKernelLine } from "./kernel_line.ts";
import type { KernelMessage } from "./kernel_message.ts";
import { type KernelSocket, kernelSocket } from "./kernel_socket.ts";
import { type ClientSockets, openSockets } from "./open_sockets.ts";

/** Seconds within which a kernel has to answer. */
const START_LIMIT = 60;
/** Milliseconds between two looks at the sockets: after a message, and after a long silence. */
const POLL = 2, SLOW_POLL = 30;
/** Megabytes that the outputs of one piece of code may have: a page with more opens in no browser. */
const OUTPUT_LIMIT = 32;
/** Seconds without any message after which a kernel that has replied sends no more. */
export const SILENCE_LIMIT = 30;

/** A kernel that runs and listens; {@linkcode openKernelClient} starts one. */
export interface KernelClient {
  readonly process: KernelProcess;
  readonly line: KernelLine;
  /** The sockets as they are; the next three send and take messages over them. */
  readonly sockets: ClientSockets;
  readonly shell: KernelSocket;
  readonly iopub: KernelSocket;
  readonly control: KernelSocket;
}

/**
 * Starts a Deno kernel, waits until it answers and lets it take hold of its line.
 *
 * @throws {Error} Where it does not answer within 60 seconds; the message holds what it wrote.
 */
export function openKernelClient(options: KernelOptions): Promise<KernelClient> {
  return withFreePorts(async () => {
    const client = openClient(await startKernelProcess(options));
    try {
      await untilHeard(client);
      await prepare(client);
      return client;
    } catch (error) {
      await client.process.kill();
      closeKernelClient(client);
      throw error;
    }
  });
}

/** Closes what connects to a kernel. */
export function closeKernelClient({ line, sockets }: KernelClient): void {
  line[Symbol.dispose]();
  for (const socket of Object.values(sockets)) if (!socket.closed) socket.close();
}

function openClient(process: KernelProcess): KernelClient {
  const session = crypto.randomUUID(), { key } = process.address;
  const sockets = openSockets(process.address, session);
  return {
    process,
    line: openKernelLine(),
    sockets,
    shell: kernelSocket(sockets.shell, key, session),
    iopub: kernelSocket(sockets.iopub, key, session),
    control: kernelSocket(sockets.control, key, session),
  };
}

/** Waits until outputs are heard: a subscription takes a moment to arrive. */
async function untilHeard({ process, shell, iopub }: KernelClient): Promise<void> {
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

/** Lets the kernel take hold of its line. */
async function prepare(client: KernelClient): Promise<void> {
  const waiting = { take: () => {}, limit: START_LIMIT };
  const { content } = await request(client, client.line.preamble, waiting);
  if (content.status === "ok") return;
  await fail(client, `the kernel of Deno ${Deno.version.deno} is not known (${content.evalue})`);
}

/** How a request is awaited. */
export interface Waiting {
  take: (message: KernelMessage) => void;
  /** Seconds. */
  limit: number;
  /** Whether it does nothing but bring the mark. */
  isFlush?: boolean;
}

/** What has come of a request so far. */
interface Answers {
  reply?: KernelMessage;
  isIdle: boolean;
  isMarked: boolean;
}

/**
 * Lets the kernel run code and waits until it has replied and all of its outputs have come.
 *
 * @throws {Error} Where the kernel ends, or had to be stopped; the message says why.
 */
export async function request(
  client: KernelClient,
  code: string,
  waiting: Waiting,
): Promise<KernelMessage> {
  const { take, limit, isFlush = false } = waiting, start = performance.now();
  const id = await send(client, code), answers: Answers = { isIdle: false, isMarked: false };
  for (let bytes = 0, lastHeard = start;;) {
    const heard = await hear(client, id, answers, take).catch(({ message }: Error) =>
      fail(client, `${errorIn(answers.reply)}${message}`)
    );
    const now = performance.now(), { reply, isIdle, isMarked } = answers;
    if (heard.length > 0) lastHeard = now;
    if (reply && isIdle) {
      if (isMarked) return reply;
      if (isFlush) await fail(client, "it does not mark the end of outputs as that of Deno 2.9");
      // An error ends a cell without the mark: a request that does nothing brings it
      await request(client, "undefined", { take, limit, isFlush: true });
      return reply;
    }
    // What it sent before it ended is shown too
    if (client.process.ended !== undefined && heard.length === 0) {
      throw new Error(client.process.ended);
    }
    bytes += heard.reduce((sum, message) => sum + (message.bytes ?? 0), 0);
    if (bytes > OUTPUT_LIMIT * 1e6) {
      await fail(client, `it sent more than ${OUTPUT_LIMIT} MB of outputs`);
    }
    if (reply === undefined && now - start > limit * 1000) {
      await fail(client, `it took longer than its limit of ${limit} s`);
    }
    if (reply !== undefined && now - lastHeard > SILENCE_LIMIT * 1000) {
      await fail(client, `${errorIn(reply)}its last outputs did not come`);
    }
    // Each look costs a tenth of a millisecond, and a cell that trains is silent for long
    await sleep(Math.min(Math.max(POLL, (now - lastHeard) / 5), SLOW_POLL));
  }
}

async function send(client: KernelClient, code: string): Promise<string> {
  if (client.process.ended !== undefined) throw new Error(client.process.ended);
  return await client.shell.send("execute_request", executeContent(code));
}

/** The content of a request to run code. */
export function executeContent(code: string) {
  const options = { silent: false, store_history: false, user_expressions: {}, allow_stdin: false };
  return { code, ...options, stop_on_error: true };
}

/** Takes what has come, notes what it says of the request, and gives the outputs. */
async function hear(
  { shell, iopub, line }: KernelClient,
  id: string,
  answers: Answers,
  take: (message: KernelMessage) => void,
): Promise<KernelMessage[]> {
  for (const message of await shell.drain()) if (message.parent === id) answers.reply = message;
  const heard = await iopub.drain();
  for (const message of heard) {
    const { type, parent, content } = message;
    if (type === MARK) {
      answers.isMarked = true;
      line.acknowledge();
    } else if (type !== "status") take(message);
    else if (parent === id) answers.isIdle ||= content.execution_state === "idle";
  }
  return heard;
}

/** The error that a reply tells of, as the beginning of a sentence. */
function errorIn(reply: KernelMessage | undefined): string {
  const { status, ename, evalue } = reply?.content ?? {};
  return status === "error" ? `${ename}: ${evalue}; beside that, ` : "";
}

async function fail({ process }: KernelClient, reason: string): Promise<never> {
  await process.kill();
  throw new Error(`${reason}, so the kernel was stopped`);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
