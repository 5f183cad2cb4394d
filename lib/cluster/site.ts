import { count, list, number, open, own, type Spec, text, type Values } from "../options/mod.ts";

/** What a cluster is asked for: settings of the place, which no result depends on. */
export interface SiteSettings {
  /** The time of a task at most, as Slurm writes it: `1-12:00:00`, `0:30:00`. Default the cluster's. */
  readonly time?: string;
  /** Cores of a task; as many groups of runs are computed at once. Default 1. */
  readonly cpus?: number;
  /** Memory of a task, `4G`. Default the cluster's. */
  readonly memory?: string;
  /** The partition. Default the cluster's. */
  readonly partition?: string;
  /** Whose account pays. Default the user's. */
  readonly account?: string;
  /** Features that a node must have, as `--constraint` takes them: `avx2`. Default none. */
  readonly constraint?: string;
  /** GPUs of a task, as `--gpus` takes them: `1`, `a100:1`. Default none. */
  readonly gpus?: string;
  /** Tasks that run at once at most. Default as many as the cluster lets. */
  readonly atOnce?: number;
  /** Seconds before the end of `time` at which a task stores its state and queues again. Default 120. */
  readonly warning?: number;
  /** Seconds between two stored states. Default 30. */
  readonly checkpointSeconds?: number;
  /** Further lines for the scheduler: `--qos=long`. Default none. */
  readonly options?: readonly string[];
  /** Lines of the shell before a task starts: `module load cuda`, `export DENO_DIR=$TMPDIR`. Default none. */
  readonly before?: readonly string[];
}

/** A text that stays in its line of a batch script. */
function word(fits: string, pattern = /^[^\s'"\\]+$/) {
  return open(own<string>({
    fits,
    kind: "text",
    is: (value) => typeof value === "string",
    allows: (value) => pattern.test(value),
  }));
}

/** A line of a batch script. */
const line = own<string>({
  fits: "a text of one line",
  kind: "text",
  is: (value) => typeof value === "string",
  allows: (value) => value !== "" && !/[\r\n]/.test(value),
});

/** What fits {@linkcode SiteSettings}. */
export const SITE = {
  time: word(
    'a time as Slurm writes it, "minutes", "hours:minutes:seconds" or "days-hours:minutes:seconds"',
    /^(\d+|\d+:\d+|\d+:\d+:\d+|\d+-\d+(:\d+(:\d+)?)?)$/,
  ),
  cpus: count(1, { most: 1024 }),
  memory: word('an amount with its unit, such as "4G"', /^\d+[KMGT]?$/),
  partition: word("a name without spaces"),
  account: word("a name without spaces"),
  constraint: word('features of nodes without spaces, such as "avx2"'),
  gpus: word('a number, or a kind and a number, such as "a100:1"', /^([\w.-]+:)?\d+$/),
  atOnce: open(count()),
  warning: number({ from: 10, to: 65_535 }, 120),
  checkpointSeconds: number({ from: 1 }, 30),
  options: list(text(), []),
  before: list(line, []),
} satisfies Spec<SiteSettings>;

/** Settings of which each has a value, where there is a usual one. */
export type FullSite = Values<typeof SITE>;
