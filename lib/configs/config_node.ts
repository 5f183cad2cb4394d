import type { Plain } from "../experiments/mod.ts";
import { shownValue } from "../options/mod.ts";
import { ConfigError } from "./config_error.ts";

/** A value that is no list and no mapping. */
export type Scalar = string | number | boolean | null;

/** A value in a file, with its place. */
export type ConfigNode = ScalarNode | ListNode | MappingNode;

/** Where a value stands. */
export interface Placed {
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

/** A node in an error: `"wide"`, `3`, `a list of 2`. */
export function described(node: ConfigNode): string {
  if (node.kind === "list") return `a list of ${node.items.length}`;
  if (node.kind === "mapping") {
    const names = [...node.entries.keys()], more = names.length - SHOWN;
    return `a mapping with the keys ${names.slice(0, SHOWN).join(", ")}` +
      (more > 0 ? ` and ${more} more` : "");
  }
  return node.value === null ? "nothing" : shownValue(node.value);
}

/** Keys that an error shows of a mapping. */
const SHOWN = 20;

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
