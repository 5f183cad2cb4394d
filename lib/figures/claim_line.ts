import { type Atom, atomsOf, type Claim, type Value } from "./claim.ts";
import { formatNumber } from "./format_number.ts";
import { isNumber, partHolds, type Verdict } from "./judge_claim.ts";

/** Significant digits: enough to see by how much a claim fails, few enough to be read. */
const DIGITS = 6;
/** As many as tell any two numbers apart. */
const ALL_DIGITS = 17;
/** Parts of a list that are written out. */
const PARTS = 8;

/** A claim and its verdict in one line. */
export function claimLine(claim: Claim, { holds, alsoIn }: Verdict): string {
  const { name, got, tolerance, failsFor = {} } = claim;
  const digits = holds ? DIGITS : digitsFor(claim);
  const worlds = Object.entries(failsFor).map(([world, value]) =>
    `; ${world}: ${written(value, digits)}`
  );
  const useless = alsoIn.map((world) => `; holds for ${world} as well, so it says nothing`);
  return `${holds ? "✓" : "✗"} ${name}: expected ${targetText(claim, digits)}, got ${
    written(got, digits)
  }${hidden(claim, digits)}${lost(got)} (tolerance ${formatNumber(tolerance)})` +
    [...worlds, ...useless].join("");
}

function targetText({ target }: Claim, digits: number): string {
  if ("expected" in target) return written(target.expected, digits);
  const { atLeast, atMost } = target;
  return [
    ...(atLeast === undefined ? [] : [`at least ${part(atLeast, digits)}`]),
    ...(atMost === undefined ? [] : [`at most ${part(atMost, digits)}`]),
  ].join(" and ");
}

/** The digits that show every part that is wrong to differ from what its place allows. */
function digitsFor(claim: Claim): number {
  const { got, tolerance, target } = claim;
  const pairs = atomsOf(got).flatMap((atom, at) => {
    if (!isNumber(atom) || partHolds(claim, atom, at)) return [];
    const wanted = "expected" in target
      ? [atomsOf(target.expected)[at]]
      : [target.atLeast, target.atMost];
    return wanted.filter(isNumber).flatMap((bound) => [
      [atom, bound] as const,
      [atom, Number(bound) - tolerance] as const,
      [atom, Number(bound) + tolerance] as const,
    ]);
  }).filter(([a, b]) => a != b);
  let digits = DIGITS;
  const alike = () => pairs.some(([a, b]) => part(a, digits) === part(b, digits));
  while (digits < ALL_DIGITS && alike()) digits++;
  return digits;
}

/** A wrong part of a list that is not among those written out. */
function hidden(claim: Claim, digits: number): string {
  const { got, target } = claim;
  if (!Array.isArray(got)) return "";
  const at = got.findIndex((atom, index) => !partHolds(claim, atom, index));
  if (at < PARTS) return "";
  const wanted = "expected" in target ? atomsOf(target.expected)[at] : undefined;
  const instead = wanted === undefined ? "" : ` for ${part(wanted, digits)}`;
  return `, at place ${at} ${part(got[at]!, digits)}${instead}`;
}

function lost(got: Value): string {
  const missing = atomsOf(got).find((atom) => atom === null || Number.isNaN(atom));
  return missing === undefined ? "" : `, no number (${missing}: did the run diverge?)`;
}

function written(value: Value, digits: number): string {
  if (!Array.isArray(value)) return part(value as Atom, digits);
  const parts = value.slice(0, PARTS).map((atom) => part(atom, digits)).join(", ");
  return `[${parts}${value.length > PARTS ? `, … ${value.length} in all` : ""}]`;
}

function part(atom: Atom, digits: number): string {
  if (isNumber(atom)) {
    // JavaScript's own text is the shortest that is this number and no other
    return digits < ALL_DIGITS ? formatNumber(atom, digits) : String(atom);
  }
  return typeof atom === "string" ? JSON.stringify(atom) : String(atom);
}
