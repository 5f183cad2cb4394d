import { start } from "../engine/mod.ts";
import { startOf } from "../training/house.ts";
import { factsOf } from "./facts.ts";
import { ResultsFolder } from "./folder.ts";
import type { Manner } from "./manner.ts";
import { stored, trained } from "./one_block.ts";
import type { Plan } from "./plan.ts";
import { Pace } from "./progress.ts";
import { checkTableNames, tableNames } from "./tables.ts";

/** How to train some blocks of a plan. */
export interface SomeManner extends Manner {
  /** Where results are kept. */
  readonly folder: string;
  /** What a scheduler calls the task that this process is; null where there is none. */
  readonly job: string | null;
}

/**
 * Trains some blocks of a plan, beside other processes that train others, on any machine that sees
 * the folder. Nothing is locked and nothing joined: should two train one block, both write the same.
 *
 * @param some Places in the plan, from 0.
 * @returns How many were trained here; the others were there.
 * @throws {RangeError} If there is no such block, the folder holds something else, or the scheduler
 * started this task too often without a step more.
 */
export async function performSome<Players>(
  plan: Plan<Players>,
  manner: SomeManner,
  some: readonly number[],
): Promise<number> {
  checkPlaces(plan, some);
  checkTableNames(tableNames(plan.blocks));
  const engine = await start();
  const folder = await ResultsFolder.share(manner.folder, factsOf(plan, manner, engine), {
    job: manner.job,
  });
  const pace = new Pace(plan.blocks, some);
  let count = 0;
  for (const i of some) {
    manner.stop?.throwIfAborted();
    const block = plan.blocks[i]!, { game, options } = block.trial;
    await folder.checkBlock(i, () => ({ start: startOf(game.players, options) }));
    const before = await stored(folder, block, i);
    if (before === undefined) {
      await trained(folder, plan, i, manner, pace);
      count++;
    }
    pace.finish(i, before === undefined);
  }
  return count;
}

function checkPlaces<Players>(
  { blocks }: Pick<Plan<Players>, "blocks">,
  some: readonly number[],
): void {
  const strange = some.find((place) => blocks[place] === undefined);
  if (strange === undefined) return;
  throw new RangeError(
    `There is no block ${strange + 1}: the plan has blocks 1 to ${blocks.length}.`,
  );
}
