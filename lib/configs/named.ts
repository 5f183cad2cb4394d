import { knownNames } from "./config_error.ts";
import { type ConfigNode, described, fail, type MappingNode } from "./config_node.ts";
import {
  checkKeys,
  checkNeeded,
  emptyAt,
  made,
  mapping,
  options,
  type Reader,
  type Readers,
  type Reading,
} from "./readers.ts";

/** Makes a thing of its options. */
export type Maker<T> = (node: MappingNode, reading: Reading) => T;

/**
 * Makes a thing by a function of the library from options that are read one by one.
 *
 * @param needed Options that have no default.
 */
export function maker<T, Options>(
  make: (options: Options) => T,
  readers: Readers<Options>,
  needed: readonly (keyof Options & string)[] = [],
): Maker<T> {
  return (node, reading) => {
    checkKeys(node, Object.keys(readers)); // first: what is missing may be there under a wrong name
    checkNeeded(node, needed);
    const read = options(node, readers, reading);
    return made(node, () => make(read as Options));
  };
}

/** Makes a thing that has no options. */
export function plain<T>(thing: T): Maker<T> {
  return maker(() => thing, {});
}

/**
 * Reads a thing by its name, with or without options: `ring`, or `ring: { modes: 8 }`.
 *
 * @param what What it is, for errors: "a data set".
 */
export function named<T>(what: string, makers: Readonly<Record<string, Maker<T>>>): Reader<T> {
  return (node, reading) => {
    const { name, options } = nameOf(what, node);
    if (Object.hasOwn(makers, name)) return makers[name]!(options, reading);
    return fail(
      node,
      `unknown ${what.replace(/^an? /, "")} "${name}". ${knownNames(name, Object.keys(makers))}`,
    );
  };
}

/** A name and the options beside it. */
export function nameOf(
  what: string,
  node: ConfigNode,
): { readonly name: string; readonly options: MappingNode } {
  if (node.kind === "scalar" && typeof node.value === "string") {
    return { name: node.value, options: emptyAt(node) };
  }
  if (node.kind === "mapping" && node.entries.size === 1) {
    const [[name, options]] = node.entries as unknown as [[string, ConfigNode]];
    return { name, options: mapping(options) };
  }
  return fail(
    node,
    `expected ${what}: its name, or its name with options (name: { option: value }), got ` +
      `${described(node)}.`,
  );
}
