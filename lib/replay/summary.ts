import type { ClaimData, ClaimValue } from "../figures/claim_data.ts";
import { formatNumber } from "../figures/format_number.ts";
import type { Replay } from "./kept.ts";
import { deviation, margin, median } from "./spread.ts";

/** What decides a claim: a training, some other draw, or mathematics. */
export type Decider = "training" | "draws" | "mathematics";

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
  /** What the wrong worlds give, the middle over the worlds. */
  readonly wrongWorlds: Readonly<Record<string, number | null>>;
}

/** Deviations that a claim which a training decides should stand off its bound. */
const SAFE = 4;
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
 * drawn, also where it names no wrong world. It is weak where it failed anywhere, or where its margin is
 * below 4 deviations and mathematics does not decide it.
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
  return all.sort((a, b) => weight(a) - weight(b));
}

/** Those that failed most first, then the other weak ones by margin, then the rest in its order. */
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
  const decidedBy = decider(data);
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
    weak: failed.length > 0 || decidedBy !== "mathematics" && least !== null && least < SAFE,
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

function decider(data: readonly ClaimData[]): Decider {
  if (data.some(({ failsFor }) => failsFor !== undefined)) return "training";
  const rows = data.map(({ got }) => [got].flat() as (string | number | boolean | null)[]);
  const moves = rows[0]?.some((_, part) => differ(rows.map((row) => row[part] ?? null)));
  return moves || rows.some(({ length }) => length !== rows[0]?.length) ? "draws" : "mathematics";
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

function wrongWorlds(data: readonly ClaimData[]): Record<string, number | null> {
  const names = new Set(data.flatMap(({ failsFor = {} }) => Object.keys(failsFor)));
  return Object.fromEntries([...names].map((name) => {
    const values = numbers(data.map(({ failsFor }) => failsFor?.[name]));
    return [name, values === undefined ? null : median(values)];
  }));
}
