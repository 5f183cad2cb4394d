import { type Atom, atomsOf, type Bounds, type Claim, type Value } from "./claim.ts";

/** Whether a claim holds, and why not. */
export interface Verdict {
  readonly holds: boolean;
  /** The wrong worlds in which it holds as well. */
  readonly alsoIn: readonly string[];
}

/** Decides a claim: it holds for what came, and for no wrong world. */
export function judgeClaim(claim: Claim): Verdict {
  const { got, failsFor = {} } = claim;
  const alsoIn = Object.keys(failsFor).filter((world) => holdsFor(claim, failsFor[world]!));
  return { holds: alsoIn.length === 0 && holdsFor(claim, got), alsoIn };
}

/** Whether a claim holds for one value in place of `got`. */
export function holdsFor({ target, tolerance }: Claim, value: Value): boolean {
  const atoms = atomsOf(value);
  if (!("expected" in target)) return atoms.every((atom) => within(atom, target, tolerance));
  const expected = atomsOf(target.expected);
  return atoms.length === expected.length &&
    atoms.every((atom, at) => near(atom, expected[at]!, tolerance));
}

/** Whether one part of a value is as its place in the claim asks; a part too many is not. */
export function partHolds({ target, tolerance }: Claim, atom: Atom, at: number): boolean {
  if (!("expected" in target)) return within(atom, target, tolerance);
  const wanted = atomsOf(target.expected)[at];
  return wanted !== undefined && near(atom, wanted, tolerance);
}

function within(atom: Atom, { atLeast, atMost }: Bounds, tolerance: number): boolean {
  if (!isNumber(atom)) return false;
  return (atLeast === undefined || difference(atom, atLeast) >= -tolerance) &&
    (atMost === undefined || difference(atom, atMost) <= tolerance);
}

function near(atom: Atom, expected: Atom, tolerance: number): boolean {
  if (!isNumber(atom) || !isNumber(expected)) return atom === expected;
  return Math.abs(difference(atom, expected)) <= tolerance;
}

/**
 * One number minus another. Two equal infinities differ by 0, and whole numbers
 * beyond 2^53 exactly.
 */
function difference(a: number | bigint, b: number | bigint): number {
  if (a == b) return 0;
  return typeof a === "bigint" && typeof b === "bigint" ? Number(a - b) : Number(a) - Number(b);
}

/** How far a value lies within its claim's bounds; negative where it lies outside. */
export interface Slack {
  /** Above the lowest value allowed; of a list the least. */
  readonly above?: number;
  /** Below the highest value allowed; of a list the least. */
  readonly below?: number;
}

/**
 * The slack of a claim about numbers; none of a claim about texts, truth values or a diverged run.
 */
export function slackOf({ target, tolerance }: Claim, value: Value): Slack {
  const atoms = atomsOf(value);
  if (!atoms.every((atom) => isNumber(atom) && !Number.isNaN(atom))) return {};
  const numbers = atoms as readonly (number | bigint)[];
  const least = (slacks: readonly number[]) => slacks.reduce((a, b) => Math.min(a, b), Infinity);
  const above = (bound: (at: number) => number | bigint) =>
    least(numbers.map((number, at) => difference(number, bound(at)) + tolerance));
  const below = (bound: (at: number) => number | bigint) =>
    least(numbers.map((number, at) => difference(bound(at), number) + tolerance));
  if (!("expected" in target)) {
    const { atLeast, atMost } = target;
    return {
      ...(atLeast === undefined ? {} : { above: above(() => atLeast) }),
      ...(atMost === undefined ? {} : { below: below(() => atMost) }),
    };
  }
  const expected = atomsOf(target.expected);
  if (expected.length !== atoms.length) return {};
  const at = (index: number) => expected[index] as number | bigint;
  return { above: above(at), below: below(at) };
}

/** Whether something is a number; NaN is one here. */
export function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}
