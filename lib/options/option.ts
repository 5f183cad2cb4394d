/** How a file gives a value: what configurations read. */
export type Kind =
  | "number"
  | "whole"
  | "per run"
  | "pair"
  | "flag"
  | "text"
  | "path"
  | "part"
  | { readonly choice: readonly (string | number | boolean)[] }
  | { readonly list: Kind }
  | { readonly oneOrList: Kind }
  | { readonly either: readonly Kind[] };

/** One option: what fits, what it is where nothing is given, and how a file gives it. */
export interface Option<T> {
  /** What fits, as errors say it: `"a whole number of at least 1"`. */
  readonly fits: string;
  /** How a file gives it. */
  readonly kind: Kind;
  /** Whether a value is of the right kind at all: a number where one is needed. */
  is(value: unknown): boolean;
  /** Whether a value of that kind fits. */
  allows(value: T): boolean;
  /** What it is where nothing is given; undefined where it must be given, or may be left open. */
  readonly usual: T | undefined;
  /** Whether it must be given. */
  readonly needed: boolean;
  /** Whether null in a file says that it is off. Default no. */
  readonly off?: true;
  /** What fits each value of a list. Default: it is none. */
  readonly each?: Option<unknown>;
  /** The largest number that can be meant: beyond it memory or time would end. Default none. */
  readonly most?: number;
}

/** A value for each option of a type, with the options that say what fits: see `read`. */
export type Spec<Options> = {
  readonly [name in keyof Required<Options>]: Option<Exclude<Options[name], undefined>>;
};

/** What `read` gives for a spec. */
export type Values<S> = {
  readonly [name in keyof S]: S[name] extends Open<infer T> ? T | undefined
    : S[name] extends Option<infer T> ? T
    : never;
};

/** An option that may be left open. */
export interface Open<T> extends Option<T> {
  /** That it may. */
  readonly open: true;
}

function option<T>(
  { usual, ...rest }: Omit<Option<T>, "usual" | "needed"> & { readonly usual: T | undefined },
): Option<T> {
  return { ...rest, usual, needed: usual === undefined };
}

/** The same option, which may be left open: it has no default. */
export function open<T>(option: Option<T>): Open<T> {
  return { ...option, usual: undefined, needed: false, open: true };
}

/** The same option, which is off where nothing is given; in a file, null says so too. */
export function off<T>(option: Option<T>): Open<T> {
  return { ...open(option), off: true };
}

/** The same option with another default, or with one at all. */
export function usually<T>(option: Option<T>, usual: T): Option<T> {
  return { ...option, usual, needed: false };
}

const isNumber = (value: unknown) => typeof value === "number";

/**
 * A whole number of at least `from`. Without a usual one it must be given.
 *
 * @param bounds `most`: the largest that can be meant, where larger ones would take all memory or for ever.
 */
export function count(
  usual?: number,
  { from = 1, most }: { readonly from?: number; readonly most?: number } = {},
): Option<number> {
  return option({
    usual,
    fits: `a whole number of at least ${from}`,
    kind: "whole",
    is: isNumber,
    allows: (value) => Number.isSafeInteger(value) && value >= from && value <= (most ?? Infinity),
    ...(most === undefined ? {} : { most }),
  });
}

/** Where numbers have to lie. */
export interface Range {
  /** The smallest. Default: any number. */
  readonly from?: number;
  /** What they stay below. Default infinity. */
  readonly below?: number;
  /** The largest, in place of `below`. */
  readonly to?: number;
  /** What they stay above, in place of `from`. */
  readonly above?: number;
  /** Whether infinity fits too. Default no. */
  readonly infinite?: boolean;
}

function inRange(value: number, { from, below, to, above, infinite = false }: Range): boolean {
  return (infinite ? !Number.isNaN(value) : Number.isFinite(value)) &&
    (from === undefined || value >= from) && (above === undefined || value > above) &&
    (below === undefined || value < below) && (to === undefined || value <= to);
}

function rangeInWords({ from, below, to, above, infinite = false }: Range): string {
  const parts = [
    ...(from === undefined ? [] : [`of at least ${from}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
    ...(to === undefined ? [] : [`of at most ${to}`]),
  ];
  if (parts.length === 0) return infinite ? "a number" : "a finite number";
  return `a number ${parts.join(" and ")}${infinite ? ", infinity too" : ""}`;
}

/** A finite number in a range. Without a usual one it must be given. */
export function number(range: Range = {}, usual?: number): Option<number> {
  return option({
    usual,
    fits: rangeInWords(range),
    kind: "number",
    is: isNumber,
    allows: (value) => inRange(value, range),
  });
}

/** A number above 0. */
export function positive(usual?: number): Option<number> {
  return number({ above: 0 }, usual);
}

/** A number of at least 0. */
export function notNegative(usual?: number): Option<number> {
  return number({ from: 0 }, usual);
}

/** Any finite number. */
export function finite(usual?: number): Option<number> {
  return number({}, usual);
}

/** A number in a range for all runs, or one for each. */
export function perRun(range: Range = {}, usual?: number): Option<number | readonly number[]> {
  const list = (value: number | readonly number[]) => typeof value === "number" ? [value] : value;
  return option<number | readonly number[]>({
    usual,
    fits: `${rangeInWords(range)}, or one for each run`,
    kind: "per run",
    is: (value) => isNumber(value) || Array.isArray(value),
    allows: (value) =>
      list(value).length > 0 && list(value).every((one) => isNumber(one) && inRange(one, range)),
  });
}

/** Two numbers in a range, such as ends. */
export function pair(
  range: Range = {},
  usual?: readonly [number, number],
): Option<readonly [number, number]> {
  return option<readonly [number, number]>({
    usual,
    fits: Object.keys(range).length === 0
      ? "two finite numbers"
      : `two numbers, each ${rangeInWords(range)}`,
    kind: "pair",
    is: (value) => Array.isArray(value) && value.length === 2 && value.every(isNumber),
    allows: (value) => value.every((one) => inRange(one, range)),
  });
}

/** Numbers in single precision, such as points side by side. */
export function floats(): Option<Float32Array> {
  return part<Float32Array>("a Float32Array", "subarray");
}

/** True or false. */
export function flag(usual?: boolean): Option<boolean> {
  return option({
    usual,
    fits: "true or false",
    kind: "flag",
    is: (value) => typeof value === "boolean",
    allows: () => true,
  });
}

/** One of some values. */
export function choice<const T extends string | number | boolean>(
  values: readonly T[],
  usual?: NoInfer<T>,
): Option<T> {
  return option<T>({
    usual,
    fits: `one of ${values.map((value) => JSON.stringify(value)).join(", ")}`,
    kind: { choice: values },
    is: () => true,
    allows: (value) => values.includes(value),
  });
}

/** A text with at least one character. */
export function text(usual?: string): Option<string> {
  return option({
    usual,
    fits: "a text of at least one character",
    kind: "text",
    is: (value) => typeof value === "string",
    allows: (value) => value !== "",
  });
}

/** A list of values that fit, at least `from` of them. */
export function list<T>(
  of: Option<T>,
  usual?: readonly T[],
  { from = 0 }: { readonly from?: number } = {},
): Option<readonly T[]> {
  return option<readonly T[]>({
    usual,
    fits: `a list${from === 0 ? "" : ` of at least ${from}`}, each ${of.fits}`,
    kind: { list: of.kind },
    is: (value) => Array.isArray(value) && value.every((one) => of.is(one)),
    allows: (value) => value.length >= from && value.every((one) => of.allows(one)),
    each: of as Option<unknown>,
    ...(of.most === undefined ? {} : { most: of.most }),
  });
}

/** One value that fits, or a list of them. */
export function oneOrList<T>(of: Option<T>, usual?: T | readonly T[]): Option<T | readonly T[]> {
  const all = (value: T | readonly T[]) => Array.isArray(value) ? value as T[] : [value as T];
  return option<T | readonly T[]>({
    usual,
    fits: `${of.fits}, or a list of them`,
    kind: { oneOrList: of.kind },
    is: (value) => all(value as T).every((one) => of.is(one)),
    allows: (value) => all(value).every((one) => of.allows(one)),
    each: of as Option<unknown>,
    ...(of.most === undefined ? {} : { most: of.most }),
  });
}

/** A value of one kind or another. */
export function either<T, U>(first: Option<T>, second: Option<U>, usual?: T | U): Option<T | U> {
  return option<T | U>({
    usual,
    fits: `${first.fits}, or ${second.fits}`,
    kind: { either: [first.kind, second.kind] },
    is: (value) => first.is(value) || second.is(value),
    allows: (value) => [first, second].some((one) => one.is(value) && one.allows(value as T & U)),
  });
}

/** Values by names of one's own. */
export function byName<T>(
  of: Option<T>,
  usual?: Readonly<Record<string, T>>,
): Option<Readonly<Record<string, T>>> {
  return option<Readonly<Record<string, T>>>({
    usual,
    fits: `by names, each ${of.fits}`,
    kind: "part",
    is: (value) => isPlain(value) && Object.values(value).every((one) => of.is(one)),
    allows: (value) => Object.values(value).every((one) => of.allows(one)),
  });
}

/** Options with a spec of their own, by which they are read: `off(group(AVERAGE))`. */
export function group<Options extends object>(
  spec: { readonly [name in keyof Options]-?: unknown },
): Option<Options> {
  return option<Options>({
    usual: undefined,
    fits: `options { ${Object.keys(spec).join(", ")} }`,
    kind: "part",
    is: isPlain,
    allows: () => true,
  });
}

/** The same option, for which null fits too. */
export function orNull<T>(option: Option<T>): Option<T | null> {
  return {
    ...option,
    fits: `${option.fits}, or null`,
    is: (value) => value === null || option.is(value),
    allows: (value) => value === null || option.allows(value),
  };
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !isOfItsOwn(value);
}

/** A list, a Map, a Promise that nobody waited for: without names they would be all defaults. */
export function isOfItsOwn(options: object): boolean {
  if (Array.isArray(options)) return true;
  const isObject = Object.prototype.toString.call(options) === "[object Object]";
  return !isObject && Object.keys(options).length === 0;
}

/**
 * What a part is known by: a member, several that it all has, or a test of what has them. Members
 * that another kind of part has too do not tell the two apart.
 */
export type KnownBy<T> =
  | keyof T & string
  | readonly (keyof T & string)[]
  | ((value: object) => boolean);

/**
 * A part of the library, or of one's own, that is known by its members:
 * `part("an optimiser", ["init", "update", "numbers"])`.
 */
export function part<T extends object>(
  fits: string,
  knownBy: KnownBy<T>,
  usual?: T,
): Option<T> {
  const isKnown = typeof knownBy === "function"
    ? knownBy
    : (value: object) => [knownBy].flat().every((member) => member in value);
  return option<T>({
    usual,
    fits,
    kind: "part",
    is: (value) => typeof value === "object" && value !== null && isKnown(value),
    allows: () => true,
  });
}

/** A list of parts: `parts("a list of lines { label, x, y }", "label")`. */
export function parts<T extends object>(
  fits: string,
  member: keyof T & string,
  usual?: readonly T[],
): Option<readonly T[]> {
  return { ...list(part<T>(fits, member), usual), fits };
}

/** A function. */
// deno-lint-ignore no-explicit-any
export function callable<T extends (...given: any[]) => unknown>(
  fits: string,
  usual?: T,
): Option<T> {
  return option<T>({
    usual,
    fits,
    kind: "part",
    is: (value) => typeof value === "function",
    allows: () => true,
  });
}

/** What an option of one's own says. */
export interface OwnField<T> {
  /** What fits, as errors say it. */
  readonly fits: string;
  /** How a file gives it. Default: not at all, it is a part. */
  readonly kind?: Kind;
  /** Whether a value is of the right kind at all. */
  is(value: unknown): boolean;
  /** Whether a value of that kind fits. Default: all do. */
  allows?(value: T): boolean;
}

/** An option that no other function here makes. */
export function own<T>(
  { fits, kind = "part", is, allows = () => true }: OwnField<T>,
  usual?: T,
): Option<T> {
  return option<T>({ usual, fits, kind, is, allows });
}

/** The two ends of a window. */
export function ends(
  usual?: readonly [low: number, high: number],
): Option<readonly [low: number, high: number]> {
  return { ...pair({}, usual), fits: "[low, high] with low < high", allows: areEnds };
}

/** The two ends of a window on each of some axes. */
export function windows<
  T extends readonly (readonly [low: number, high: number])[] =
    readonly (readonly [low: number, high: number])[],
>(usual?: T): Option<T> {
  return option<T>({
    usual,
    fits: "a pair [low, high] with low < high for each axis",
    kind: { list: "pair" },
    is: (value) => Array.isArray(value) && value.every(pair().is),
    allows: (value) => value.every(areEnds),
  });
}

function areEnds(ends: readonly number[]): boolean {
  return ends.length === 2 && ends.every(Number.isFinite) && ends[0]! < ends[1]!;
}

/** Numbers in a list or a typed array. There may be many: the function looks at them itself. */
export function numbers(): Option<ArrayLike<number>> {
  return own<ArrayLike<number>>({
    fits: "a list or a typed array of numbers",
    is: (value) => typeof value === "object" && value !== null && "length" in value,
  });
}

/** A text, which may be empty. */
export function anyText(usual?: string): Option<string> {
  return { ...text(usual), fits: "a text", allows: () => true };
}

/** The path of a file. Paths in a file start from its folder. */
export function path(): Option<string> {
  return { ...text(), fits: "the path of a file", kind: "path" };
}
