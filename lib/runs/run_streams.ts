import { checkArgument, part, text } from "../options/mod.ts";
import { type Stream, stream } from "../random/mod.ts";

/** Which runs of which experiment. */
export interface RunNumbers {
  /** Runs side by side. */
  readonly runs: number;
  /** The seed of the experiment. */
  readonly seed: number;
  /** The number of the first run. */
  readonly firstRun: number;
  /** Whose random streams each run draws from; default its own. */
  readonly streams?: readonly number[] | undefined;
}

const PARTS = ["runs", "seed", "firstRun"] as const;

/** The random stream of that name for each of the runs. */
export function runStreams(
  numbers: RunNumbers,
  name: string,
): Stream[] {
  checkArgument("runStreams", "numbers", numbers, part("{ runs, seed, firstRun }", PARTS));
  checkArgument("runStreams", "name", name, text());
  const { runs, seed, firstRun, streams } = numbers;
  return Array.from({ length: runs }, (_, r) => stream(seed, streams?.[r] ?? firstRun + r, name));
}
