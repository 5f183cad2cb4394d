/// <reference lib="dom" />
import { KernelLink } from "./kernel_link.ts";
import { button, LiveCell, notLive } from "./live_cell.ts";
import type { Done } from "./protocol.ts";

/** Seconds that all cells may take before a reader is asked first. */
const LONG = 60;
/** Seeds of a training that a reader in a hurry gets. */
const FEW = 2;

/** The live part of a page: its cells, what runs, and the buttons for all of them. */
export class LivePage {
  readonly #cells: readonly LiveCell[];
  readonly #seconds: number;
  readonly #kernel: KernelLink;
  readonly #now = document.createElement("div");
  readonly #ask = document.createElement("div");
  #queue: Promise<unknown> = Promise.resolve();
  /** Counts the kernels: what waited for one that was ended does not run. */
  #generation = 0;
  #seeds: number | undefined;

  /**
   * Makes the cells of an article live.
   *
   * @param article The article.
   * @param seconds How long all cells took where it was last measured; 0 where it is not known.
   */
  constructor(article: HTMLElement, seconds: number) {
    this.#seconds = seconds;
    this.#kernel = new KernelLink((output) =>
      this.#cells.find(({ index }) => index === output.cell)?.outputs.add(output)
    );
    const acts = {
      run: (cell: LiveCell) => void this.#run(cell),
      runAndNext: (cell: LiveCell) => {
        void this.#run(cell);
        this.#cells[this.#cells.indexOf(cell) + 1]?.focus();
      },
    };
    this.#cells = [...article.querySelectorAll<HTMLElement>("section.cell")]
      .flatMap((section) => LiveCell.of(section, acts) ?? []);
    if (this.#cells.length === 0) return;
    article.querySelector("h1, h2")?.after(this.#top());
    this.#now.className = "live-now";
    this.#now.hidden = true;
    document.body.append(this.#now);
  }

  #top(): HTMLElement {
    const top = document.createElement("div"), note = document.createElement("p");
    const left = this.#cells.filter(({ state }) => state === "not-live").length;
    top.className = "live-top";
    top.setAttribute("role", "group");
    top.setAttribute("aria-label", "Code on this page");
    note.textContent = "The code on this page runs here, in your browser; nothing is sent " +
      `anywhere. Types are taken away, not checked.${
        left === 0 ? "" : ` Run all goes around ${left === 1 ? "a cell" : `${left} cells`} ` +
          `that ${left === 1 ? "needs" : "need"} more than a browser has.`
      }`;
    this.#ask.className = "live-ask";
    this.#ask.setAttribute("role", "status");
    top.append(
      button("▶ Run all", "Run every cell in order", () => this.#askOrRun()),
      button("Reset all", "End the kernel and put back the page as it was", () => {
        this.#stop();
        for (const cell of this.#cells) cell.reset();
      }),
      note,
      this.#ask,
    );
    return top;
  }

  /** Long notebooks ask first. */
  #askOrRun(): void {
    if (this.#seconds < LONG) return this.#runAll();
    const minutes = Math.max(1, Math.round(this.#seconds / 60));
    const words = document.createElement("p");
    words.textContent =
      `All cells take about ${minutes === 1 ? "a minute" : `${minutes} minutes`} ` +
      `on a quiet computer. With ${FEW} seeds a training it is quicker, and claims over many seeds ` +
      "may not hold.";
    const close = (act: () => void) => () => {
      this.#ask.replaceChildren();
      act();
    };
    const whole = button("Run all", "Run every cell as it is", close(() => this.#runAll()));
    this.#ask.replaceChildren(
      words,
      whole,
      button(
        `Run with ${FEW} seeds`,
        "Run every cell with fewer seeds",
        close(() => this.#runAll(FEW)),
      ),
      button("Not now", "Run nothing", close(() => {})),
    );
    whole.focus();
  }

  #runAll(seeds?: number): void {
    if (seeds !== this.#seeds) this.#stop();
    for (const cell of this.#cells) if (cell.state === "failed") cell.state = "stored";
    this.#seeds = seeds;
    for (const cell of this.#cells) if (!DONE.includes(cell.state)) cell.state = "waiting";
    void this.#runThese(() => this.#cells);
  }

  /** Ends the kernel; texts stay, and so do the outputs of what has ended. */
  #stop(): void {
    this.#generation++;
    this.#kernel.end();
    for (const cell of this.#cells) {
      if (cell.state === "waiting") cell.state = "stored";
      if (cell.state === "running") cell.end("failed", "stopped");
      // its variables are gone
      else if (cell.state === "ran") cell.end("stored", "ran here, before the kernel was ended");
    }
    this.#now.hidden = true;
  }

  /** Runs a cell after what is under way, and before it what it needs that has not run yet. */
  #run(cell: LiveCell): Promise<void> {
    cell.state = "waiting";
    return this.#runThese(async () => {
      const sources = this.#cells.map(({ text }) => text), at = this.#cells.indexOf(cell);
      const needed = await this.#kernel.plan(sources, at) ?? [];
      return [...needed.map((index) => this.#cells[index]!), cell];
    }, cell);
  }

  /**
   * Runs cells in order, after what is under way; those that have run need not run again.
   *
   * @param pick Says which.
   * @param asked One that runs even so.
   */
  #runThese(
    pick: () => readonly LiveCell[] | Promise<readonly LiveCell[]>,
    asked?: LiveCell,
  ): Promise<void> {
    const own = this.#generation;
    const ran = this.#queue.then(async () => {
      if (own !== this.#generation) return;
      if (asked) this.#showNow(asked, 0, 1);
      let all: LiveCell[];
      try {
        all = (await pick()).filter((one) => one === asked || !DONE.includes(one.state));
      } catch (error) {
        return this.#doesNotStart(asked!, error);
      }
      if (own !== this.#generation) return;
      for (const one of all) one.state = "waiting";
      for (const [done, one] of all.entries()) {
        if (own !== this.#generation) return;
        this.#showNow(one, done, all.length);
        if (await this.#runOne(one)) continue;
        for (const left of all) if (left.state === "waiting") left.state = "stored";
        break;
      }
      if (own === this.#generation) this.#now.hidden = true;
    });
    this.#queue = ran.catch(() => {});
    return ran;
  }

  #doesNotStart(cell: LiveCell, error: unknown): void {
    cell.outputs.problem(`The kernel did not start: ${(error as Error).message}`, "error");
    cell.end("failed", "failed");
  }

  /** @returns Whether the next one may run. */
  async #runOne(cell: LiveCell): Promise<boolean> {
    const own = this.#generation;
    cell.state = "running";
    cell.outputs.clear();
    let done: Done | undefined;
    try {
      done = await this.#kernel.run(cell.index, withSeeds(cell.text, this.#seeds));
    } catch (error) {
      this.#doesNotStart(cell, error);
      return false;
    }
    if (own !== this.#generation) return false;
    if (done === undefined) return false;
    this.#tellEnd(cell, done);
    return done.outcome !== "failed";
  }

  #tellEnd(cell: LiveCell, { outcome, took, engine, problem }: Done): void {
    const time = took < 1000 ? `${took.toFixed(0)} ms` : `${(took / 1000).toFixed(1)} s`;
    const on = ENGINES[engine], seeds = this.#seeds ? `, ${this.#seeds} seeds at most` : "";
    if (outcome === "ran") {
      return cell.end("ran", `ran here, ${time}${on ? `, ${on}` : ""}${seeds}`);
    }
    if (outcome === "failed") {
      cell.outputs.problem(problem ?? "", "error");
      return cell.end("failed", `failed, ${time}`);
    }
    cell.outputs.restore();
    cell.end("not-live", notLive(problem ?? ""));
  }

  #showNow({ index }: LiveCell, done: number, count: number): void {
    const words = document.createElement("span");
    words.textContent = count === 1
      ? `Cell ${index} runs`
      : `Cell ${index} runs, ${done + 1} of ${count}`;
    this.#now.replaceChildren(
      words,
      button("■ Stop", "End the kernel: its variables are lost, texts stay", () => this.#stop()),
    );
    this.#now.hidden = false;
  }
}

/** What is not run again for a cell after it; a cell that failed is the reader's to mend. */
const DONE: readonly string[] = ["ran", "not-live", "failed"];

const ENGINES: Readonly<Record<string, string>> = {
  wasm: "WebAssembly",
  webgpu: "WebGPU",
  cpu: "plain JavaScript",
};

/** The text with at most so many seeds wherever it says how many runs a training has. */
export function withSeeds(text: string, most: number | undefined): string {
  if (most === undefined) return text;
  return text.replace(
    /\bruns( =|:) (\d+)\b/g,
    (_, between, runs) => `runs${between} ${Math.min(Number(runs), most)}`,
  );
}
