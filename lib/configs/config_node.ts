import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node as YamlNode,
  parseDocument,
} from "yaml";
import type { Plain } from "../experiments/differences.ts";
import { ConfigError } from "./config_error.ts";

/** A value that is no list and no mapping. */
export type Scalar = string | number | boolean | null;

/** A value in a file, with its place. */
export type ConfigNode = ScalarNode | ListNode | MappingNode;

/** Where a value stands. */
interface Placed {
  /** Where in the file: `run.yaml:12:5`. */
  readonly place: string;
  /** Where among the settings: `constraints[0].r1.gamma`; empty for the whole. */
  readonly path: string;
}

/** A number, a text, a truth value or nothing. */
export interface ScalarNode extends Placed {
  /** Tells it from the others. */
  readonly kind: "scalar";
  /** The value. */
  readonly value: Scalar;
}

/** A list. */
export interface ListNode extends Placed {
  /** Tells it from the others. */
  readonly kind: "list";
  /** What is in it. */
  readonly items: readonly ConfigNode[];
}

/** A mapping of names. */
export interface MappingNode extends Placed {
  /** Tells it from the others. */
  readonly kind: "mapping";
  /** The values by their keys. */
  readonly entries: ReadonlyMap<string, ConfigNode>;
  /** Where each key stands. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Throws a {@linkcode ConfigError} about a node. */
export function fail({ place, path }: Placed, what: string): never {
  throw new ConfigError(`${place}: ${path === "" ? "" : `${path}: `}${what}`);
}

/**
 * The content of a YAML file; JSON is YAML too.
 *
 * @param text The file's text.
 * @param file What errors call it.
 * @throws {ConfigError} If it is not YAML, or no mapping: names line and column.
 */
export function parseConfig(text: string, file: string): MappingNode {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [error] = document.errors;
  if (error) throw new ConfigError(`${placeOf(error.pos[0])}: ${error.message}.`);
  const convert = (node: YamlNode | null, path: string, before: number): ConfigNode => {
    const found = isAlias(node) ? node.resolve(document) : node;
    const at = { place: placeOf(node?.range?.[0] ?? before), path };
    if (isMap<YamlNode, YamlNode>(found)) {
      const entries = new Map<string, ConfigNode>(), keys = new Map<string, string>();
      for (const { key, value } of found.items) {
        if (!isScalar(key)) fail(at, "keys are texts.");
        const name = String(key.value), start = key.range![0];
        keys.set(name, placeOf(start));
        entries.set(name, convert(value, path === "" ? name : `${path}.${name}`, start));
      }
      return { kind: "mapping", ...at, entries, keys };
    }
    if (isSeq<YamlNode>(found)) {
      const items = found.items.map((item, i) => convert(item, `${path}[${i}]`, before));
      return { kind: "list", ...at, items };
    }
    return { kind: "scalar", ...at, value: isScalar(found) ? scalarOf(found.value, at) : null };
  };
  const root = convert(document.contents, "", 0);
  if (root.kind !== "mapping") {
    throw new ConfigError(`${file}: expected settings, key: value, got ${described(root)}.`);
  }
  return root;
}

function scalarOf(value: unknown, at: Placed): Scalar {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) {
    return value as Scalar;
  }
  return fail(at, `expected a number, a text, true or false, got ${String(value)}.`);
}

/** A node in an error: `"wide"`, `3`, `a list of 2`. */
export function described(node: ConfigNode): string {
  if (node.kind === "list") return `a list of ${node.items.length}`;
  if (node.kind === "mapping") {
    return `a mapping with the keys ${[...node.entries.keys()].join(", ")}`;
  }
  return node.value === null ? "nothing" : JSON.stringify(node.value);
}

/** A node as plain data. `replace`: what stands for some nodes instead. */
export function plainOf(
  node: ConfigNode,
  replace: (node: ConfigNode) => Plain | undefined = () => undefined,
): Plain {
  const other = replace(node);
  if (other !== undefined) return other;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map((item) => plainOf(item, replace));
  return Object.fromEntries(
    [...node.entries].map(([key, value]) => [key, plainOf(value, replace)]),
  );
}
