import { SHOWN } from "./shown_value.ts";

/** A connection to a kernel beside its protocol; {@linkcode openKernelLine} opens one. */
export interface KernelLine extends Disposable {
  /** Code that the kernel runs before the first cell; it takes hold of its end of the line. */
  readonly preamble: string;
  /** Tells the kernel that its mark, and so every output before that, has been heard. */
  acknowledge(): void;
}

/** Messages of our own, which clients do not show: an unhandled error, and the mark of a cell. */
export const UNHANDLED = "saddle_unhandled", MARK = "saddle_mark";

/** Where cells' global scope holds the function that waits for timers. */
const SETTLE = `Symbol.for("saddle.settle")`;

/** Code that waits until the timers that cells have set have fired, so many seconds at most. */
export function settleCode(seconds: number): string {
  return `await globalThis[${SETTLE}](${seconds * 1000}); undefined;`;
}

/**
 * Opens the line. The kernel's preamble does over it what its protocol cannot:
 * - The Deno kernel says that a cell is done before the cell's outputs are sent, and corrupts those
 *   that are still being written then. With the preamble a cell that comes to its end is done when
 *   a mark sent after its outputs has been acknowledged.
 * - The kernel ends when the line does: it would run on for ever where its client was killed.
 *
 * Beside that the preamble sends errors that no one handles, which would pass in silence, and turns
 * what is written to `Deno.stdout` and `Deno.stderr`, which the kernel drops, into outputs.
 * What workers, child processes and `node:fs` write there stays lost; the check of cells warns of
 * the last two where it sees them.
 */
export function openKernelLine(): KernelLine {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 }), token = crypto.randomUUID();
  const others = new Set<Deno.Conn>();
  let connection: Deno.Conn | undefined, owed = 0;
  const pay = () => {
    if (connection === undefined || owed === 0) return;
    // A kernel that is gone needs no answer
    connection.write(new Uint8Array(owed)).catch(() => {});
    owed = 0;
  };
  const welcome = async (candidate: Deno.Conn) => {
    others.add(candidate);
    if (!await says(candidate, token)) return;
    others.delete(candidate);
    connection = candidate;
    pay();
  };
  const accept = async () => {
    for (;;) welcome(await listener.accept());
  };
  // A listener that is closed while it waits is an error
  accept().catch(() => {});
  return {
    preamble: preambleFor((listener.addr as Deno.NetAddr).port, token),
    acknowledge() {
      // The first mark may be heard before the words that open the line
      owed++;
      pay();
    },
    [Symbol.dispose]: once(() => {
      listener.close();
      connection?.close();
      for (const other of others) other.close();
    }),
  };
}

function once(run: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) run();
    isDone = true;
  };
}

/** Whether a connection begins with these words: every process here can open one. */
async function says(connection: Deno.Conn, words: string): Promise<boolean> {
  const bytes = new Uint8Array(words.length);
  for (let length = 0; length < bytes.length;) {
    const read = await connection.read(bytes.subarray(length)).catch(() => null);
    if (read === null) return false;
    length += read;
  }
  return new TextDecoder().decode(bytes) === words;
}

/** What a kernel runs before the first cell, in a scope that cells do not see. */
function preambleFor(port: number, token: string): string {
  const scope = [lineTo(port, token), ANSWERS, STREAMS, SHOWN_VALUES, TIMERS];
  return [UNHANDLED_ERRORS, "{", ...scope, "}", "undefined;"].join("\n");
}

/** Errors that no cell waits for are told, and do not end the kernel. */
const UNHANDLED_ERRORS = `for (const type of ["error", "unhandledrejection"]) {
  globalThis.addEventListener(type, (event) => {
    event.preventDefault();
    const error = event.error ?? event.reason;
    Deno.jupyter.broadcast("${UNHANDLED}", { text: String(error?.stack ?? error) });
  });
}`;

/** The line to the runner: the kernel ends with it. */
function lineTo(port: number, token: string): string {
  return `  const { broadcast } = Deno.jupyter, { jupyter } = Deno[Deno.internal];
  const line = await Deno.connect({ hostname: "127.0.0.1", port: ${port} });
  await line.write(new TextEncoder().encode("${token}"));
  let heard;
  (async () => {
    const byte = new Uint8Array(1);
    while (await line.read(byte).catch(() => null) !== null) heard?.();
    Deno.exit(1);
  })();`;
}

/** A cell has ended when the runner has heard its mark, behind all that it printed. */
const ANSWERS = `  const { broadcastResult } = jupyter;
  jupyter.broadcastResult = async (count, result) => {
    await broadcastResult(count, result);
    const waiting = new Promise((resolve) => heard = resolve);
    broadcast("${MARK}", {});
    await waiting;
  };`;

/** What is written to the streams goes the way of all outputs, in their order. */
const STREAMS = `  for (const name of ["stdout", "stderr"]) {
    const decoder = new TextDecoder();
    const write = (bytes) => {
      const text = decoder.decode(bytes, { stream: true });
      if (text !== "") broadcast("stream", { name, text });
      return bytes.length;
    };
    const writable = () => new WritableStream({ write: (bytes) => void write(bytes) });
    Object.defineProperties(Deno[name], {
      writeSync: { value: write },
      write: { value: (bytes) => Promise.resolve(write(bytes)) },
      writable: { get: writable },
    });
  }`;

/** Numbers that JSON has no form for are shown as Deno shows them. */
const SHOWN_VALUES = `  const isLost = (value) =>
    typeof value === "bigint" ||
    typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0));
  ${SHOWN} = (value) =>
    isLost(value) ? { [Deno.jupyter.$display]: () => ({ "text/plain": Deno.inspect(value) }) } : value;`;

/** A cell may wait for the timers that it has left behind. */
const TIMERS = `  const { setTimeout, clearTimeout } = globalThis, timers = new Set();
  globalThis.setTimeout = (callback, ...rest) => {
    if (typeof callback !== "function") return setTimeout(callback, ...rest);
    const timer = setTimeout((...values) => {
      timers.delete(timer);
      callback(...values);
    }, ...rest);
    timers.add(timer);
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    timers.delete(timer);
    clearTimeout(timer);
  };
  globalThis[${SETTLE}] = async (most) => {
    const end = performance.now() + most, pause = () => new Promise((then) => setTimeout(then, 20));
    await pause();
    while (timers.size > 0 && performance.now() < end) await pause();
  };`;
