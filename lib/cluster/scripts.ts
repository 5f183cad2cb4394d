import { quoted } from "./quoted.ts";
import { type FullSite, SITE, type SiteSettings } from "./site.ts";
import { read } from "../options/mod.ts";

/** What tasks of a cluster carry out. */
export interface Task {
  /** What the experiment is called. */
  readonly name: string;
  /** The file that describes it. */
  readonly config: string;
  /** The folder of its results. */
  readonly folder: string;
  /** The folder in which the command was given. */
  readonly from: string;
  /** The program that starts the library's commands: Deno and its arguments. */
  readonly program: readonly string[];
  /** The engine that was asked for. Default the best one. */
  readonly engine?: string | undefined;
}

/** The exit code of a task whose time is nearly up, and whose state is stored: 128 + USR1. */
const QUEUES_AGAIN = 138;

/**
 * The batch script of the blocks of an experiment: an array whose task N trains block N. Deno gets
 * USR1 a while before the time is up, stores its state and ends; the task queues again.
 *
 * @param settings Settings of the cluster.
 * @param blocks Numbers of blocks, from 1.
 * @returns The text of the script.
 * @throws {RangeError} If a setting does not exist or fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { blocksScript, joinScript, type SiteSettings, type Task } from "saddle/cluster/mod.ts";
 *
 * const task: Task = {
 *   name: "rates",
 *   config: "/home/ada/rates.yaml",
 *   folder: "/home/ada/runs/rates",
 *   from: "/home/ada",
 *   program: ["deno", "run", "-A", "/home/ada/saddle/lib/configs/main.ts"],
 * };
 * const site: SiteSettings = { time: "1:00:00", atOnce: 10 };
 * assert.match(blocksScript(task, site, [1, 2, 3, 7]), /#SBATCH --array=1-3,7%10/);
 * assert.match(joinScript(task, site), /--join/);
 * ```
 */
export function blocksScript(
  task: Task,
  settings: SiteSettings,
  blocks: readonly number[],
): string {
  const site = read("the settings of a cluster", settings, SITE);
  const limit = site.atOnce === undefined ? "" : `%${site.atOnce}`;
  return [
    "#!/bin/bash",
    ...lines({
      "job-name": named(task),
      array: ranges(blocks) + limit,
      output: `${task.folder}/slurm/block-%a.log`,
    }),
    "#SBATCH --requeue",
    "#SBATCH --open-mode=append",
    ...asked(site),
    ...(site.time === undefined ? [] : lines({ signal: `B:USR1@${site.warning}` })),
    ...setUp(task, site),
    `echo "== block $SLURM_ARRAY_TASK_ID, job \${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID on $(hostname), start \${SLURM_RESTART_COUNT:-0}"`,
    `${command(task)} --block "$SLURM_ARRAY_TASK_ID" --checkpoint ${site.checkpointSeconds} &`,
    "pid=$!",
    "trap 'kill -USR1 $pid' USR1 # the time is nearly up: Deno stores its state",
    "trap 'kill -TERM $pid' TERM",
    "wait $pid; code=$?",
    'while kill -0 $pid 2> /dev/null; do wait $pid; code=$?; done # a signal ends "wait" early',
    `if [ $code -eq ${QUEUES_AGAIN} ]; then`,
    '  exec scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"',
    "fi",
    "exit $code",
    "",
  ].join("\n");
}

/**
 * The batch script that joins the blocks, as in the example of {@linkcode blocksScript}.
 *
 * @throws {RangeError} If a setting does not exist or fit.
 */
export function joinScript(task: Task, settings: SiteSettings): string {
  const site = read("the settings of a cluster", settings, SITE);
  return [
    "#!/bin/bash",
    ...lines({ "job-name": `${named(task)}-join`, output: `${task.folder}/slurm/join.log` }),
    ...asked(site),
    ...setUp(task, site),
    `exec ${command(task)} --join`,
    "",
  ].join("\n");
}

/** A name that schedulers take. */
function named({ name }: Task): string {
  return `saddle-${name.replaceAll(/[^\w.-]/g, "_").slice(0, 50)}`;
}

function command({ program, config, folder, engine }: Task): string {
  const args = ["experiment", config, "--out", folder, ...(engine ? ["--engine", engine] : [])];
  return [...program, ...args].map(quoted).join(" ");
}

/** What nodes need before they compute. Threads follow the cores that a task has. */
function setUp({ from }: Task, { before, cpus }: FullSite): string[] {
  return [
    `export SADDLE_THREADS=\${SLURM_CPUS_PER_TASK:-${cpus}} NO_COLOR=1`,
    ...before,
    `cd ${quoted(from)} || exit 1`,
  ];
}

function asked(
  { time, cpus, memory, partition, account, constraint, gpus, options }: FullSite,
): string[] {
  const named = lines({ time, mem: memory, partition, account, constraint, gpus });
  return [
    ...lines({ "cpus-per-task": `${cpus}` }),
    ...named,
    ...options.map((option) => `#SBATCH ${option}`),
  ];
}

function lines(options: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`#SBATCH --${name}=${value}`]
  );
}

/** Numbers as schedulers write them: `1-3,7`. */
export function ranges(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b), parts: [number, number][] = [];
  for (const number of sorted) {
    const last = parts.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => from === to ? `${from}` : `${from}-${to}`).join(",");
}
