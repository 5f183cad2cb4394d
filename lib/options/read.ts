import type { Field, Spec, Values } from "./field.ts";

/**
 * Options with every default filled in. One that is given as `undefined` is as if it were not given.
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
  const entries = Object.entries(spec as Readonly<Record<string, Field<unknown>>>).map((
    [name, field],
  ) => [name, valueOf(owner, name, (options as Record<string, unknown>)[name], field)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Values<S>;
}

function valueOf(owner: string, name: string, value: unknown, field: Field<unknown>): unknown {
  if (value === undefined) {
    if (!field.needed) return field.usual;
    throw new RangeError(`${owner} needs ${name}, ${field.fits}, but none came.`);
  }
  if (field.is(value) && field.allows(value)) return value;
  const error = misfit(owner, name, field.fits, value);
  if (field.is(value)) throw error;
  const uncalled = [value].flat().some((one) => typeof one === "function");
  throw new TypeError(uncalled ? error.message.replace(/\.$/, ": call it.") : error.message);
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
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const takes = known.length > 0 ? `options { ${known.join(", ")} }` : "no options";
    throw new TypeError(`${owner} takes ${takes}, but ${shownValue(options)} came.`);
  }
  const strange = Object.keys(options).find((name) => !known.includes(name));
  if (strange === undefined) return;
  throw new RangeError(
    `${owner} has no option "${strange}". Known options: ${known.join(", ") || "none"}.`,
  );
}

/** A value as errors show it: texts in quotes, parts by their names, what is long cut. */
export function shownValue(value: unknown): string {
  if (typeof value === "function") return `a function (${value.name || "without a name"})`;
  if (typeof value !== "object" || value === null) {
    return typeof value === "string" ? JSON.stringify(value) : String(value);
  }
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  const isPart = !Array.isArray(value) &&
    Object.values(value).some((member) => typeof member === "function");
  if (isPart) return nameOf(value) ?? "an object with functions";
  const text = Array.isArray(value)
    ? `[${value.map(shownValue).join(", ")}]`
    : JSON.stringify(value, (_, inner) => isSpoken(inner) ? inner : `${UNSPOKEN}${inner}`)
      .replaceAll(new RegExp(`"${UNSPOKEN}([^"]*)"`, "g"), "$1");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** Marks what JSON has no word for, so that it is shown without quotes. */
const UNSPOKEN = "unspoken ";

/** Whether JSON has a word for it. */
function isSpoken(value: unknown): boolean {
  return typeof value !== "bigint" && (typeof value !== "number" || Number.isFinite(value));
}

function nameOf(part: object): string | undefined {
  const { name } = part as { readonly name?: unknown };
  return typeof name === "string" && name !== "" ? name : undefined;
}
