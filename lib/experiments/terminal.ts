import { formatNumber } from "../figures/mod.ts";
import { acrossSeeds } from "../numbers/mod.ts";
import { terminalText } from "../setup/mod.ts";
import { inWords, type Label } from "./combinations.ts";
import { duration } from "./duration.ts";
import type { Experiment } from "./perform.ts";
import type { ExperimentProgress } from "./progress.ts";

/** Milliseconds between two lines where no one watches. */
const PAUSE = 10_000;

/** Shows how far an experiment is: one line that is written over, or a line now and then. */
export class ProgressLine {
  readonly #live = Deno.stderr.isTerminal();
  #last = -Infinity;

  /** Shows a new state. */
  show(progress: ExperimentProgress): void {
    const text = terminalText(progressText(progress));
    if (this.#live) {
      this.#write(`\r\x1b[K${text.slice(0, width() - 1)}`);
    } else if (performance.now() - this.#last > PAUSE) {
      this.#last = performance.now();
      this.#write(`${text}\n`);
    }
  }

  /** Makes room for other lines. */
  clear(): void {
    if (this.#live) this.#write("\r\x1b[K");
  }

  #write(text: string): void {
    try {
      Deno.stderr.writeSync(new TextEncoder().encode(text));
    } catch {
      return; // a terminal that is gone is no reason to lose a training
    }
  }
}

/** Columns of the terminal. */
function width(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80; // it is gone
  }
}

/** How far an experiment is, in a line. */
export function progressText(
  { block, blocks, label, step, steps, share, secondsLeft, metrics }: ExperimentProgress,
): string {
  return [
    `${Math.floor(100 * share)} %`,
    secondsLeft === undefined ? "" : `${duration(secondsLeft)} left`,
    `block ${block} of ${blocks}: ${label}`,
    `step ${step} of ${steps}`,
    ...Object.entries(metrics).slice(0, 3).map(([name, value]) =>
      `${name} ${formatNumber(value, 3)}`
    ),
  ].filter((part) => part !== "").join(", ");
}

/** The last metrics of every combination: the median over its seeds, and the middle half. */
export function summary(
  { combinations, metrics, status }: Pick<Experiment, "combinations" | "metrics" | "status">,
): string[] {
  const names = metrics.columns.filter((name) =>
    !["run", "step", ...Object.keys(combinations[0]!)].includes(name)
  );
  const rows = metrics.toRecords(), outcomes = status.toRecords();
  return combinations.map((labels) => {
    const measured = rows.filter((row) => has(row, labels));
    const last = Math.max(...measured.map(({ step }) => Number(step)));
    const ends = measured.filter(({ step }) => step === last);
    const own = outcomes.filter((row) => has(row, labels));
    const failed = own.filter(({ outcome }) => outcome !== "finished");
    return [
      inWords(labels),
      ...names.map((name) => `${name} ${middle(ends.map((row) => row[name]), name)}`),
      failed.length === 0 ? "" : `${failed.length} of ${own.length} failed`,
    ].filter((part) => part !== "").join("; ");
  });
}

function has(
  row: Readonly<Record<string, unknown>>,
  labels: Readonly<Record<string, Label>>,
): boolean {
  return Object.entries(labels).every(([name, label]) => String(row[name]) === String(label));
}

/** Scores that a good generator has high: there a failed seed ranks lowest. */
const HIGH = /^(captured|highQuality|precision|recall|density|coverage)$/i;

function middle(values: readonly unknown[], name: string): string {
  const numbers = values.map((value) => typeof value === "number" ? value : NaN);
  const { median, low, high } = acrossSeeds(numbers, { worst: HIGH.test(name) ? "low" : "high" });
  const text = (value: number) => formatNumber(value, 3);
  return numbers.length === 1 ? text(median) : `${text(median)} [${text(low)}, ${text(high)}]`;
}
