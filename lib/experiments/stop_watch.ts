import { Worker } from "node:worker_threads";
import type { EngineReport } from "../engine/mod.ts";
import type { ExperimentProgress } from "./progress.ts";
import type { Plan } from "./plan.ts";
import type { Heard, Told } from "./stop_listener.ts";

/** The end of a program that a signal asked for. */
export class Stopped extends Error {
  /** Its name in messages. */
  override readonly name = "Stopped";
  /** The signal. */
  readonly signal: Deno.Signal;

  /**
   * The end by a signal.
   *
   * @param folder Where results are kept; nothing was trained without it.
   */
  constructor(signal: Deno.Signal, folder?: string) {
    super(
      folder === undefined
        ? "stopped: nothing was being trained"
        : `stopped: what was computed is kept in ${folder}, and the same command goes on there`,
    );
    this.signal = signal;
  }

  /** Ends the program as a shell expects it of one that was stopped. */
  end(): never {
    try {
      console.error(`\n${this.message}`);
    } finally { // a terminal that is gone takes no text
      Deno.exit(128 + (NUMBERS[this.signal] ?? 0));
    }
  }
}

const NUMBERS: { readonly [name in Deno.Signal]?: number } = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGUSR1: 10,
  SIGTERM: 15,
};

/** Hears the signals that end a program at any moment, also while this thread is busy. */
export class StopWatch {
  readonly #worker: Worker;
  readonly #controller = new AbortController();

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Begins to listen. A signal that comes while nothing is trained ends the program. */
  static async open(): Promise<StopWatch> {
    const url = new URL("./stop_listener.ts", import.meta.url);
    const worker = new Worker(url);
    const watch = new StopWatch(worker);
    await new Promise<void>((ready, failed) => {
      worker.on("error", failed);
      worker.on("message", (heard: Heard) => {
        if ("ready" in heard) return ready();
        const reason = new Stopped(heard.signal, watch.#folder);
        watch.#controller.abort(reason);
        if (watch.#folder === undefined) reason.end();
      });
    });
    return watch;
  }

  #folder: string | undefined;

  /** Is aborted, with a {@linkcode Stopped} for a reason, when a signal has come. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Says what a stop has to wait for from now on, while results go to a folder. */
  tell(told: Told): void {
    this.#folder = told.folder;
    this.#worker.postMessage(told);
  }
}

/** Whether some critic is trained on real points alone before the first step. */
export function pretrainsIn<Players>({ blocks }: Pick<Plan<Players>, "blocks">): boolean {
  return blocks.some(({ trial: { settings } }) => "pre-training of the critic" in settings);
}

/** What has to end before a training can stop, in words: what cannot be interrupted. */
export function awaited(
  { xla }: Pick<EngineReport, "xla">,
  pretrains: boolean,
  progress: Pick<ExperimentProgress, "step" | "steps"> | undefined,
): string {
  const { step = 0, steps } = progress ?? {};
  const isDone = step === steps;
  if (step > 0 && !isDone) return "the steps at hand";
  const parts = [
    ...(isDone ? ["the pictures and tables of what is trained"] : []),
    ...(pretrains ? ["the pre-training of the critic, which begins anew next time"] : []),
    ...(xla && !isDone ? ["XLA, which compiles the first steps in up to a minute"] : []),
  ];
  return parts.join(", and ") || "the first steps";
}
