import { isOfItsOwn, type Option, type Spec, type Values } from "./option.ts";

/**
 * Options with every default filled in. One that is given as `undefined` is as if it
 * were not given.
 *
 * @param owner What an error calls the function: its name.
 * @param options What came.
 * @param spec What fits.
 * @throws {TypeError} If something else than options came, or an option is of another kind.
 * @throws {RangeError} If an option does not exist, is needed and missing, or does not fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { count, positive, read, type Spec } from "saddle/options/mod.ts";
 *
 * interface CakeOptions { readonly eggs?: number; readonly flour?: number }
 * const CAKE = { eggs: count(3), flour: positive(0.5) } satisfies Spec<CakeOptions>;
 * assert.deepEqual(read("cake", { eggs: 2 }, CAKE), { eggs: 2, flour: 0.5 });
 * assert.throws(() => read("cake", { eggs: 0 }, CAKE), /cake's eggs is a whole number of at least 1, but 0 came/);
 * ```
 */
export function read<S extends Spec<object>>(
  owner: string,
  options: object,
  spec: S,
): Values<S> {
  checkKnown(owner, options, Object.keys(spec));
  const entries = Object.entries(spec as Readonly<Record<string, Option<unknown>>>).map((
    [name, option],
  ) => [name, valueOf(owner, name, (options as Record<string, unknown>)[name], option)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Values<S>;
}

function valueOf(owner: string, name: string, value: unknown, option: Option<unknown>): unknown {
  if (value === undefined) {
    if (!option.needed) return option.usual;
    throw new RangeError(`${owner} needs ${name}, ${option.fits}, but none came.`);
  }
  if (option.is(value) && option.allows(value)) return value;
  checkItems(owner, name, value, option);
  const error = misfit(owner, name, fitsBeside(option, value), value);
  if (option.is(value)) throw error;
  const uncalled = [value].flat().some((one) => typeof one === "function");
  throw new TypeError(uncalled ? error.message.replace(/\.$/, ": call it.") : error.message);
}

/** Refuses the first number of a list that is beyond the bound of all. */
function checkItems(owner: string, name: string, value: unknown, option: Option<unknown>): void {
  const { is, most = Infinity } = option;
  if (!Array.isArray(value) || !is(value)) return;
  const at = value.findIndex((one) => one > most);
  if (at >= 0) throw misfit(owner, `${name}[${at}]`, `at most ${most}`, value[at]);
}

/**
 * Refuses an argument that is no option, such as a count of points, if it does not fit.
 *
 * @param owner What an error calls the function, or the thing that the value is of.
 * @param name What it calls the value.
 * @param value What came.
 * @param option What fits.
 * @throws {TypeError} If the value is of another kind.
 * @throws {RangeError} If it is missing or does not fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkArgument, count } from "saddle/options/mod.ts";
 *
 * checkArgument("generate", "n", 5, count());
 * assert.throws(() => checkArgument("generate", "n", 0, count()), /generate's n is .*, but 0 came/);
 * ```
 */
export function checkArgument<T>(owner: string, name: string, value: T, option: Option<T>): void {
  valueOf(owner, name, value, option);
}

/** What would fit in the place of one value that does not: only the bound, where that is all it breaks. */
export function fitsBeside({ fits, is, most }: Option<unknown>, value: unknown): string {
  const isBeyond = typeof value === "number" && value > (most ?? Infinity);
  return is(value) && isBeyond ? `at most ${most}` : fits;
}

/**
 * The error of an option that does not fit, for what depends on several of them.
 *
 * @param fits What would fit.
 * @param value What came.
 */
export function misfit(owner: string, name: string, fits: string, value: unknown): RangeError {
  return new RangeError(`${owner}'s ${name} is ${fits}, but ${shownValue(value)} came.`);
}

/**
 * Refuses options that do not exist, and what is no options at all: cells of a notebook are not
 * type-checked when they run, and a misspelt option would be a default in disguise.
 */
function checkKnown(owner: string, options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null || isOfItsOwn(options)) {
    const takes = known.length > 0 ? `options { ${known.join(", ")} }` : "no options";
    throw new TypeError(`${owner} takes ${takes}, but ${shownValue(options)} came.`);
  }
  const strange = Object.keys(options).find((name) => !known.includes(name));
  if (strange === undefined) return;
  throw new RangeError(
    `${owner} has no option "${strange}". Known options: ${known.join(", ") || "none"}.`,
  );
}

/** A value as errors show it: texts in quotes, parts by their names, what is long or deep cut. */
export function shownValue(value: unknown): string {
  const text = shownWithin(value, MOST_DEEP);
  const most = typeof value === "object" ? 80 : 200;
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Lists in lists in lists are still shown. */
const MOST_DEEP = 3;

function shownWithin(value: unknown, deep: number): string {
  if (typeof value === "function") return `a function (${value.name || "without a name"})`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  const inner = (one: unknown) => deep > 0 ? shownWithin(one, deep - 1) : "…";
  if (Array.isArray(value)) return `[${value.map(inner).join(", ")}]`;
  if (ArrayBuffer.isView(value)) return ofItsClass(value);
  const members = Object.entries(value);
  if (members.some(([, member]) => typeof member === "function")) {
    return nameOf(value) ?? "an object with functions";
  }
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value))) return ofItsClass(value);
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${inner(one)}`).join(",")}}`;
}

/** `a Float32Array`, or `a Promise` that nobody waited for. */
function ofItsClass(value: object): string {
  const { name } = value.constructor;
  return `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
}

function nameOf(part: object): string | undefined {
  const { name } = part as { readonly name?: unknown };
  return typeof name === "string" && name !== "" ? name : undefined;
}
