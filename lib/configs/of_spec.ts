import type { Field, Kind, Spec } from "../options/mod.ts";
import type { MappingNode } from "./config_node.ts";
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

function readersOf<Options extends object>(
  spec: Spec<Options>,
  parts: Partial<Readers<Options>>,
): Readers<Options> {
  const fields = Object.entries<Field<unknown>>(spec as Record<string, Field<unknown>>);
  const read = fields.map(([name, { kind, off }]) => {
    const reader = (parts as Record<string, Reader<unknown>>)[name] ?? readerOf(kind);
    return [name, off ? orOff(reader, undefined) : reader] as const;
  });
  return Object.fromEntries(read) as Readers<Options>;
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
    return listOr(list(readerOf(kind.oneOrList)), readerOf(kind.oneOrList));
  }
  const readers = { number, whole, flag, text, pair, "per run": perRun };
  if (kind !== "part") return readers[kind];
  throw new TypeError("A part has a reader of its own, but none came.");
}
