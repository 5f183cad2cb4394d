import type { PerRun } from "../constraints/mod.ts";
import type { Dataset } from "../datasets/mod.ts";
import { ConfigError, knownNames } from "./config_error.ts";
import { type ConfigNode, described, fail, type MappingNode } from "./config_node.ts";

/** What readers know of the settings around a node. */
export interface Reading {
  /** The folder of the file, from which paths in it start. */
  readonly folder: string;
  /** The seed of the experiment. */
  readonly seed: number;
  /** The runs of each training, once they are read. */
  readonly runs?: number;
  /** The data, once they are read. */
  readonly dataset?: Dataset;
  /** Collects the numbers that could be given one a run. */
  readonly perRun: Set<ConfigNode>;
}

/** Makes something of a node, or throws a {@linkcode ConfigError}. */
export type Reader<T> = (node: ConfigNode, reading: Reading) => T;

/** Readers of all options of something. */
export type Readers<T> = { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> };

/** A finite number. */
export const number: Reader<number> = (node) => {
  if (node.kind === "scalar" && typeof node.value === "number" && Number.isFinite(node.value)) {
    return node.value;
  }
  return fail(node, `expected a number, got ${described(node)}.`);
};

/** A whole number. */
export const whole: Reader<number> = (node) => {
  if (node.kind === "scalar" && Number.isSafeInteger(node.value)) return node.value as number;
  return fail(node, `expected a whole number, got ${described(node)}.`);
};

/** true or false. */
export const flag: Reader<boolean> = (node) => {
  if (node.kind === "scalar" && typeof node.value === "boolean") return node.value;
  return fail(node, `expected true or false, got ${described(node)}.`);
};

/** A text. */
export const text: Reader<string> = (node) => {
  if (node.kind === "scalar" && typeof node.value === "string") return node.value;
  return fail(node, `expected a text, got ${described(node)}.`);
};

/** A number, or a list of one for each run. */
export const perRun: Reader<PerRun> = (node, reading) => {
  reading.perRun.add(node);
  if (node.kind === "list") {
    const { runs = node.items.length } = reading;
    if (node.items.length === runs) return node.items.map((item) => number(item, reading));
    fail(node, `expected one number, or one for each of the ${runs} runs, got ${described(node)}.`);
  }
  if (node.kind === "scalar" && typeof node.value === "number") return number(node, reading);
  return fail(node, `expected a number, or a list of one for each run, got ${described(node)}.`);
};

/** One of some values. */
export function choice<const T extends string | number | boolean>(
  ...known: readonly T[]
): Reader<T> {
  return (node) => {
    const found = known.find((value) => node.kind === "scalar" && node.value === value);
    if (found !== undefined) return found;
    const names = known.map((value) => JSON.stringify(value)).join(", ");
    return fail(node, `expected one of ${names}, got ${described(node)}.`);
  };
}

/** A list. */
export function list<T>(item: Reader<T>): Reader<T[]> {
  return (node, reading) => {
    if (node.kind === "list") return node.items.map((one) => item(one, reading));
    return fail(node, `expected a list, got ${described(node)}.`);
  };
}

/** Two numbers. */
export const pair: Reader<readonly [number, number]> = (node, reading) => {
  const numbers = list(number)(node, reading);
  if (numbers.length === 2) return numbers as unknown as readonly [number, number];
  return fail(node, `expected two numbers, got ${described(node)}.`);
};

/** What the first of two readers makes of lists, the second of anything else. */
export function listOr<T, U>(lists: Reader<T>, others: Reader<U>): Reader<T | U> {
  return (node, reading) => (node.kind === "list" ? lists : others)(node, reading);
}

/**
 * The options that a mapping has. Nothing at all is no options.
 *
 * @throws {ConfigError} If a key is not known: names the key, its line, and the nearest known one.
 */
export function options<T>(node: ConfigNode, readers: Readers<T>, reading: Reading): Partial<T> {
  const entries = mapping(node).entries;
  const known = Object.keys(readers) as (keyof T & string)[];
  checkKeys(node, known);
  return Object.fromEntries(
    known.filter((name) => entries.has(name)).map((name) => [
      name,
      readers[name](entries.get(name)!, reading),
    ]),
  ) as Partial<T>;
}

/** The value of one key. */
export function needed<T>(
  node: MappingNode,
  key: string,
  reader: Reader<T>,
  reading: Reading,
): T {
  checkNeeded(node, [key]);
  return reader(node.entries.get(key)!, reading);
}

/** The value of one key; undefined if it is not there. */
export function optional<T>(
  node: MappingNode,
  key: string,
  reader: Reader<T>,
  reading: Reading,
): T | undefined {
  const found = node.entries.get(key);
  return found && reader(found, reading);
}

/** Refuses keys that are not known. */
export function checkKeys(node: ConfigNode, known: readonly string[]): void {
  const { entries, keys, path } = mapping(node);
  const strange = [...entries.keys()].find((name) => !known.includes(name));
  if (strange === undefined) return;
  const where = path === "" ? "" : ` in ${path}`;
  throw new ConfigError(
    `${keys.get(strange)}: unknown key "${strange}"${where}. ${knownNames(strange, known)}`,
  );
}

/** Refuses a mapping that lacks an option without a default. */
export function checkNeeded(node: MappingNode, needed: readonly string[]): void {
  const missing = needed.find((name) => !node.entries.has(name));
  if (missing !== undefined) fail(node, `"${missing}" is missing.`);
}

/** A mapping; nothing at all is an empty one. */
export function mapping(node: ConfigNode): MappingNode {
  if (node.kind === "mapping") return node;
  if (node.kind === "scalar" && node.value === null) return emptyAt(node);
  return fail(node, `expected a mapping, key: value, got ${described(node)}.`);
}

/** An empty mapping in the place of a node. */
export function emptyAt({ place, path }: ConfigNode): MappingNode {
  return { kind: "mapping", place, path, entries: new Map(), keys: new Map() };
}

/**
 * What a function of the library makes; what it refuses is said with the place of the node.
 */
export function made<T>(node: ConfigNode, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) fail(node, error.message);
    throw error;
  }
}
