import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { refusedBySystem } from "../files/mod.ts";
import { fitsBeside, type Kind, type Option, type Spec } from "../options/mod.ts";
import { type ConfigNode, described, fail, type MappingNode } from "./config_node.ts";
import { type Maker, maker } from "./named.ts";
import {
  choice,
  flag,
  list,
  listOr,
  number,
  options,
  pair,
  perRun,
  type Reader,
  type Readers,
  type Reading,
  text,
  whole,
} from "./readers.ts";

/**
 * Makes a thing by a function of the library from options as its spec says them.
 *
 * @param parts Readers of the options that are parts: data sets, models.
 */
export function ofSpec<T, Options extends object>(
  make: (options: Options) => T,
  spec: Spec<Options>,
  parts: Partial<Readers<Options>> = {},
): Maker<T> {
  return maker(make, readersOf(spec, parts), neededOf(spec));
}

/** The options of a spec that must be given. */
export function neededOf<Options extends object>(spec: Spec<Options>): (keyof Options & string)[] {
  const names = Object.keys(spec) as (keyof Options & string)[];
  return names.filter((name) => spec[name].needed);
}

/** The options of a spec that are in a mapping which may have others. */
export function optionsOf<Options extends object>(
  node: MappingNode,
  spec: Spec<Options>,
  reading: Reading,
  parts: Partial<Readers<Options>> = {},
): Partial<Options> {
  const own = [...node.entries].filter(([name]) => Object.hasOwn(spec, name));
  return options<Options>({ ...node, entries: new Map(own) }, readersOf(spec, parts), reading);
}

/** Readers of all options of a spec. */
export function readersOf<Options extends object>(
  spec: Spec<Options>,
  parts: Partial<Readers<Options>> = {},
): Readers<Options> {
  const fields = Object.entries<Option<unknown>>(spec as Record<string, Option<unknown>>);
  const read = fields.map(([name, field]) => {
    const given = (parts as Record<string, Reader<unknown>>)[name] ?? readerOf(field.kind);
    const reader = fitting(given, field);
    return [name, field.off ? orOff(reader, undefined) : reader] as const;
  });
  return Object.fromEntries(read) as Readers<Options>;
}

/** Refuses where it stands what is read and does not fit. */
function fitting<T>(reader: Reader<T>, field: Option<unknown>): Reader<T> {
  return (node, reading) => {
    const value = reader(node, reading);
    if (field.is(value) && field.allows(value)) return value;
    if (field.each !== undefined) checkItems(node, value, field.each);
    return fail(node, `expected ${fitsBeside(field, value)}, got ${described(node)}.`);
  };
}

/** Refuses the first item of a list that does not fit. */
function checkItems(node: ConfigNode, value: unknown, each: Option<unknown>): void {
  if (node.kind !== "list" || !Array.isArray(value)) return;
  const at = value.findIndex((one) => !each.is(one) || !each.allows(one)), item = node.items[at];
  if (item) fail(item, `expected ${fitsBeside(each, value[at])}, got ${described(item)}.`);
}

/** What a reader makes, and what stands for null, which says that something is off. */
export function orOff<T, U>(reader: Reader<T>, off: U): Reader<T | U> {
  return (node, reading) =>
    node.kind === "scalar" && node.value === null ? off : reader(node, reading);
}

/** The reader of values that a file gives in this way. */
function readerOf(kind: Kind): Reader<unknown> {
  if (typeof kind !== "string") {
    if ("choice" in kind) return choice(...kind.choice);
    if ("list" in kind) return list(readerOf(kind.list));
    if ("either" in kind) return eitherOf(kind.either.filter(canBeRead));
    return listOr(list(readerOf(kind.oneOrList)), readerOf(kind.oneOrList));
  }
  const readers = { number, whole, flag, text, path, pair, "per run": perRun };
  if (kind !== "part") return readers[kind];
  throw new TypeError("A part has a reader of its own, but none came.");
}

/**
 * Paths start from the folder of the file that has them; `~` is the home of who runs it. Those that
 * lead nowhere are refused.
 */
const path: Reader<string> = (node, reading) => {
  const given = text(node, reading).replace(/^~(?=[/\\]|$)/, homedir);
  const whole = isAbsolute(given) ? given : join(reading.folder, given);
  try {
    Deno.statSync(whole);
  } catch (error) {
    // The whole path: what is wrong is often where it starts
    fail(node, (refusedBySystem(whole, "read", error) as Error).message);
  }
  return whole;
};

/** Whether a file can give such a value. */
function canBeRead(kind: Kind): boolean {
  if (typeof kind === "string") return kind !== "part";
  if ("list" in kind) return canBeRead(kind.list);
  if ("oneOrList" in kind) return canBeRead(kind.oneOrList);
  return "choice" in kind || kind.either.some(canBeRead);
}

/** Reads a value in the first of some ways that it looks like, or else in the first of all. */
function eitherOf(kinds: readonly Kind[]): Reader<unknown> {
  const readers = kinds.map(readerOf);
  return (node, reading) => {
    const found = kinds.findIndex((kind) => looksLike(kind, node));
    return readers[Math.max(0, found)]!(node, reading);
  };
}

function looksLike(kind: Kind, node: ConfigNode): boolean {
  if (typeof kind === "object" && "list" in kind) {
    return node.kind === "list" &&
      node.items.slice(0, 1).every((item) => looksLike(kind.list, item));
  }
  if (kind === "pair") return looksLike({ list: "number" }, node);
  if (node.kind !== "scalar") return false;
  if (typeof kind === "object") {
    return "choice" in kind && kind.choice.some((value) => value === node.value);
  }
  const { value } = node;
  if (kind === "flag") return typeof value === "boolean";
  return kind === "text" || kind === "path" ? typeof value === "string" : typeof value === "number";
}
