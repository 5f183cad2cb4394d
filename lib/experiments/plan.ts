import type { TrainOptions } from "../training/mod.ts";
import { checkOptions } from "../training/check_options.ts";
import { withDefaults } from "../training/options.ts";
import { inWords, type Label } from "./combinations.ts";
import { stacked } from "./stack.ts";

/** One combination of an experiment, ready to be trained. */
export interface Candidate {
  /** What tables call its values. */
  readonly labels: Readonly<Record<string, Label>>;
  /** Makes its settings; a RangeError from it, or of a training with them, refuses the combination. */
  readonly training: () => TrainOptions;
  /** Combinations of one group differ only in numbers that can be given one a run. */
  readonly group: string;
}

/** A combination that is not trained. */
export interface Refused {
  /** Its values. */
  readonly labels: Readonly<Record<string, Label>>;
  /** Why it makes no sense. */
  readonly reason: string;
}

/** Combinations that are trained in one go, all their runs side by side. */
export interface Block {
  /** The values of each combination. */
  readonly combinations: readonly Readonly<Record<string, Label>>[];
  /** The settings of each by itself. */
  readonly trainings: readonly TrainOptions[];
  /** The settings of all together. */
  readonly training: TrainOptions;
}

/** What an experiment is going to do. */
export interface Plan {
  /** Blocks in the order in which they are trained. */
  readonly blocks: readonly Block[];
  /** Combinations that are left out. */
  readonly refused: readonly Refused[];
  /** Seeds of each combination. */
  readonly runs: number;
}

/**
 * Sorts combinations into blocks: those of a group together, as many as `together` runs allow and at
 * least one. It looks at nothing but the settings, so that the same experiment has the same blocks on
 * every machine.
 *
 * @throws {RangeError} If no combination is left; gives every reason.
 */
export function plan(
  candidates: readonly Candidate[],
  { runs, seed, together }: {
    readonly runs: number;
    readonly seed: number;
    readonly together: number;
  },
): Plan {
  const refused: Refused[] = [];
  const groups = new Map<string, { labels: Candidate["labels"]; training: TrainOptions }[]>();
  for (const { labels, training, group } of candidates) {
    const made = checked(training, { runs, seed });
    if (typeof made === "string") refused.push({ labels, reason: made });
    else groups.set(group, [...groups.get(group) ?? [], { labels, training: made }]);
  }
  const each = Math.max(1, Math.floor(together / runs));
  const blocks = [...groups.values()].flatMap((members) =>
    Array.from({ length: Math.ceil(members.length / each) }, (_, i): Block => {
      const part = members.slice(i * each, (i + 1) * each);
      const trainings = part.map(({ training }) => training);
      return {
        combinations: part.map(({ labels }) => labels),
        trainings,
        training: stacked(trainings, runs),
      };
    })
  );
  if (blocks.length === 0) throw new RangeError(nothingLeft(refused));
  return { blocks, refused, runs };
}

/** The settings of a combination, or why it makes no sense. */
function checked(
  make: () => TrainOptions,
  numbers: { readonly runs: number; readonly seed: number },
): TrainOptions | string {
  try {
    const training = { ...make(), ...numbers };
    checkOptions(withDefaults(training));
    return training;
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
