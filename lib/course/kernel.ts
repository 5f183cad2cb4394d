import * as zmq from "zeromq";
import { type KernelMessage, type KernelSocket, kernelSocket } from "./kernel_socket.ts";

/** How a kernel is started. */
export interface KernelOptions {
  /** The folder its cells run in: the notebook's own. */
  cwd: string;
  /** Environment variables beside those of this process, such as `SADDLE_ENGINE`. */
  env?: Record<string, string>;
}

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

const START_LIMIT = 30, POLL = 2;

/**
 * Starts a Deno kernel (`deno jupyter --kernel`) and waits until it answers.
 *
 * @param options Where it runs, and with which environment.
 * @returns The kernel.
 * @throws {Error} Where it does not answer within 30 seconds; the message holds what the kernel wrote.
 */
export async function startKernel(options: KernelOptions): Promise<Kernel> {
  const ports = freePorts(5), key = crypto.randomUUID();
  const process = await startProcess(options, ports, key);
  try {
    const client = await connect(process, ports, key);
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

/**
 * Runs before the first cell. Errors that no one handles would pass in silence: they are sent as messages of a type of their own,
 * which other clients ignore.
 */
const UNHANDLED = "saddle_unhandled";
const PREAMBLE = `for (const type of ["error", "unhandledrejection"]) {
  globalThis.addEventListener(type, (event) => {
    event.preventDefault();
    const error = event.error ?? event.reason;
    Deno.jupyter.broadcast("${UNHANDLED}", { text: String(error?.stack ?? error) });
  });
}
undefined;`;

/** The kernel's process: what it wrote last, and whether it still lives. */
interface KernelProcess {
  /** A sentence on how it ended; undefined while it runs. */
  ended: string | undefined;
  kill(): Promise<void>;
  /** Waits for it to end by itself, and kills it if it does not. */
  end(seconds: number): Promise<void>;
}

async function startProcess(
  { cwd, env = {} }: KernelOptions,
  ports: number[],
  key: string,
): Promise<KernelProcess> {
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ports;
  const connection = { transport: "tcp", ip: "127.0.0.1", key, signature_scheme: "hmac-sha256" };
  const file = await Deno.makeTempFile({ prefix: "kernel-", suffix: ".json" });
  await Deno.writeTextFile(
    file,
    JSON.stringify({ ...connection, shell_port, iopub_port, stdin_port, control_port, hb_port }),
  );
  const child = new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", file],
    cwd,
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const written = { text: "" };
  const reading = Promise.all([keepTail(child.stdout, written), keepTail(child.stderr, written)]);
  const state: KernelProcess = {
    ended: undefined,
    async kill() {
      if (state.ended === undefined) child.kill("SIGKILL");
      await ending;
    },
    async end(seconds) {
      const timer = setTimeout(() => state.ended ?? child.kill("SIGKILL"), seconds * 1000);
      await ending;
      clearTimeout(timer);
    },
  };
  const ending = child.status.then(async ({ code, signal }) => {
    state.ended = describeEnd(code, signal, "");
    await reading;
    state.ended = describeEnd(code, signal, written.text);
    await Deno.remove(file).catch(() => {});
  });
  return state;
}

async function keepTail(
  stream: ReadableStream<Uint8Array>,
  written: { text: string },
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    written.text = (written.text + text).slice(-4000);
  }
}

function describeEnd(code: number, signal: Deno.Signal | null, written: string): string {
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  const memory = signal === "SIGKILL" ? " (often because the machine ran out of memory)" : "";
  const noise = /^.*"deno jupyter" is unstable.*\n?/m;
  const last = written.replace(noise, "").trim();
  return `the kernel ${how}${memory}${last === "" ? "" : `; it last wrote:\n${last}`}`;
}

interface Client {
  process: KernelProcess;
  shell: KernelSocket;
  iopub: KernelSocket;
  control: KernelSocket;
}

async function connect(process: KernelProcess, ports: number[], key: string): Promise<Client> {
  const deadline = performance.now() + START_LIMIT * 1000;
  const alive = () => {
    if (process.ended !== undefined) {
      throw new Error(`The Deno kernel did not start: ${process.ended}`);
    }
    if (performance.now() > deadline) {
      throw new Error(`The Deno kernel did not answer within ${START_LIMIT} s`);
    }
  };
  const [shell = 0, iopub = 0, , control = 0] = ports;
  // What is sent before the kernel listens is lost without a word
  for (const port of [shell, iopub, control]) {
    while (!await listens(port)) {
      alive();
      await sleep(20);
    }
  }
  const client = openSockets(process, { shell, iopub, control }, key);
  // A subscription takes a moment to arrive: ask until the answer's status is heard on iopub
  for (let heard = false; !heard;) {
    alive();
    await client.shell.send("kernel_info_request", {});
    for (let i = 0; i < 25 && !heard; i++) {
      await sleep(POLL * 5);
      heard = (await client.iopub.drain()).length > 0;
    }
  }
  return client;
}

function openSockets(
  process: KernelProcess,
  ports: { shell: number; iopub: number; control: number },
  key: string,
): Client {
  const session = crypto.randomUUID();
  // Without limit: past the default of 1000 waiting messages ZeroMQ drops new ones
  const subscriber = new zmq.Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  subscriber.subscribe();
  const open = <S extends zmq.Dealer | zmq.Subscriber>(socket: S, port: number) => {
    socket.connect(`tcp://127.0.0.1:${port}`);
    return kernelSocket(socket, key, session);
  };
  return {
    process,
    shell: open(new zmq.Dealer({ linger: 0, routingId: session }), ports.shell),
    iopub: open(subscriber, ports.iopub),
    control: open(new zmq.Dealer({ linger: 0, routingId: `${session}-control` }), ports.control),
  };
}

/** Milliseconds without a message after `idle` that count as the end: the kernel publishes `idle` before its last outputs. */
const QUIET = 150;
/** Milliseconds after `idle` at which reading ends in any case: a timer may print for ever. */
const QUIET_LIMIT = 5000;

async function run(
  client: Client,
  code: string,
  take: (message: KernelMessage) => void,
  limit: number,
): Promise<KernelReply> {
  const start = performance.now();
  const request = {
    code,
    silent: false,
    store_history: true,
    user_expressions: {},
    allow_stdin: false,
    stop_on_error: true,
  };
  const id = await client.shell.send("execute_request", request);
  const unhandled: string[] = [];
  let reply: KernelMessage | undefined, idle = 0, last = 0;
  for (;;) {
    for (const message of await client.shell.drain()) if (message.parent === id) reply = message;
    const now = performance.now();
    for (const message of await client.iopub.drain()) {
      last = now;
      if (message.type === UNHANDLED) unhandled.push(String(message.content.text));
      else if (message.parent !== id) continue;
      else if (message.type !== "status") take(message);
      else if (message.content.execution_state === "idle") idle = now;
    }
    if (reply !== undefined && idle > 0 && (now - last > QUIET || now - idle > QUIET_LIMIT)) break;
    if (client.process.ended !== undefined) throw new Error(await lastWords(client.process));
    if (reply === undefined && now - start > limit * 1000) {
      await client.process.kill();
      throw new Error(`it took longer than its limit of ${limit} s, so the kernel was stopped`);
    }
    await sleep(POLL);
  }
  const { status, ename, evalue } = reply.content;
  return {
    status: status === "ok" ? "ok" : "error",
    ename: String(ename ?? ""),
    evalue: String(evalue ?? ""),
    unhandled,
  };
}

async function lastWords(process: KernelProcess): Promise<string> {
  await process.kill();
  return process.ended ?? "the kernel ended";
}

async function shutDown({ process, shell, iopub, control }: Client): Promise<void> {
  if (process.ended === undefined) await control.send("shutdown_request", { restart: false });
  await process.end(2);
  for (const socket of [shell, iopub, control]) socket.close();
}

/** All are held at once before they are given back, so that they differ. */
function freePorts(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  return listeners.map((listener) => {
    const { port } = listener.addr as Deno.NetAddr;
    listener.close();
    return port;
  });
}

function listens(port: number): Promise<boolean> {
  return Deno.connect({ hostname: "127.0.0.1", port }).then((connection) => {
    connection.close();
    return true;
  }, () => false);
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
