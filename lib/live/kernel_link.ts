/// <reference lib="dom" />
import { unpacked } from "./unpacked.ts";
import type { Done, Found, Output, ToPage, ToWorker } from "./protocol.ts";

/** What the script of the kernel leaves in the page. */
interface Brought {
  /** The names of the files that can be had. */
  saddleFiles?: readonly string[];
}

/** The kernel of a page: a worker that is started when it is first needed, and can be ended. */
export class KernelLink {
  readonly #output: (output: Output) => void;
  #worker: Worker | undefined;
  #cell = 0;
  #finish: ((done: Done | undefined) => void) | undefined;
  #planned: ((needed: readonly number[] | undefined) => void) | undefined;

  /** @param output Is given each output of a cell as it comes. */
  constructor(output: (output: Output) => void) {
    this.#output = output;
  }

  /**
   * Runs a cell.
   *
   * @returns How it ended; undefined where the kernel was ended meanwhile.
   */
  async run(cell: number, code: string): Promise<Done | undefined> {
    const { promise, resolve } = Promise.withResolvers<Done | undefined>();
    this.#finish = resolve;
    this.#cell = cell;
    const worker = await this.#started();
    say(worker, { type: "run", cell, code });
    return await promise;
  }

  /**
   * Asks which cells have to run before one of them.
   *
   * @param sources The texts of all cells.
   * @param target Its index among them.
   * @returns Their indices in order; undefined where the kernel was ended meanwhile.
   */
  async plan(
    sources: readonly string[],
    target: number,
  ): Promise<readonly number[] | undefined> {
    const { promise, resolve } = Promise.withResolvers<readonly number[] | undefined>();
    this.#planned = resolve;
    const worker = await this.#started();
    say(worker, { type: "plan", sources, target });
    return await promise;
  }

  /** Ends the kernel, whatever it does: its variables are lost. */
  end(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#finish?.(undefined);
    this.#planned?.(undefined);
  }

  async #started(): Promise<Worker> {
    if (this.#worker !== undefined) return this.#worker;
    const source = await unpacked("live/kernel.js", "kernel");
    const type = "text/javascript";
    const url = URL.createObjectURL(new Blob([source as BlobPart], { type }));
    const worker = this.#worker = new Worker(url);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // before it is ready it has none; later a timer of a cell has thrown, and the kernel goes on
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
      const text = `${event.message}, which no one handled\n`;
      this.#output({ type: "stream", cell: this.#cell, name: "stderr", text });
    };
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => {
      if (data.type === "ready") resolve();
      else void this.#hear(worker, data);
    };
    await promise;
    URL.revokeObjectURL(url);
    say(worker, { type: "start", files: (globalThis as Brought).saddleFiles ?? [] });
    return worker;
  }

  async #hear(worker: Worker, message: Exclude<ToPage, { type: "ready" }>): Promise<void> {
    switch (message.type) {
      case "need-file": {
        const { name } = message;
        const found = await attempt(() => unpacked(`live/data/${name}.js`, name));
        return say(worker, { type: "file", name, found });
      }
      case "need-extra": {
        const { name } = message;
        const found = await attempt(async () =>
          new TextDecoder().decode(await unpacked(`live/${name}.js`, name))
        );
        return say(worker, { type: "extra", name, found });
      }
      case "planned":
        return this.#planned?.(message.needed);
      case "done":
        return this.#finish?.(message);
      default:
        this.#output(message);
    }
  }
}

function say(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}

async function attempt<T>(make: () => Promise<T>): Promise<Found<T>> {
  try {
    return { value: await make() };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
