import { join } from "node:path";
import { patiently, textsIn } from "../files/house.ts";
import type { Label } from "./combinations.ts";
import { blockFolder, CHECKPOINT, factsIn, readSettings } from "./folder.ts";
import { ownerOf } from "./owner.ts";
import type { Plan } from "./plan.ts";

/** How far a block is. */
export interface BlockState {
  /** Its number, from 1. */
  readonly block: number;
  /** The values of its combinations. */
  readonly combinations: readonly Readonly<Record<string, Label>>[];
  /** Whether it is finished, was begun, or not. */
  readonly state: "finished" | "begun" | "missing";
  /** Steps that are stored. */
  readonly step: number;
  /** Steps in all. */
  readonly steps: number;
  /** When its last state was stored; undefined where there is none. */
  readonly written: Date | undefined;
  /** The machine that finished it, or took it up last; undefined where none did. */
  readonly host: string | undefined;
  /** Seconds of training; undefined before it is finished. */
  readonly seconds: number | undefined;
  /** Runs that failed; undefined before it is finished. */
  readonly failed: number | undefined;
  /** Runs side by side. */
  readonly runs: number;
}

/** How far a folder of results is. */
export interface FolderState {
  /** Whether tables of all blocks are there. */
  readonly isJoined: boolean;
  /** Every block of the plan. */
  readonly blocks: readonly BlockState[];
}

/**
 * How far a folder is: what its files say, whoever writes them. Nothing is started, locked or changed.
 *
 * @throws {RangeError} If a file is not as it was written.
 */
export async function stateOf<Players>(
  path: string,
  { blocks }: Pick<Plan<Players>, "blocks">,
): Promise<FolderState> {
  const settings = await readSettings(path);
  const states: BlockState[] = [];
  for (const [i, { combinations, trial: { options } }] of blocks.entries()) {
    const { steps, runs } = options, folder = blockFolder(path, i);
    states.push({ block: i + 1, combinations, steps, runs, ...await ownState(folder, steps) });
  }
  return { isJoined: settings?.about["state"] === "finished", blocks: states };
}

type OwnState = Omit<BlockState, "block" | "combinations" | "steps" | "runs">;

async function ownState(folder: string, steps: number): Promise<OwnState> {
  const facts = await factsIn(folder);
  const written = await timeOf(join(folder, facts ? "block.json" : CHECKPOINT));
  if (facts) {
    const { host, seconds, failed } = facts as Record<"host" | "seconds" | "failed", never>;
    return { state: "finished", step: steps, written, host, seconds, failed };
  }
  const owner = await ownerOf(folder);
  const texts = await patiently(() => textsIn(join(folder, CHECKPOINT)));
  return {
    state: owner || texts ? "begun" : "missing",
    step: Number(texts?.["step"] ?? 0),
    written,
    host: owner?.host,
    seconds: undefined,
    failed: undefined,
  };
}

async function timeOf(file: string): Promise<Date | undefined> {
  return await Deno.stat(file).then(({ mtime }) => mtime ?? undefined, () => undefined);
}
