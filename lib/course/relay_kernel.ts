import * as zmq from "zeromq";
import { decodeMessage, encodeMessage } from "./kernel_message.ts";
import { type KernelProcess, startKernelProcess, withFreePorts } from "./kernel_process.ts";
import { type ClientSockets, openSockets } from "./open_sockets.ts";

/** What Jupyter tells a kernel in its connection file. */
interface Connection {
  key: string;
  ip: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
}

/** A request that the kernel works on. */
interface Current {
  /** Whom to answer. */
  client: Uint8Array;
  id: string;
  isExecution: boolean;
  stopOnError: boolean;
  /** Held back until the outputs have come. */
  reply?: Uint8Array[];
  failed?: boolean;
  idle?: Uint8Array[];
  replied: number;
  /** When its last message came. */
  last: number;
}

/** Milliseconds without a message that count as the end of a cell's outputs. */
const QUIET = 150;
/** Milliseconds after the reply at which waiting ends in any case. */
const QUIET_LIMIT = 5000;

/**
 * Stands between Jupyter and a Deno kernel so that no output is lost. The kernel says that a cell
 * is done before its last outputs are sent, and gives what is left to the next cell; clients drop
 * the first and misplace the second. So requests are passed on one at a time, and the end of a cell
 * is held back until its outputs have been quiet for 150 ms.
 *
 * @param connectionFile The file with ports and key that Jupyter writes for a kernel.
 * @returns When the kernel has been told to end: true; when it ended by itself: false.
 * @throws {Error} Where the kernel does not start or one of Jupyter's ports is taken.
 */
export async function relayKernel(connectionFile: string): Promise<boolean> {
  // From the first moment: a signal that nothing takes would leave the kernel behind
  const stopping = new AbortController();
  let relay: Relay | undefined;
  Deno.addSignalListener("SIGINT", () => relay ? relay.interrupt() : stopping.abort());
  Deno.addSignalListener("SIGTERM", () => relay ? relay.end() : stopping.abort());
  const connection: Connection = JSON.parse(await Deno.readTextFile(connectionFile));
  const { process, kernel } = await startKernel(connection.key, stopping.signal);
  try {
    relay = new Relay(process, kernel, await bindSockets(connection));
    return await relay.run();
  } finally {
    await process.kill();
    for (const socket of Object.values(kernel)) socket.close();
  }
}

/** Starts the kernel and waits until its outputs are heard. */
function startKernel(
  key: string,
  signal: AbortSignal,
): Promise<{ process: KernelProcess; kernel: ClientSockets }> {
  return withFreePorts(async () => {
    const process = await startKernelProcess({ cwd: Deno.cwd(), key, signal });
    const kernel = openSockets(process.address, crypto.randomUUID());
    try {
      await untilHeard(process, kernel);
      return { process, kernel };
    } catch (error) {
      await process.kill();
      for (const socket of Object.values(kernel)) socket.close();
      throw error;
    }
  });
}

/** The subscription to outputs takes a moment to arrive: ask until an answer's status is heard. */
async function untilHeard(process: KernelProcess, { shell, iopub }: ClientSockets): Promise<void> {
  while (!iopub.readable) {
    if (process.ended !== undefined) throw new Error(process.ended);
    const { key } = process.address;
    await shell.send(
      encodeMessage({ type: "kernel_info_request", content: {}, session: "relay", key }).frames,
    );
    for (let i = 0; i < 25 && !iopub.readable; i++) await sleep(10);
  }
}

/** The sockets that Jupyter connects to. */
interface ServerSockets {
  shell: zmq.Router;
  iopub: zmq.Publisher;
  stdin: zmq.Router;
  control: zmq.Router;
  heartbeat: zmq.Reply;
}

async function bindSockets(connection: Connection): Promise<ServerSockets> {
  const bind = async <S extends zmq.Socket>(socket: S, port: number): Promise<S> => {
    await socket.bind(`tcp://${connection.ip}:${port}`);
    return socket;
  };
  return {
    shell: await bind(new zmq.Router({ linger: 500 }), connection.shell_port),
    iopub: await bind(
      new zmq.Publisher({ linger: 500, sendHighWaterMark: 0 }),
      connection.iopub_port,
    ),
    stdin: await bind(new zmq.Router({ linger: 500 }), connection.stdin_port),
    control: await bind(new zmq.Router({ linger: 500 }), connection.control_port),
    heartbeat: await bind(new zmq.Reply({ linger: 0 }), connection.hb_port),
  };
}

class Relay {
  readonly #process: KernelProcess;
  readonly #kernel: ClientSockets;
  readonly #server: ServerSockets;
  readonly #session = crypto.randomUUID();
  /** Requests that wait for the current one, with whom to answer. */
  readonly #waiting: { client: Uint8Array; frames: Uint8Array[] }[] = [];
  /** Whom to answer to a request to control the kernel, by its id. */
  readonly #controlling = new Map<string, Uint8Array>();
  #current: Current | undefined;
  #isEnding = false;
  #interrupted = false;

  constructor(process: KernelProcess, kernel: ClientSockets, server: ServerSockets) {
    [this.#process, this.#kernel, this.#server] = [process, kernel, server];
  }

  async run(): Promise<boolean> {
    while (this.#process.ended === undefined && !this.#isEnding) {
      await this.#beat();
      await this.#takeRequests();
      await this.#takeControl();
      await this.#takeInput();
      await this.#takeOutputs();
      await this.#takeReplies();
      await this.#finish();
      await this.#passOn();
      await sleep(2);
    }
    if (this.#isEnding) await this.#process.end(2);
    else await this.#sayWhyItEnded();
    return this.#isEnding;
  }

  /** A running cell of the Deno kernel cannot be stopped: only the whole kernel can. */
  interrupt(): void {
    this.#interrupted = true;
    this.#process.kill();
  }

  /** Ends the kernel as if a client had asked for it. */
  end(): void {
    this.#isEnding = true;
    this.#process.kill();
  }

  async #beat(): Promise<void> {
    const { heartbeat } = this.#server;
    while (heartbeat.readable) await heartbeat.send(await heartbeat.receive());
  }

  async #takeRequests(): Promise<void> {
    const { shell } = this.#server;
    while (shell.readable) {
      const [client, ...frames] = await shell.receive();
      if (client !== undefined) this.#waiting.push({ client, frames });
    }
  }

  /** Passes the next request on when the one before is done. */
  async #passOn(): Promise<void> {
    if (this.#current !== undefined) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const { id, type, content } = decodeMessage(next.frames);
    const isExecution = type === "execute_request", stopOnError = content.stop_on_error !== false;
    this.#current = { client: next.client, id, isExecution, stopOnError, replied: 0, last: 0 };
    await this.#kernel.shell.send(next.frames);
  }

  async #takeControl(): Promise<void> {
    const { server: { control }, kernel } = { server: this.#server, kernel: this.#kernel };
    while (control.readable) {
      const [client, ...frames] = await control.receive();
      if (client === undefined) continue;
      this.#controlling.set(decodeMessage(frames).id, client);
      await kernel.control.send(frames);
    }
    while (kernel.control.readable) {
      const frames = await kernel.control.receive();
      const { parent, type } = decodeMessage(frames);
      const client = this.#controlling.get(parent);
      this.#controlling.delete(parent);
      if (client !== undefined) await control.send([client, ...frames]);
      if (type === "shutdown_reply") this.#isEnding = true;
    }
  }

  /** What a cell asks (`prompt()`) goes to who ran the cell, the answer comes back. */
  async #takeInput(): Promise<void> {
    while (this.#kernel.stdin.readable) {
      const frames = await this.#kernel.stdin.receive();
      if (this.#current) await this.#server.stdin.send([this.#current.client, ...frames]);
    }
    while (this.#server.stdin.readable) {
      const [, ...frames] = await this.#server.stdin.receive();
      await this.#kernel.stdin.send(frames);
    }
  }

  async #takeOutputs(): Promise<void> {
    while (this.#kernel.iopub.readable) {
      const frames = await this.#kernel.iopub.receive();
      const { type, parent, content } = decodeMessage(frames);
      const current = this.#current;
      if (current !== undefined) current.last = performance.now();
      const isIdle = type === "status" && content.execution_state === "idle";
      if (isIdle && parent === current?.id) current.idle = frames;
      else await this.#server.iopub.send(frames);
    }
  }

  async #takeReplies(): Promise<void> {
    while (this.#kernel.shell.readable) {
      const frames = await this.#kernel.shell.receive();
      const { parent, content } = decodeMessage(frames), current = this.#current;
      if (parent !== current?.id) continue;
      Object.assign(current, {
        reply: frames,
        failed: content.status === "error",
        replied: performance.now(),
      });
    }
  }

  /** Lets the client know that the current request is done, once its outputs are quiet. */
  async #finish(): Promise<void> {
    const current = this.#current;
    if (current?.reply === undefined) return;
    const now = performance.now(), quiet = current.isExecution ? QUIET : 0;
    const isQuiet = current.idle !== undefined && now - current.last >= quiet;
    if (!isQuiet && now - current.replied < QUIET_LIMIT) return;
    this.#current = undefined;
    await this.#server.shell.send([current.client, ...current.reply]);
    if (current.idle !== undefined) await this.#server.iopub.send(current.idle);
    if (current.isExecution && current.failed && current.stopOnError) await this.#abortWaiting();
  }

  /** After a cell that failed, the cells that wait are not run ("Run All" sends all at once). */
  async #abortWaiting(): Promise<void> {
    await this.#takeRequests();
    for (const { client, frames } of this.#waiting.splice(0)) {
      const { type, header } = decodeMessage(frames);
      if (type !== "execute_request") {
        this.#waiting.push({ client, frames });
        continue;
      }
      const reply = this.#encode("execute_reply", { status: "aborted" }, header);
      await this.#server.shell.send([client, ...reply]);
      const idle = this.#encode("status", { execution_state: "idle" }, header);
      await this.#server.iopub.send(["status", ...idle]);
    }
  }

  async #sayWhyItEnded(): Promise<void> {
    const text = this.#interrupted
      ? "A running cell of the Deno kernel cannot be interrupted: the kernel was restarted, so run the cells above again.\n"
      : `${this.#process.ended}\n`;
    const message = this.#encode(
      "stream",
      { name: "stderr", text },
      this.#current ? JSON.stringify({ msg_id: this.#current.id }) : "{}",
    );
    await this.#server.iopub.send(["stream", ...message]);
    await sleep(200);
  }

  #encode(type: string, content: unknown, parent: string): string[] {
    return encodeMessage({
      type,
      content,
      parent,
      session: this.#session,
      key: this.#process.address.key,
    }).frames;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
