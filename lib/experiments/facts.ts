import type { EngineReport } from "../engine/mod.ts";
import type { Facts } from "./folder.ts";
import type { Manner } from "./manner.ts";
import type { Plan } from "./plan.ts";
import { tableNames } from "./tables.ts";
import { versions } from "./versions.ts";

/** What the settings file of a folder says of a plan. */
export function factsOf<Players>(
  plan: Plan<Players>,
  { samples, settings, about }: Manner,
  engine: EngineReport,
): Facts {
  const { name, version, device, xla } = engine;
  const { further } = tableNames(plan.blocks);
  const blocks = plan.blocks.map(({ combinations, trial }) => ({
    combinations: [...combinations],
    training: trial.identity(engine),
  }));
  return {
    settings: {
      ...settings,
      samples,
      ...(further.length > 0 ? { further } : {}),
      engine: { name, version, device, xla },
      blocks,
    },
    about: {
      ...about,
      refused: plan.refused.map(({ labels, reason }) => ({ labels, reason })),
      versions: versions(),
      begun: today(),
    },
  };
}

/** The day, as results are dated. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
