import type { Constraint } from "../constraints/mod.ts";
import type { PerRun } from "../runs/mod.ts";
import type { Source } from "./source.ts";
import { noiseRows } from "./sources.ts";

/** What a game calls each constraint: by its place, for two may have one name. */
export function groupsOf(constraints: readonly Pick<Constraint, "name">[]): string[] {
  return constraints.map(({ name }, i) => `constraint ${i + 1}, ${name}`);
}

/** The numbers of constraints by their groups, as a game has them. */
export function numbersOf(
  constraints: readonly Constraint[],
): Readonly<Record<string, Readonly<Record<string, PerRun>>>> {
  const groups = groupsOf(constraints);
  return Object.fromEntries(constraints.map(({ numbers }, i) => [groups[i]!, numbers]));
}

/** Whose noise it is, and what its fields are called. */
export interface NoiseOptions {
  /** Features of a point. */
  readonly features: number;
  /** Who moves: a generator's step needs what its points are changed by alone. */
  readonly mover: "critic" | "generator";
  /** In front of the name of each number. Default nothing. */
  readonly prefix?: string;
}

/** The noise that a constraint asks for, each number in a field of its own. */
export function noiseOf(
  { draws = {} }: Pick<Constraint, "draws">,
  { features, mover, prefix = "" }: NoiseOptions,
): Source[] {
  return Object.entries(draws)
    .filter(([, { generator = false }]) => mover === "critic" || generator)
    .map(([name, { kind, each }]) =>
      noiseRows({
        kind,
        features: each === "sample" ? 1 : features,
        field: `${prefix}${name}`,
        stream: "penalty",
      })
    );
}
