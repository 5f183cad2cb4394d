import * as zmq from "zeromq";
import {
  closeKernelClient,
  executeContent,
  type KernelClient,
  openKernelClient,
  SILENCE_LIMIT,
} from "./kernel_client.ts";
import { MARK, UNHANDLED } from "./kernel_line.ts";
import {
  changedMessage,
  decodeMessage,
  encodeMessage,
  type ReceivedMessage,
} from "./kernel_message.ts";
import { type RequestGate, requestGate } from "./request_gate.ts";
import { withShownValue } from "./shown_value.ts";
import { textOf } from "./words.ts";

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

/** A request of a client, checked. */
interface Request {
  /** Whom to answer. */
  client: Uint8Array;
  frames: Uint8Array[];
  message: ReceivedMessage;
}

/** A request that the kernel works on. */
interface Current extends Request {
  /** Held back until the outputs have come. */
  reply?: { frames: Uint8Array[]; message: ReceivedMessage };
  idle?: Uint8Array[];
  /** Whether all outputs of code have come; other requests have none. */
  isMarked: boolean;
  /** Whether the mark had to be asked for. */
  isFlushed: boolean;
  /** When its last message came. */
  last: number;
}

/** What the Deno kernel replies to; it says only that it is idle after anything else. */
const REPLIED = new Set([
  "execute_request",
  "kernel_info_request",
  "complete_request",
  "is_complete_request",
  "inspect_request",
  "history_request",
  "comm_info_request",
  "comm_open",
]);
/** What it replies to on the channel for control. */
const CONTROLLED = new Set(["kernel_info_request", "shutdown_request"]);
/** Milliseconds after the idle status in which a reply that is due has to come. */
const REPLY_LIMIT = 2000;

/**
 * Stands between Jupyter and a Deno kernel so that no output is lost. The kernel says that a cell
 * is done before its last outputs are sent, and gives what is left to the next cell; clients drop
 * the first and misplace the second. So requests are passed on one at a time, and the end of a cell
 * is held back until all of its outputs have come. Whatever is no request of Jupyter's (garbage, a
 * wrong signature, a message sent a second time) is dropped with a line on the console: the ports
 * are open to every process of the machine.
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
  const { key } = connection;
  const kernel = await openKernelClient({ cwd: Deno.cwd(), key, signal: stopping.signal });
  try {
    relay = new Relay(kernel, await bindSockets(connection));
    return await relay.run();
  } finally {
    await kernel.process.kill();
    closeKernelClient(kernel);
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
  // Whoever sends more is cut off, before it fills the memory. To wait until something can be sent
  // would be the end of the process: the Node API of Deno crashes there
  const most = { maxMessageSize: 256e6, sendHighWaterMark: 0 };
  const bind = async <S extends zmq.Socket>(socket: S, port: number): Promise<S> => {
    await socket.bind(`tcp://${connection.ip}:${port}`);
    return socket;
  };
  return {
    shell: await bind(new zmq.Router({ linger: 500, ...most }), connection.shell_port),
    iopub: await bind(
      new zmq.Publisher({ linger: 500, sendHighWaterMark: 0 }),
      connection.iopub_port,
    ),
    stdin: await bind(new zmq.Router({ linger: 500, ...most }), connection.stdin_port),
    control: await bind(new zmq.Router({ linger: 500, ...most }), connection.control_port),
    heartbeat: await bind(new zmq.Reply({ linger: 0, ...most }), connection.hb_port),
  };
}

class Relay {
  readonly #kernel: KernelClient;
  readonly #server: ServerSockets;
  readonly #session = crypto.randomUUID();
  readonly #gate: RequestGate;
  readonly #parent = Deno.ppid;
  /** Requests that wait for the current one. */
  readonly #waiting: Request[] = [];
  /** Whom to answer to a request to control the kernel, by its id. */
  readonly #controlling = new Map<string, Uint8Array>();
  /** Requests that the relay itself made. */
  readonly #own = new Set<string>();
  #current: Current | undefined;
  /** The header of the last request to run code: what timers print later is its output. */
  #lastCell = "{}";
  #isEnding = false;
  /** Why the kernel was ended from here. */
  #reason: string | undefined;

  constructor(kernel: KernelClient, server: ServerSockets) {
    [this.#kernel, this.#server] = [kernel, server];
    this.#gate = requestGate(kernel.process.address.key, (line) => console.error(line));
  }

  async run(): Promise<boolean> {
    while (this.#kernel.process.ended === undefined && !this.#isEnding) {
      await this.#turn().catch(({ message }: Error) =>
        this.#stop(`The kernel cannot be talked to any more (${message})`)
      );
      // Jupyter was killed: no one will ask for an end
      if (Deno.ppid !== this.#parent) this.end();
      await sleep(2);
    }
    if (this.#isEnding) await this.#kernel.process.end(2);
    else await this.#sayWhyItEnded();
    return this.#isEnding;
  }

  async #turn(): Promise<void> {
    await this.#beat();
    await this.#takeRequests();
    await this.#takeControl();
    await this.#takeInput();
    await this.#takeReplies();
    await this.#takeOutputs();
    await this.#finish();
    await this.#passOn();
  }

  /** A running cell of the Deno kernel cannot be stopped: only the whole kernel can. */
  interrupt(): void {
    this.#stop("A running cell of the Deno kernel cannot be interrupted");
  }

  /** Ends the kernel as if a client had asked for it. */
  end(): void {
    this.#isEnding = true;
    this.#kernel.process.kill();
  }

  async #stop(reason: string): Promise<void> {
    this.#reason ??= reason;
    await this.#kernel.process.kill();
  }

  async #beat(): Promise<void> {
    const { heartbeat } = this.#server;
    while (heartbeat.readable) await heartbeat.send(await heartbeat.receive());
  }

  async #takeRequests(): Promise<void> {
    const { shell } = this.#server;
    while (shell.readable) {
      const [client, ...frames] = await shell.receive();
      const message = this.#gate.admit(frames);
      if (client !== undefined && message) this.#waiting.push({ client, frames, message });
    }
  }

  /** Passes the next request on when the one before is done. */
  async #passOn(): Promise<void> {
    if (this.#current !== undefined) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const isMarked = next.message.type !== "execute_request";
    if (!isMarked) this.#lastCell = next.message.header;
    this.#current = { ...next, isMarked, isFlushed: isMarked, last: performance.now() };
    await this.#kernel.sockets.shell.send(this.#asRun(next));
  }

  /** A request to run code as the kernel gets it, which shows every last value. */
  #asRun({ frames, message: { type, content } }: Request): Uint8Array[] {
    const { code } = content;
    if (type !== "execute_request" || typeof code !== "string") return frames;
    return this.#changed(frames, { content: { ...content, code: withShownValue(code) } });
  }

  async #takeControl(): Promise<void> {
    const { control } = this.#server, kernel = this.#kernel.sockets.control;
    while (control.readable) {
      const [client, ...frames] = await control.receive();
      const message = this.#gate.admit(frames);
      if (client === undefined || message === undefined) continue;
      if (message.type === "interrupt_request") {
        const reply = this.#encode("interrupt_reply", { status: "ok" }, message.header);
        await control.send([client, ...reply]);
        this.interrupt();
      }
      if (!CONTROLLED.has(message.type)) continue;
      this.#controlling.set(message.id, client);
      await kernel.send(frames);
    }
    while (kernel.readable) {
      const frames = await kernel.receive();
      const { parent, type } = this.#decode(frames);
      const client = this.#controlling.get(parent);
      this.#controlling.delete(parent);
      if (client !== undefined) await control.send([client, ...frames]);
      if (type === "shutdown_reply") this.#isEnding = true;
    }
  }

  /** What a cell asks (`prompt()`) goes to who ran the cell, the answer comes back. */
  async #takeInput(): Promise<void> {
    const { stdin } = this.#server, kernel = this.#kernel.sockets.stdin;
    while (kernel.readable) {
      const frames = await kernel.receive();
      if (this.#current) await stdin.send([this.#current.client, ...frames]);
    }
    while (stdin.readable) {
      const [, ...frames] = await stdin.receive();
      if (this.#gate.admit(frames)?.type === "input_reply") await kernel.send(frames);
    }
  }

  async #takeReplies(): Promise<void> {
    const { shell } = this.#kernel.sockets;
    while (shell.readable) {
      const frames = await shell.receive(), message = this.#decode(frames);
      const current = this.#current;
      if (current === undefined || message.parent !== current.message.id) continue;
      current.reply = { frames, message };
      current.last = performance.now();
    }
  }

  async #takeOutputs(): Promise<void> {
    const { iopub } = this.#kernel.sockets;
    while (iopub.readable) await this.#takeOutput(await iopub.receive());
  }

  async #takeOutput(frames: Uint8Array[]): Promise<void> {
    const { type, parent, content } = this.#decode(frames), current = this.#current;
    if (current !== undefined) current.last = performance.now();
    if (type === MARK) {
      if (current !== undefined) current.isMarked = true;
      return this.#kernel.line.acknowledge();
    }
    if (type === UNHANDLED) return await this.#showUnhandled(textOf(content.text));
    const isOwn = this.#own.has(parent);
    if (isOwn && (type === "status" || type === "execute_input")) return;
    const isIdle = type === "status" && content.execution_state === "idle";
    const isCurrent = current !== undefined && parent === current.message.id;
    if (isIdle && isCurrent) current.idle = frames;
    else if (type === "execute_input" && isCurrent) {
      await this.#publish(this.#asWritten(frames, content, current));
    } else await this.#publish(isOwn ? this.#asOfLastCell(frames) : frames);
  }

  /** The Deno kernel itself says nothing of it. */
  async #showUnhandled(stack: string): Promise<void> {
    const text = `An error that nothing handled (is an "await" missing?)\n${stack}\n`;
    await this.#publish(this.#encode("stream", { name: "stderr", text }, this.#lastCell));
  }

  /** What waited to be sent when a cell threw comes with the request that asks for its mark. */
  #asOfLastCell(frames: Uint8Array[]): Uint8Array[] {
    return this.#changed(frames, { parent: this.#lastCell });
  }

  /** The code that runs as other clients get to see it: as it was written. */
  #asWritten(
    frames: Uint8Array[],
    content: ReceivedMessage["content"],
    { message }: Current,
  ): Uint8Array[] {
    return this.#changed(frames, { content: { ...content, code: message.content.code } });
  }

  /** Lets the client know that the current request is done, once all has come. */
  async #finish(): Promise<void> {
    const current = this.#current;
    if (current === undefined) return;
    const { reply, idle, isMarked, message: { type, content } } = current;
    const silence = performance.now() - current.last;
    if (reply && silence > SILENCE_LIMIT * 1000) return await this.#stop("Outputs were lost");
    if (idle === undefined) return;
    if (reply === undefined && REPLIED.has(type) && silence < REPLY_LIMIT) return;
    if (!isMarked) return await this.#flush(current);
    this.#current = undefined;
    if (reply?.message.type === "comm_close") await this.#publish(reply.frames);
    else if (reply) await this.#server.shell.send([current.client, ...reply.frames]);
    await this.#publish(idle);
    const failed = type === "execute_request" && reply?.message.content.status === "error";
    if (failed && content.stop_on_error !== false) await this.#abortWaiting();
  }

  /** An error ends a cell without its mark: a request that does nothing brings it. */
  async #flush(current: Current): Promise<void> {
    if (current.isFlushed) return;
    current.isFlushed = true;
    this.#own.add(await this.#kernel.shell.send("execute_request", executeContent("undefined")));
  }

  /** After a cell that failed, the cells that wait are not run ("Run All" sends all at once). */
  async #abortWaiting(): Promise<void> {
    await this.#takeRequests();
    for (const request of this.#waiting.splice(0)) {
      const { client, message: { type, header } } = request;
      if (type !== "execute_request") {
        this.#waiting.push(request);
        continue;
      }
      const reply = this.#encode("execute_reply", { status: "aborted" }, header);
      await this.#server.shell.send([client, ...reply]);
      await this.#publish(this.#encode("status", { execution_state: "idle" }, header));
    }
  }

  async #sayWhyItEnded(): Promise<void> {
    const text = this.#reason === undefined
      ? `${this.#kernel.process.ended}\n`
      : `${this.#reason}: the kernel was restarted, so run the cells above again.\n`;
    const parent = this.#current?.message.header ?? "{}";
    await this.#publish(this.#encode("stream", { name: "stderr", text }, parent));
    await sleep(200);
  }

  /** Sends an output to all clients, which subscribe to everything. */
  async #publish(frames: (string | Uint8Array)[]): Promise<void> {
    await this.#server.iopub.send(frames);
  }

  #changed(frames: Uint8Array[], parts: Parameters<typeof changedMessage>[1]): Uint8Array[] {
    return changedMessage(frames, parts, this.#kernel.process.address.key);
  }

  #decode(frames: Uint8Array[]): ReceivedMessage {
    return decodeMessage(frames, this.#kernel.process.address.key);
  }

  #encode(type: string, content: unknown, parent: string): string[] {
    const { key } = this.#kernel.process.address;
    return encodeMessage({ type, content, parent, session: this.#session, key }).frames;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
