import { misfit, notNegative, open, type Option, own, read, shownValue } from "../options/mod.ts";

/** A value that a claim is about: a number, or numbers one by one; null where a run diverged. */
export type Measured = number | bigint | ArrayLike<number | bigint | null> | null;

/** A value that must be near, or the same as, another: numbers, texts or truth values. */
export type Compared = Measured | string | boolean | ArrayLike<string> | ArrayLike<boolean>;

/** What every claim may have beside its value and its bounds. */
export interface ClaimOptions<Value> {
  /** How far beyond a bound, or away from what is expected, a number may still be. @default 0 */
  readonly tolerance?: number;
  /**
   * What wrong worlds give in place of `got`, by their names: an untrained generator, the penalty
   * 0, the methods swapped. Each must make the claim false, or else the claim says nothing. It
   * marks a claim that a training decides; one that mathematics decides has none.
   */
  readonly failsFor?: Readonly<Record<string, Value>>;
}

/** A claim that a value is near, or the same as, what is expected. */
export interface NearCheck extends ClaimOptions<Compared> {
  /** What came: a number, numbers one by one, or texts or truth values that must be the same. */
  readonly got: Compared;
  /** What theory, a published table or a sampling floor says; never a number from this run. */
  readonly expected: Exclude<Compared, null>;
  /** There is no bound beside what is expected. */
  readonly atLeast?: never;
  /** There is no bound beside what is expected. */
  readonly atMost?: never;
}

/** A claim that a value, or each of several, is no smaller than a bound. */
export interface AtLeastCheck extends ClaimOptions<Measured> {
  /** What came. */
  readonly got: Measured;
  /** The smallest value allowed. */
  readonly atLeast: number | bigint;
  /** The largest value allowed, where there is one too. */
  readonly atMost?: number | bigint;
  /** Nothing is expected beside bounds. */
  readonly expected?: never;
}

/** A claim that a value, or each of several, is no larger than a bound. */
export interface AtMostCheck extends ClaimOptions<Measured> {
  /** What came. */
  readonly got: Measured;
  /** The smallest value allowed, where there is one too. */
  readonly atLeast?: number | bigint;
  /** The largest value allowed. */
  readonly atMost: number | bigint;
  /** Nothing is expected beside bounds. */
  readonly expected?: never;
}

/** One thing that is compared; null stands for a number that a diverged run did not give. */
export type Atom = number | bigint | string | boolean | null;

/** A value of a claim, or a list of them. */
export type Value = Atom | readonly Atom[];

/** A claim that is well formed, so that it is either true or false. */
export interface Claim {
  readonly name: string;
  readonly got: Value;
  readonly tolerance: number;
  /** What is expected, or else bounds, of which there is one or two. */
  readonly target: { readonly expected: Value } | Bounds;
  /** What wrong worlds give; none where mathematics decides the claim. */
  readonly failsFor?: Readonly<Record<string, Value>>;
}

/** The bounds of a claim. */
export interface Bounds {
  readonly atLeast?: number | bigint;
  readonly atMost?: number | bigint;
}

/** Compared by kinds that depend on each other, which is looked at below. */
const LOOKED_AT = open(own<unknown>({ fits: "a value, or a list of values", is: () => true }));

/** What fits the options of `check`. */
const CHECK = {
  got: LOOKED_AT,
  expected: LOOKED_AT,
  atLeast: LOOKED_AT,
  atMost: LOOKED_AT,
  tolerance: notNegative(0),
  failsFor: LOOKED_AT,
} satisfies Readonly<Record<keyof (NearCheck | AtLeastCheck | AtMostCheck), Option<unknown>>>;

/**
 * Reads what `check` was given. Cells of a notebook are not type-checked when they run, so
 * everything is looked at: a claim of which nothing can be said is a mistake in the cell,
 * and is refused.
 *
 * @throws {TypeError} where a part is missing or of a wrong kind
 * @throws {RangeError} where a number is impossible
 */
export function readClaim(name: unknown, values: unknown): Claim {
  if (typeof name !== "string" || name.trim() === "") {
    throw new TypeError(`check takes the claim in words, but ${shownValue(name)} came.`);
  }
  const { tolerance } = read(ownerOf(name), values as object, CHECK);
  const given = values as Record<string, unknown>;
  const owner = ownerOf(name), target = readTarget(owner, given);
  const got = readValue(owner, "got", given.got, target);
  if (given.failsFor === undefined) return { name, got, tolerance, target };
  return { name, got, tolerance, target, failsFor: readWorlds(owner, given.failsFor, target) };
}

/** What errors call a claim. */
function ownerOf(name: string): string {
  return `check("${name}")`;
}

function readTarget(owner: string, given: Record<string, unknown>): Claim["target"] {
  const bounds = (["atLeast", "atMost"] as const).filter((bound) => bound in given);
  if (!("expected" in given)) {
    if (bounds.length === 0) {
      throw new TypeError(`${owner} needs what is expected, or atLeast, atMost or both.`);
    }
    return readBounds(owner, given, bounds);
  }
  if (bounds.length > 0) {
    throw new TypeError(`${owner} takes either expected or ${bounds.join(" and ")}, not both.`);
  }
  const expected = readAny(owner, "expected", given.expected);
  for (const atom of atomsOf(expected)) {
    if (atom !== null && !Number.isNaN(atom)) continue;
    throw unfit(owner, "expected", "a value that another can equal", atom);
  }
  return { expected };
}

function readBounds(
  owner: string,
  given: Record<string, unknown>,
  names: readonly ("atLeast" | "atMost")[],
): Bounds {
  for (const bound of names) {
    const value = given[bound];
    if (typeof value === "bigint") continue;
    if (typeof value !== "number") {
      throw unfit(owner, bound, "a number", value);
    }
    if (!Number.isFinite(value)) {
      throw misfit(owner, bound, "a finite number", value);
    }
  }
  const bounds = Object.fromEntries(names.map((bound) => [bound, given[bound]])) as Bounds;
  if (bounds.atLeast! > bounds.atMost!) {
    throw misfit(owner, "atMost", `at least atLeast, ${bounds.atLeast}`, bounds.atMost);
  }
  return bounds;
}

function readWorlds(
  owner: string,
  worlds: unknown,
  target: Claim["target"],
): Record<string, Value> {
  const entries = typeof worlds === "object" && worlds !== null && !isList(worlds)
    ? Object.entries(worlds)
    : [];
  if (entries.length === 0) {
    throw unfit(owner, "failsFor", "what wrong worlds give, by the name of each", worlds);
  }
  return Object.fromEntries(
    entries.map(([world, value]) => [
      world,
      readValue(owner, `failsFor "${world}"`, value, target),
    ]),
  );
}

/** A value of the kind that its target asks for. */
function readValue(owner: string, name: string, value: unknown, target: Claim["target"]): Value {
  const read = readAny(owner, name, value);
  if (read === null) return read;
  const wanted = "expected" in target ? target.expected : undefined;
  if (wanted !== undefined && Array.isArray(read) !== Array.isArray(wanted)) {
    const form = Array.isArray(wanted) ? "a list" : "one value";
    throw unfit(owner, name, `${form} as expected is`, value);
  }
  const kind = wanted === undefined ? "number" : kindOf(atomsOf(wanted)[0]!);
  const stranger = atomsOf(read).find((atom) => atom !== null && kindOf(atom) !== kind);
  if (stranger === undefined) return read;
  throw unfit(owner, name, `${Array.isArray(read) ? "a list, each " : ""}${NAMES[kind]}`, value);
}

/** A value or a list of values; of an empty list everything holds. */
function readAny(owner: string, name: string, value: unknown): Value {
  if (!isList(value)) return readAtom(owner, name, value);
  const atoms = Array.from(value, (atom, at) => readAtom(owner, `${name}[${at}]`, atom));
  if (atoms.length === 0) throw unfit(owner, name, "a value or a list of at least one", value);
  return atoms;
}

function readAtom(owner: string, name: string, value: unknown): Atom {
  if (value === null || Object.hasOwn(NAMES, kindOf(value))) return value as Atom;
  const error = unfit(owner, name, "a value or a list of values", value);
  if (value !== undefined) throw error;
  throw new TypeError(error.message.replace(/\.$/, ": a misspelt name?"));
}

/** The error of a part of another kind. */
function unfit(owner: string, name: string, fits: string, value: unknown): TypeError {
  return new TypeError(misfit(owner, name, fits, value).message);
}

/** The parts of a value, one by one. */
export function atomsOf(value: Value): readonly Atom[] {
  return Array.isArray(value) ? value : [value as Atom];
}

/** What a claim is about, and what errors call it. */
const NAMES: Readonly<Record<string, string>> = {
  number: "a number",
  string: "a text",
  boolean: "true or false",
};

function kindOf(atom: unknown): string {
  return typeof atom === "bigint" ? "number" : typeof atom;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return typeof value === "object" && value !== null &&
    typeof (value as { length?: unknown }).length === "number";
}
