import type { DataFrame } from "nodejs-polars";
import type { TrainedRuns } from "../training/mod.ts";
import type { Trial } from "../training/house.ts";
import { inWords, type Label } from "./combinations.ts";
import { stacked } from "./stack.ts";

/** Tables of one's own by name, made of what became of one combination. */
export type Further<Result> = Readonly<Record<string, (result: Result) => DataFrame>>;

/** Which runs of each combination are trained. */
export interface Seeds {
  /** Seeds of each combination. */
  readonly runs: number;
  /** The seed of the experiment. */
  readonly seed: number;
}

/** One combination of an experiment, ready to be trained. */
export interface Candidate<Players = TrainedRuns> {
  /** What tables call its values. */
  readonly labels: Readonly<Record<string, Label>>;
  /** Makes its trial; a RangeError from it, or of its settings, refuses the combination. */
  readonly trial: (seeds: Seeds) => Trial<Players>;
  /** Combinations of one group differ only in numbers that can be given one a run. */
  readonly group: string;
  /** Further tables of it. Default none. */
  readonly further?: Further<Players>;
}

/** A combination that is not trained. */
export interface Refused {
  /** Its values. */
  readonly labels: Readonly<Record<string, Label>>;
  /** Why it makes no sense. */
  readonly reason: string;
}

/** Combinations that are trained in one go, all their runs side by side. */
export interface Block<Players = TrainedRuns> {
  /** The values of each combination. */
  readonly combinations: readonly Readonly<Record<string, Label>>[];
  /** Each by itself. */
  readonly trials: readonly Trial<Players>[];
  /** All together. */
  readonly trial: Trial<Players>;
  /** The further tables of each. */
  readonly further: readonly Further<Players>[];
}

/** What an experiment is going to do. */
export interface Plan<Players = TrainedRuns> {
  /** Blocks in the order in which they are trained. */
  readonly blocks: readonly Block<Players>[];
  /** Combinations that are left out. */
  readonly refused: readonly Refused[];
  /** Seeds of each combination. */
  readonly runs: number;
}

/** A combination whose trial was made. */
interface Member<Players> extends Pick<Candidate<Players>, "labels" | "further"> {
  readonly trial: Trial<Players>;
}

/**
 * Sorts combinations into blocks: those of a group together, as many as `together` runs allow and at
 * least one. It looks at nothing but the settings, so that the same experiment has the same blocks on
 * every machine.
 *
 * @throws {RangeError} If no combination is left; gives every reason.
 */
export function plan<Players>(
  candidates: readonly Candidate<Players>[],
  { together, ...seeds }: Seeds & { readonly together: number },
): Plan<Players> {
  const refused: Refused[] = [];
  const groups = new Map<string, Member<Players>[]>();
  for (const { labels, trial: make, group, further = {} } of candidates) {
    const trial = made(() => make(seeds));
    if (typeof trial === "string") refused.push({ labels, reason: trial });
    else groups.set(group, [...groups.get(group) ?? [], { labels, trial, further }]);
  }
  const each = Math.max(1, Math.floor(together / seeds.runs));
  const blocks = [...groups.values()].flatMap((members) =>
    Array.from(
      { length: Math.ceil(members.length / each) },
      (_, i) => blockOf(members.slice(i * each, (i + 1) * each)),
    )
  );
  if (blocks.length === 0) throw new RangeError(nothingLeft(refused));
  return { blocks, refused, runs: seeds.runs };
}

function blockOf<Players>(members: readonly Member<Players>[]): Block<Players> {
  const trials = members.map(({ trial }) => trial);
  return {
    combinations: members.map(({ labels }) => labels),
    trials,
    trial: stacked(trials),
    further: members.map(({ further = {} }) => further),
  };
}

/** The trial of a combination, or why it makes no sense. */
function made<Players>(make: () => Trial<Players>): Trial<Players> | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function nothingLeft(refused: readonly Refused[]): string {
  const [only] = refused;
  if (refused.length === 1 && Object.keys(only!.labels).length === 0) return only!.reason;
  const reasons = refused.map(({ labels, reason }) => `\n  ${inWords(labels)}: ${reason}`);
  return `This experiment has no combination left that makes sense:${reasons.join("")}`;
}
