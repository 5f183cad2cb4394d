import { median } from "../numbers/mod.ts";

/** One row of the result. */
export interface Row {
  /** What computed: an engine's name, or a framework's with its version. */
  readonly engine: string;
  /** `"CPU"`, `"GPU:0"`. */
  readonly device: string;
  /** The step. */
  readonly name: string;
  /** Width of the hidden layers; filters of the first convolution. */
  readonly hidden: number;
  /** Points a batch. */
  readonly batch: number;
  /** Runs side by side. */
  readonly runs: number;
  /** How it ran. */
  readonly mode: string;
  /** Median milliseconds a step. */
  readonly msPerStep: number;
  /** The same, divided by the runs. */
  readonly msPerStepPerRun: number;
  /** Rounds that the median is of. */
  readonly rounds: number;
}

/** Something that does steps, and what is known of it before it is timed. */
export interface Contender extends Omit<Row, "msPerStep" | "msPerStepPerRun" | "rounds"> {
  /** Does at least so many steps; milliseconds a step, or undefined if it cannot do that step. */
  time(steps: number): Promise<number | undefined>;
}

/** How long contenders are timed. */
export interface MeasureOptions {
  /** Rounds. */
  readonly rounds: number;
  /** Milliseconds that a contender should take in a round, at least. */
  readonly length: number;
}

/**
 * Times all contenders in turn, round by round, so that a slow minute of the machine hits them
 * alike. Those that cannot do the step are left out.
 */
export async function measure(
  contenders: readonly Contender[],
  { rounds, length }: MeasureOptions,
): Promise<Row[]> {
  const timed: { contender: Contender; steps: number; times: number[] }[] = [];
  for (const contender of contenders) {
    const first = await contender.time(1);
    if (first === undefined) continue;
    const guess = (await contender.time(3))!;
    timed.push({ contender, steps: Math.max(1, Math.ceil(length / guess)), times: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const { contender, steps, times } of timed) times.push((await contender.time(steps))!);
  }
  return timed.map(({ contender: { time: _, ...about }, times }) => {
    const msPerStep = median(times);
    return { ...about, msPerStep, msPerStepPerRun: msPerStep / about.runs, rounds };
  });
}
