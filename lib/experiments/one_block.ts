import type { Played } from "../training/mod.ts";
import type { ResultsFolder } from "./folder.ts";
import type { Manner } from "./manner.ts";
import { machineHere } from "./owner.ts";
import type { Block, Plan } from "./plan.ts";
import type { Pace } from "./progress.ts";
import { checkSameParts } from "./same_parts.ts";
import { mixedKinds, type NamedTables, tablesOf } from "./tables.ts";

/** What is left of a block that was trained. */
export interface Done<Players> {
  readonly tables: () => NamedTables;
  readonly players: () => Promise<Players>;
  /** Seconds of training. */
  readonly seconds: number;
  /** Seconds that its tables took. */
  readonly measuring: number;
}

/** A block that was finished before. */
export async function stored<Players>(
  folder: ResultsFolder | undefined,
  { trial }: Block<Players>,
  block: number,
): Promise<Done<Players> | undefined> {
  const facts = await folder?.facts(block);
  if (!facts) return undefined;
  return {
    tables: () => folder!.tables(block, facts),
    players: async () => await trial.load(await folder!.players(block, facts)),
    seconds: facts["seconds"] as number,
    measuring: facts["measuring"] as number,
  };
}

/** Trains a block; if another process was faster, what that one stored counts. */
export async function trained<Players>(
  folder: ResultsFolder | undefined,
  { blocks }: Plan<Players>,
  i: number,
  { samples, seconds, stop, onProgress, watcher }: Manner,
  pace: Pace,
): Promise<Done<Players>> {
  const block = blocks[i]!, { trial } = block;
  checkSameParts(block.trials);
  let from: number | undefined, start = "";
  const played = await trial.carryOut({
    ...(folder
      ? { checkpoint: { file: await folder.checkpoint(i), seconds, ...(stop ? { stop } : {}) } }
      : {}),
    onStart: (print) => start = print,
    onLook: (snapshot, recorded) => watcher?.look(i, snapshot, recorded),
    onProgress: (progress) => {
      checkColumns(block, progress.metrics);
      return onProgress?.(pace.at(i, from ??= progress.step, blocks, progress));
    },
  });
  await watcher?.end(i, played);
  const began = performance.now();
  const mixed = mixedKinds(blocks.flatMap(({ combinations }) => combinations));
  const tables = tablesOf(block, played, samples, mixed);
  const measuring = (performance.now() - began) / 1000;
  const players = trial.result(played);
  if (!folder) {
    const { seconds } = played;
    return { tables: () => tables, players: () => Promise.resolve(players), seconds, measuring };
  }
  const another = await stored(folder, block, i);
  if (another) return another;
  await trial.save(players, folder.playersFile(i));
  const facts = { ...blockFacts(block, played), ...machineHere(), start, measuring };
  await folder.finish(i, { tables, facts });
  return (await stored(folder, block, i))!;
}

/** A parameter and a metric of one name would be one column; known once there is a first snapshot. */
function checkColumns(
  { combinations, trial }: Pick<Block<unknown>, "combinations" | "trial">,
  metrics: Readonly<Record<string, number>>,
): void {
  const names = [...Object.keys(metrics), ...trial.game.terms];
  const taken = Object.keys(combinations[0]!).find((name) => names.includes(name));
  if (taken === undefined) return;
  throw new RangeError(
    `A parameter cannot be called "${taken}": results have a column of that name, of a ` +
      `${trial.game.terms.includes(taken) ? "term" : "metric"}.`,
  );
}

function blockFacts(
  { combinations }: Pick<Block, "combinations">,
  { seconds, mode, status }: Played,
) {
  const failed = status.filter(({ outcome }) => outcome !== "finished").length;
  return { combinations: [...combinations], runs: status.length, failed, seconds, mode };
}
