import { basename } from "node:path";
import { claimData, type Notebook, runNotebook, sideBySide } from "../course/mod.ts";
import type { ClaimData } from "../figures/mod.ts";
import { cellsFingerprint } from "./fingerprint.ts";
import { keepReplay, keptReplay, type Replay } from "./kept.ts";
import type { World } from "./worlds.ts";

/** What to replay and how. */
export interface ReplayOptions {
  /** The notebooks, each with its file. */
  readonly notebooks: readonly { readonly path: string; readonly notebook: Notebook }[];
  /** The worlds. */
  readonly worlds: readonly World[];
  /** Where replays are kept. */
  readonly folder: string;
  /** The fingerprint of what notebooks compute with. */
  readonly library: string;
  /** How many notebooks run at once. */
  readonly jobs: number;
  /** Seconds a cell may take. */
  readonly limit: number;
  /** Is told what happens, a line at a time. */
  readonly log?: (line: string) => void;
}

/**
 * Runs every notebook in every world, all notebooks in one world before the next, except what is
 * kept already. One that ends with an error is kept as such, and the others go on.
 */
export async function replay(options: ReplayOptions): Promise<Replay[]> {
  const { notebooks, worlds, folder, library, jobs, log = () => {} } = options;
  const found: Replay[] = [], tasks: Task[] = [];
  for (const world of worlds) {
    for (const { path, notebook } of notebooks) {
      const name = basename(path, ".ipynb"), cells = cellsFingerprint(notebook);
      const kept = await keptReplay(folder, { notebook: name, world: world.name, cells });
      if (kept === undefined) tasks.push({ path, notebook, name, cells, world });
      else found.push(kept);
    }
  }
  const stale = found.filter((kept) => kept.library !== library).length;
  if (found.length > 0) log(`${found.length} of ${found.length + tasks.length} are kept`);
  if (stale > 0) {
    log(`warning: lib/ or data/ has changed since ${stale} of them; --fresh runs them again`);
  }
  const began = performance.now();
  let done = 0;
  await sideBySide(tasks, jobs, async (task) => {
    const result = await runIn(task, options);
    await keepReplay(folder, result);
    found.push(result);
    done++;
    const left = (performance.now() - began) / done * (tasks.length - done) / 60_000;
    log(`${done} of ${tasks.length}: ${told(result)}; about ${Math.ceil(left)} min left`);
  });
  return found;
}

/** One notebook to run in one world. */
interface Task {
  readonly path: string;
  readonly notebook: Notebook;
  readonly name: string;
  readonly cells: string;
  readonly world: World;
}

async function runIn(task: Task, { library, limit, jobs }: ReplayOptions): Promise<Replay> {
  const { path, notebook, name, cells, world } = task;
  const began = performance.now();
  const about = { notebook: name, world: world.name, cells, library };
  // Several engines, each with a thread for every core, would wait for each other
  const env = { ...world.env, ...(jobs > 1 ? { SADDLE_THREADS: "1" } : {}) };
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  try {
    const executed = await runNotebook(notebook, { path, env, limit });
    const verdicts = claimData(executed).map(({ data }) => data as ClaimData); // all of check's
    return { ...about, seconds: seconds(), verdicts };
  } catch (error) {
    return { ...about, seconds: seconds(), verdicts: [], error: (error as Error).message };
  }
}

function told({ notebook, world, seconds, verdicts, error }: Replay): string {
  const held = verdicts.filter(({ holds }) => holds).length;
  const what = error === undefined
    ? `${held} of ${verdicts.length} claims held`
    : `ended with an error: ${error.split("\n")[0]}`;
  return `${notebook} in ${world}: ${what}, ${seconds} s`;
}
