import { type ClaimData, type ClaimValue, formatNumber } from "../figures/mod.ts";
import type { Replay } from "./kept.ts";
import { median } from "../numbers/mod.ts";
import { deviation, margin } from "./spread.ts";

/**
 * What decides a claim: mathematics, a training (or another draw, with a wrong world in which the
 * claim is false), rounding (two ways to compute the same from what was drawn), or draws whose
 * claim names no wrong world.
 */
export type Decider = "mathematics" | "training" | "rounding" | "draws";

/** One claim over all worlds. */
export interface ClaimSummary {
  readonly notebook: string;
  /** The claim in words, with a number behind those whose words a notebook has used before. */
  readonly claim: string;
  /** What it asks for: "at least 7". */
  readonly asks: string;
  /** In how many worlds it held. */
  readonly held: number;
  /** How many worlds there were. */
  readonly of: number;
  /** The middle of what came; null where it is no single number. */
  readonly median: number | null;
  /** How far what came scatters: 1.48 times the median absolute deviation; null as before. */
  readonly deviation: number | null;
  /** Deviations between what is allowed and the middle; null where that is infinite or unknown. */
  readonly margin: number | null;
  readonly decidedBy: Decider;
  readonly weak: boolean;
  /** Worlds in which it did not hold, with what was said there. */
  readonly failedIn: Readonly<Record<string, string>>;
  /** What the wrong worlds give. */
  readonly wrongWorlds: Readonly<Record<string, WrongWorld>>;
}

/** What a wrong world gives; null where that is no single number. */
export interface WrongWorld {
  /** The middle over the worlds. */
  readonly median: number | null;
  /** What came nearest to being allowed. */
  readonly nearest: number | null;
}

/** Deviations that a claim which a training decides should stand off its bound. */
const SAFE = 4;
/** A claim this many deviations inside its bounds that names no wrong world is left to rounding. */
const ROUNDING = 50;
/** Relative differences of what came below this are those of floating point. */
const NOISE = 1e-4;

/** What came of a claim in a world; nothing where the notebook ended before it. */
interface Seen {
  readonly world: string;
  readonly data: ClaimData | undefined;
}

/**
 * Puts the verdicts on each claim together, the weakest claims first.
 *
 * A claim whose `got` differs between worlds by more than floating point does is decided by what is
 * drawn, also where it names no wrong world. It is weak where it failed anywhere, or where its
 * margin is below 4 deviations and mathematics does not decide it.
 */
export function summarise(replays: readonly Replay[]): ClaimSummary[] {
  const notebooks = [...new Set(replays.map(({ notebook }) => notebook))].sort();
  const all = notebooks.flatMap((notebook) => {
    const own = replays.filter((replay) => replay.notebook === notebook);
    const worlds = own.map(({ world, verdicts }) => ({ world, claims: byName(verdicts) }));
    const names = new Set(worlds.flatMap(({ claims }) => [...claims.keys()]));
    return [...names].map((claim) =>
      summary(
        notebook,
        claim,
        worlds.map(({ world, claims }) => ({ world, data: claims.get(claim) })),
      )
    );
  });
  return weakestFirst(all);
}

/** Those that failed most first, then the other weak ones by margin, then the rest by notebook. */
export function weakestFirst(claims: readonly ClaimSummary[]): ClaimSummary[] {
  const byNotebook = claims.toSorted((a, b) =>
    a.notebook < b.notebook ? -1 : +(a.notebook > b.notebook)
  );
  return byNotebook.sort((a, b) => weight(a) - weight(b));
}

function weight({ held, of, weak, margin }: ClaimSummary): number {
  if (held < of) return -1e9 * (of - held);
  return weak ? -1e6 + (margin ?? 0) : 0;
}

function byName(verdicts: readonly ClaimData[]): Map<string, ClaimData> {
  const claims = new Map<string, ClaimData>();
  for (const data of verdicts) {
    let [name, time] = [data.claim, 1];
    while (claims.has(name)) name = `${data.claim} (${++time})`;
    claims.set(name, data);
  }
  return claims;
}

function summary(notebook: string, claim: string, seen: readonly Seen[]): ClaimSummary {
  const data = seen.flatMap((one) => one.data ?? []);
  const failed = seen.filter(({ data }) => data?.holds !== true);
  const got = numbers(data.map(({ got }) => got));
  const margins = (["above", "below"] as const)
    .map((side) => numbers(data.map(({ slack }) => slack[side] ?? null)))
    .flatMap((slacks) => slacks === undefined ? [] : [margin(slacks)]);
  const least = margins.length === 0 ? null : Math.min(...margins);
  const decidedBy = decider(data, least);
  return {
    notebook,
    claim,
    asks: asks(data),
    held: seen.length - failed.length,
    of: seen.length,
    median: got === undefined ? null : median(got),
    deviation: got === undefined ? null : deviation(got),
    margin: least !== null && Number.isFinite(least) ? least : null,
    decidedBy,
    weak: failed.length > 0 || MOVED.includes(decidedBy) && least !== null && least < SAFE,
    failedIn: Object.fromEntries(failed.map(({ world, data }) => [world, said(data)])),
    wrongWorlds: wrongWorlds(data),
  };
}

/** A line without the claim's words, which stand beside it. */
function said(data: ClaimData | undefined): string {
  return data?.line.slice(`✗ ${data.claim}: `.length) ?? "the notebook ended before it";
}

/** The values as finite numbers; nothing where one of them is none. */
function numbers(values: readonly (ClaimValue | undefined)[]): number[] | undefined {
  const read = values.map((value) =>
    typeof value === "string" && value !== "" ? Number(value) : value
  );
  const fine = read.filter((value) => typeof value === "number" && Number.isFinite(value));
  return fine.length === values.length && fine.length > 0 ? fine as number[] : undefined;
}

/** Deciders that a margin is asked of. */
const MOVED: readonly Decider[] = ["training", "draws"];

function decider(data: readonly ClaimData[], margin: number | null): Decider {
  if (data.some(({ failsFor }) => failsFor !== undefined)) return "training";
  const rows = data.map(({ got }) => [got].flat() as (string | number | boolean | null)[]);
  const moves = rows[0]?.some((_, part) => differ(rows.map((row) => row[part] ?? null)));
  if (rows.some(({ length }) => length !== rows[0]?.length)) return "draws";
  if (!moves) return "mathematics";
  return margin !== null && margin >= ROUNDING ? "rounding" : "draws";
}

function differ(values: readonly (string | number | boolean | null)[]): boolean {
  const read = numbers(values);
  if (read === undefined) return new Set(values).size > 1;
  const [low, high] = [Math.min(...read), Math.max(...read)];
  return high - low > NOISE * Math.max(Math.abs(low), Math.abs(high));
}

/** What a claim asks for; bounds that move between worlds are given by their middle. */
function asks(data: readonly ClaimData[]): string {
  const written = (values: readonly (ClaimValue | undefined)[]) => {
    const read = numbers(values);
    return read === undefined ? brief(JSON.stringify(values[0])) : formatNumber(median(read));
  };
  const tolerance = formatNumber(median(data.map(({ tolerance }) => tolerance)));
  const more = tolerance === "0" ? "" : ` ± ${tolerance}`;
  const first = data[0];
  if (first === undefined) return "";
  if (first.expected !== undefined) return written(data.map(({ expected }) => expected)) + more;
  const [low, high] = (["atLeast", "atMost"] as const).map((bound) =>
    first[bound] === undefined ? undefined : written(data.map((one) => one[bound]))
  );
  return [low && `at least ${low}`, high && `at most ${high}`].filter(Boolean).join(" and ") + more;
}

/** A long list is known by its beginning. */
function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function wrongWorlds(data: readonly ClaimData[]): Record<string, WrongWorld> {
  const names = new Set(data.flatMap(({ failsFor = {} }) => Object.keys(failsFor)));
  return Object.fromEntries([...names].map((name) => {
    const values = numbers(data.map(({ failsFor }) => failsFor?.[name]));
    if (values === undefined) return [name, { median: null, nearest: null }];
    const away = values.map((value, world) => outside(data[world]!, value));
    const nearest = values[away.indexOf(Math.min(...away))] ?? null;
    return [name, { median: median(values), nearest }];
  }));
}

/** How far a number lies outside of what a claim allows; NaN where it allows no single number. */
function outside({ expected, atLeast, atMost, tolerance }: ClaimData, value: number): number {
  const sides = [
    ...(expected === undefined ? [] : [Math.abs(value - Number(expected))]),
    ...(atLeast === undefined ? [] : [Number(atLeast) - value]),
    ...(atMost === undefined ? [] : [value - Number(atMost)]),
  ];
  return Math.max(...sides) - tolerance;
}
