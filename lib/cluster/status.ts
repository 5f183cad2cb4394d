import { duration, type FolderState, labelOf } from "../experiments/house.ts";
import type { Queued } from "./slurm.ts";

/**
 * How far a folder of results is, a line for each block: what its files say, and what the queue says
 * of those that are not finished.
 *
 * @param queue What of its jobs waits or runs.
 * @param now When.
 */
export function statusLines(
  { blocks, isJoined }: FolderState,
  queue: readonly Queued[],
  now = new Date(),
): string[] {
  const finished = blocks.filter(({ state }) => state === "finished").length;
  const lines = blocks.map((block) => {
    const task = queue.find((one) => one.block === block.block);
    const words = `block ${block.block}: ${labelOf(block)} (${block.runs} side by side)`;
    return `  ${[`${words}: ${folderWords(block, now)}`, ...queueWords(task)].join("; ")}`;
  });
  const joins = queue.find(({ block }) => block === undefined);
  return [
    ...lines,
    `${finished} of ${blocks.length} blocks finished` + (isJoined ? "; tables joined" : "") +
    (joins ? `; the join is ${joins.state.toLowerCase()}` : ""),
  ];
}

function folderWords(
  { state, step, steps, written, host, seconds, failed, runs }: FolderState["blocks"][number],
  now: Date,
): string {
  const where = host === undefined ? "" : ` on ${host}`;
  if (state === "missing") return "not begun";
  if (state === "finished") {
    const lost = failed ? `, ${failed} of ${runs} runs failed` : "";
    return `finished in ${duration(seconds ?? 0)}${where}${lost}`;
  }
  const ago = written && duration(Math.max(0, (now.getTime() - written.getTime()) / 1000));
  return `step ${step} of ${steps}${where}` + (ago === undefined ? "" : `, stored ${ago} ago`);
}

function queueWords(task: Queued | undefined): string[] {
  if (task === undefined) return [];
  const { state, node, reason } = task;
  return [
    [state.toLowerCase(), node && `on ${node}`, reason && `(${reason})`].filter(Boolean).join(" "),
  ];
}
