import type { Experiment } from "../experiments/mod.ts";

/** What is known of a combination: its parameters, its settings, what failed, its seconds. */
export type MethodFacts = Readonly<Record<string, unknown>>;

/** What a stored result says of each combination; those trained together share the seconds. */
export function methodsOf(
  { blocks, status }: Pick<Experiment, "blocks" | "status">,
): MethodFacts[] {
  const rows = status.toRecords();
  return blocks.flatMap(({ combinations, settings, seconds }) =>
    combinations.map((labels) => ({
      ...labels,
      ...settings,
      failed: rows.filter((row) =>
        row["outcome"] !== "finished" &&
        Object.entries(labels).every(([name, label]) => row[name] === label)
      ).map(({ run, outcome, step }) => ({ run, outcome, step })),
      seconds: Math.round(seconds),
    }))
  );
}
