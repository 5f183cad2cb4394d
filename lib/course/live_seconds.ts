import { join } from "node:path";
import { ROOT } from "../setup/mod.ts";

/** How long the cells of notebooks took in a browser where that was last measured. */
type Times = Readonly<Record<string, { readonly seconds: number }>>;

let times: Times | undefined;

/** How long all cells of a notebook took in a browser, in seconds; 0 where it is not known. */
export function liveSeconds(name: string): number {
  times ??= readTimes();
  return times[name]?.seconds ?? 0;
}

/** `data/live.json` is written by `deno task live`. */
function readTimes(): Times {
  try {
    return JSON.parse(Deno.readTextFileSync(join(ROOT, "data", "live.json"))).notebooks;
  } catch {
    return {};
  }
}
