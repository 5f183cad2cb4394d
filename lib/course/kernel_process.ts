import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusedBySystem } from "../files/mod.ts";
import { guardKernel } from "./kernel_guard.ts";

/** How a kernel is started. */
export interface KernelOptions {
  /** The folder its cells run in: the notebook's own. */
  cwd: string;
  /** Environment variables beside those of this process, such as `SADDLE_ENGINE`. */
  env?: Record<string, string>;
  /** The secret to sign messages with; a new one without. */
  key?: string;
  /** Ends the kernel at once where it is aborted. */
  signal?: AbortSignal;
}

/** Where a kernel listens, on this machine only. */
export interface KernelAddress {
  /** The port for requests to run code. */
  shell: number;
  /** The port for outputs. */
  iopub: number;
  /** The port for what a cell asks the reader. */
  stdin: number;
  /** The port for requests to end. */
  control: number;
  /** The secret that messages are signed with. */
  key: string;
}

/** The process of a kernel. */
export interface KernelProcess {
  /** Where it listens. */
  readonly address: KernelAddress;
  /** A sentence on how it ended, with what it last wrote; undefined while it runs. */
  readonly ended: string | undefined;
  /** Ends it now. */
  kill(): Promise<void>;
  /** Waits for it to end by itself, and kills it after so many seconds. */
  end(seconds: number): Promise<void>;
}

/**
 * Starts the process of a Deno kernel and waits until it listens: what is sent before is lost
 * without a word.
 *
 * @param options Where it runs, and with which environment.
 * @returns The process.
 * @throws {Error} Where it ends instead, or does not listen within 60 seconds; the message holds
 * what it wrote.
 */
export async function startKernelProcess(options: KernelOptions): Promise<KernelProcess> {
  const [shell = 0, iopub = 0, stdin = 0, control = 0, heartbeat = 0] = freePorts(5);
  const { key = crypto.randomUUID(), signal } = options;
  signal?.throwIfAborted();
  const address = { shell, iopub, stdin, control, key };
  // The guard knows of the file before there is one, so that no moment is left unguarded
  const file = join(tmpdir(), `kernel-${crypto.randomUUID()}.json`);
  const guard = guardKernel(file);
  const clear = async () => {
    await removeQuietly(file);
    await guard.dismiss();
  };
  let child: Deno.ChildProcess;
  try {
    await writeConnection(file, address, heartbeat);
    child = spawn(options, file);
  } catch (error) {
    await clear();
    throw error;
  }
  await guard.watch(child.pid);
  const process = watched(child, address, { signal, clear });
  await untilListening(process);
  // It has read the key, which no one else shall find
  await removeQuietly(file);
  return process;
}

/** A kernel's process, which is killed where the signal is aborted or this process ends. */
function watched(
  child: Deno.ChildProcess,
  address: KernelAddress,
  { signal, clear }: { signal: AbortSignal | undefined; clear: () => Promise<void> },
): KernelProcess {
  // It may have ended a moment ago, which is all that is wanted
  const kill = () => {
    try {
      child.kill("SIGKILL");
    } catch { /* it has ended */ }
  };
  // Where this process is ended early, its kernel would run on for ever
  addEventListener("unload", kill);
  signal?.addEventListener("abort", kill);
  if (signal?.aborted) kill();
  const tail = keepTail([child.stdout, child.stderr]);
  let ended: string | undefined;
  const ending = child.status.then(async ({ code, signal: by }) => {
    removeEventListener("unload", kill);
    signal?.removeEventListener("abort", kill);
    ended = describeEnd(code, by, await tail());
    await clear();
  });
  return {
    address,
    get ended() {
      return ended;
    },
    async kill() {
      kill();
      await ending;
    },
    async end(seconds) {
      const timer = setTimeout(kill, seconds * 1000);
      await ending.finally(() => clearTimeout(timer));
    },
  };
}

function spawn({ cwd, env }: KernelOptions, connectionFile: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["jupyter", "--kernel", "--conn", connectionFile],
    cwd,
    // Colours would stand in outputs as escape sequences
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** A file that something else removed, or a folder that is full, is no reason to fail. */
function removeQuietly(file: string): Promise<void> {
  return Deno.remove(file).catch(() => {});
}

/** How often a kernel is started again because another process took one of its ports. */
const PORT_ATTEMPTS = 5;

/**
 * Starts something on ports that were free a moment ago, and starts it again on others where
 * another process was quicker: two courses at once draw from the same ports.
 *
 * @param start What starts it; an error that says that an address is in use is tried again.
 * @returns What it gave.
 * @throws {Error} What it threw, where that was another error or came five times.
 */
export async function withFreePorts<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    try {
      return await start();
    } catch (error) {
      const isTaken = /address (is )?(already )?in use|EADDRINUSE/i.test(String(error));
      if (!isTaken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

/** Seconds within which a kernel has to listen. */
const START_LIMIT = 60;

async function untilListening(process: KernelProcess): Promise<void> {
  const deadline = performance.now() + START_LIMIT * 1000;
  const { shell, iopub, stdin, control } = process.address;
  for (const port of [shell, iopub, stdin, control]) {
    while (!await listens(port)) {
      if (process.ended !== undefined) {
        throw new Error(`the Deno kernel did not start: ${process.ended}`);
      }
      if (performance.now() > deadline) {
        await process.kill();
        throw new Error(`the Deno kernel did not listen within ${START_LIMIT} s: ${process.ended}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

function listens(port: number): Promise<boolean> {
  return Deno.connect({ hostname: "127.0.0.1", port }).then((connection) => {
    connection.close();
    return true;
  }, () => false);
}

/** Fills the file from which the kernel learns its ports and key; its owner alone can read it. */
async function writeConnection(
  file: string,
  { shell, iopub, stdin, control, key }: KernelAddress,
  heartbeat: number,
): Promise<void> {
  const ports = {
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: heartbeat,
  };
  const connection = { transport: "tcp", ip: "127.0.0.1", key, signature_scheme: "hmac-sha256" };
  const text = JSON.stringify({ ...connection, ...ports });
  await Deno.writeTextFile(file, text, { createNew: true, mode: 0o600 })
    .catch((error) => {
      throw refusedBySystem(`${tmpdir()} (for temporary files: TMPDIR)`, "written to", error);
    });
}

/** Reads streams and keeps the last of what they held. */
function keepTail(streams: readonly ReadableStream<Uint8Array>[]): () => Promise<string> {
  let text = "";
  const readers = streams.map((stream) => stream.getReader());
  const read = async (reader: ReadableStreamDefaultReader<Uint8Array>) => {
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text = (text + decoder.decode(value, { stream: true })).slice(-4000);
    }
  };
  // A pipe that breaks has nothing more to tell
  const reading = Promise.all(readers.map((reader) => read(reader).catch(() => {})));
  return async () => {
    // A process that the kernel started may hold the streams open
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([reading, new Promise((resolve) => timer = setTimeout(resolve, 500))]);
    clearTimeout(timer);
    await Promise.all(readers.map((reader) => reader.cancel().catch(() => {})));
    return text;
  };
}

function describeEnd(code: number, signal: Deno.Signal | null, written: string): string {
  const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  const memory = signal === "SIGKILL" ? " (often because the machine ran out of memory)" : "";
  const last = written.replace(/^.*deno jupyter.* is unstable.*\n?/m, "").trim();
  return `the kernel ${how}${memory}${last === "" ? "" : `; it last wrote:\n${last}`}`;
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
