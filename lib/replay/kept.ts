import { join } from "node:path";
import type { ClaimData } from "../figures/mod.ts";
import { digestOf, replaceFile } from "../files/mod.ts";

/** One notebook run in one world. */
export interface Replay {
  /** The notebook's name. */
  readonly notebook: string;
  /** The world's name. */
  readonly world: string;
  /** The fingerprint of the notebook's cells. */
  readonly cells: string;
  /** The fingerprint of the library and its stored results. */
  readonly library: string;
  /** Seconds that it took. */
  readonly seconds: number;
  /** The verdicts on its claims, in their order. */
  readonly verdicts: readonly ClaimData[];
  /** What ended it, where anything did; its claims are then unknown. */
  readonly error?: string;
}

/**
 * A replay that was kept, unless the notebook's cells have changed since, it ended with an error (a
 * kernel may have been killed), or its file is not as it was written: it is run again then.
 */
export async function keptReplay(
  folder: string,
  { notebook, world, cells }: Pick<Replay, "notebook" | "world" | "cells">,
): Promise<Replay | undefined> {
  const text = await Deno.readTextFile(fileOf(folder, notebook, world)).catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { sha256, ...replay } = JSON.parse(text) as Replay & { readonly sha256?: unknown };
    if (sha256 !== digestOf(JSON.stringify(replay))) return undefined;
    return replay.cells === cells && replay.error === undefined ? replay : undefined;
  } catch {
    return undefined; // cut off or edited by hand: it is run again
  }
}

/** Keeps a replay, with a digest by which a change is seen. */
export async function keepReplay(folder: string, replay: Replay): Promise<void> {
  await Deno.mkdir(join(folder, replay.notebook), { recursive: true });
  await replaceFile(fileOf(folder, replay.notebook, replay.world), signed(replay));
}

function signed(replay: Replay): string {
  return JSON.stringify({ ...replay, sha256: digestOf(JSON.stringify(replay)) });
}

function fileOf(folder: string, notebook: string, world: string): string {
  return join(folder, notebook, `${world}.json`);
}
