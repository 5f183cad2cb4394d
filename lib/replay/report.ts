import { formatNumber } from "../figures/mod.ts";
import type { Replay } from "./kept.ts";
import { type ClaimSummary, weakestFirst } from "./summary.ts";
import type { World } from "./worlds.ts";

/** Notebooks, with where and when they were run. */
export interface Ran {
  /** The day, YYYY-MM-DD. */
  readonly date: string;
  /** The processor and its cores. */
  readonly processor: string;
  readonly notebooks: readonly string[];
  readonly worlds: readonly World[];
}

/** All that is known after a replay. */
export interface Report {
  /** The worlds, by the notebooks that were run in them. */
  readonly ran: readonly Ran[];
  /** The claims, the weakest first. */
  readonly claims: readonly ClaimSummary[];
  /** Notebooks that ended with an error in a world: their names and what it was. */
  readonly errors: readonly {
    readonly notebook: string;
    readonly world: string;
    readonly error: string;
  }[];
}

/** The notebooks of a report, those that were run in the same worlds together. */
export function ranIn(
  replays: readonly Replay[],
  worlds: readonly World[],
  on: Pick<Ran, "date" | "processor">,
): Ran[] {
  const names = [...new Set(replays.map(({ notebook }) => notebook))].sort();
  const own = names.map((notebook) => {
    const seen = new Set(
      replays.filter((replay) => replay.notebook === notebook).map(({ world }) => world),
    );
    return { notebook, worlds: worlds.filter(({ name }) => seen.has(name)) };
  });
  const groups = Map.groupBy(own, ({ worlds }) => worlds.map(({ name }) => name).join());
  return [...groups.values()].map((group) => ({
    ...on,
    notebooks: group.map(({ notebook }) => notebook),
    worlds: group[0]!.worlds,
  }));
}

/** The notebooks that ended with an error, for a report. */
export function errorsOf(replays: readonly Replay[]): Report["errors"] {
  return replays.flatMap(({ notebook, world, error }) =>
    error === undefined ? [] : [{ notebook, world, error }]
  );
}

/**
 * A report of all notebooks, after some of them were run again: what it said of the others stays.
 */
export function renewReport(before: Report, again: Report): Report {
  const names = new Set(again.ran.flatMap(({ notebooks }) => notebooks));
  const stays = ({ notebook }: { readonly notebook: string }) => !names.has(notebook);
  const ran = before.ran.map((one) => ({
    ...one,
    notebooks: one.notebooks.filter((notebook) => !names.has(notebook)),
  }));
  return {
    ran: [...ran.filter(({ notebooks }) => notebooks.length > 0), ...again.ran],
    claims: weakestFirst([...before.claims.filter(stays), ...again.claims]),
    errors: [...before.errors.filter(stays), ...again.errors],
  };
}

/** Whether all claims held in all worlds, and no notebook ended with an error. */
export function allHeld({ claims, errors }: Report): boolean {
  return errors.length === 0 && claims.every(({ held, of }) => held === of);
}

/** What the terminal shows: weak claims, errors and repeated words, a line each, and the totals. */
export function reportLines(report: Report): string[] {
  return [
    ...report.claims.filter(({ weak }) => weak).map(weakLine),
    ...report.errors.map(({ notebook, world, error }) => `✗ ${notebook} in ${world}: ${error}`),
    ...repeated(report.claims),
    totalsLine(report),
  ];
}

/** The first repetition of each claim whose words its notebook has used before. */
function repeated(claims: readonly ClaimSummary[]): string[] {
  const words = new Set(claims.map(({ notebook, claim }) => `${notebook}: ${claim}`));
  return claims.filter(({ claim }) => claim.endsWith(" (2)"))
    .map(({ notebook, claim }) => `${notebook}: ${claim.slice(0, -" (2)".length)}`)
    .filter((claim) => words.has(claim))
    .map((claim) => `warning: said twice, so the notebook counts it once: ${claim}`);
}

/** The totals in one line. */
export function totalsLine({ claims, ran }: Report): string {
  const count = (test: (claim: ClaimSummary) => boolean) => claims.filter(test).length;
  const held = count(({ held, of }) => held === of), weak = count(({ weak }) => weak);
  const unnamed = count(({ decidedBy }) => decidedBy === "draws");
  const numbers = [...new Set(ran.map(({ worlds }) => worlds.length))].join(" or ");
  return `${claims.length} claims, ${held} held in all ${numbers} worlds, ${weak} weak; ` +
    `${unnamed} move and name no wrong world`;
}

function weakLine(claim: ClaimSummary): string {
  const { notebook, claim: words, asks, held, of, median, deviation, failedIn } = claim;
  const numbers = median === null ? "" : `; median ${short(median)}, deviation ${short(deviation)}`;
  const failures = Object.entries(failedIn);
  const [world, said] = failures[0] ?? [];
  const more = failures.length > 1 ? ` and ${failures.length - 1} more` : "";
  return `${held === of ? "~" : "✗"} ${notebook}: ${words}: ${asks}; held in ${held} of ${of}` +
    `${numbers}, margin ${short(claim.margin)}` +
    (world === undefined ? "" : `; in ${world}${more}: ${said}`);
}

/** The report as data, a claim a line so that two of them can be compared. */
export function reportJson({ ran, claims, errors }: Report): string {
  const lines = (values: readonly unknown[]) =>
    values.length === 0
      ? "[]"
      : `[\n${values.map((value) => `    ${JSON.stringify(value)}`).join(",\n")}\n  ]`;
  return `{
  "ran": ${lines(ran)},
  "errors": ${lines(errors)},
  "claims": ${lines(claims)}
}
`;
}

/**
 * Reads what {@linkcode reportJson} wrote.
 *
 * @throws {RangeError} Where the text is no such report.
 */
export function parseReport(text: string, file: string): Report {
  try {
    const report = JSON.parse(text) as Report;
    reportMarkdown(report); // needs all that a report must have
    return report;
  } catch {
    throw new RangeError(
      `${file} is no table of replays, so that some notebooks cannot be renewed in it; remove it, ` +
        "or replay all notebooks",
    );
  }
}

/** The report as a page of Markdown: the totals, and a table of all claims, the weakest first. */
export function reportMarkdown(report: Report): string {
  const { ran, claims, errors } = report;
  const head = [
    "notebook",
    "claim",
    "asks for",
    "held",
    "median",
    "deviation",
    "margin",
    "decided by",
  ];
  const ended = errors.map(({ notebook, world, error }) =>
    `- ${notebook} in ${world} ended with an error: ${error.split("\n")[0]}\n`
  );
  return `# Claims in other worlds

Written by \`deno task replay --save\`. Worlds:

${ran.map(ranLine).join("\n")}

${totalsLine(report)}.

The deviation is 1.48 times the median absolute deviation over the worlds; the margin says how many
deviations lie between what the claim allows and the median. Behind "training" stand the wrong worlds
in which the claim is false, with the median of what they give, and the nearest that it came to being
allowed. "Rounding" decides where two ways to compute the same are compared on drawn numbers.

${ended.length === 0 ? "" : `${ended.join("")}\n`}| ${[...head, "failed in"].join(" | ")} |
|${" --- |".repeat(head.length + 1)}
${claims.map(row).join("\n")}
`;
}

function ranLine({ date, processor, notebooks, worlds }: Ran): string {
  const kinds = Object.entries(Object.groupBy(worlds, ({ name }) => name.split("+")[0]!));
  const counts = kinds.map(([kind, own = []]) =>
    `${own.length} ${kind} (seeds shifted by ${own[0]!.shift} to ${own.at(-1)!.shift})`
  );
  return `- ${notebooks.join(", ")}: ${counts.join(", ")}; ${date}, ${processor}`;
}

function row(claim: ClaimSummary): string {
  const { notebook, claim: words, asks, held, of, median, deviation, margin, decidedBy } = claim;
  const wrong = Object.entries(claim.wrongWorlds).map(([name, { median, nearest }]) =>
    `${name}: ${short(median)}${nearest === null ? "" : `, nearest ${short(nearest)}`}`
  );
  const cells = [
    notebook,
    `${claim.weak ? "**weak** " : ""}${words}`,
    asks,
    `${held}/${of}`,
    short(median),
    short(deviation),
    short(margin),
    wrong.length === 0 ? decidedBy : `${decidedBy} (${wrong.join("; ")})`,
    Object.keys(claim.failedIn).join(", "),
  ];
  return `| ${
    cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")
  } |`;
}

/** Three digits; a dash where there is no number. */
function short(value: number | null): string {
  return value === null ? "–" : formatNumber(value, 3);
}
