import { combinations, type Label } from "../experiments/mod.ts";
import { ConfigError, knownNames } from "./config_error.ts";
import { type ConfigNode, described, fail, type MappingNode } from "./config_node.ts";
import { checkKeys, made, mapping } from "./readers.ts";

/** The settings of one combination of parameters. */
export interface Variant {
  /** The values of the parameters, as tables call them. */
  readonly labels: Readonly<Record<string, Label>>;
  /** The settings with everything in its place. */
  readonly settings: MappingNode;
}

/** A value of a parameter: a scalar for the places that name it, or settings that are laid over. */
type Value = Label | { readonly name: string; readonly settings: MappingNode };

/**
 * Every combination of the parameters of a file. A list of values stands where the settings say
 * `$NAME`; a mapping has settings by names, which replace those of the file.
 *
 * @param root The whole file.
 * @param known The keys of settings that may differ between combinations.
 * @throws {ConfigError} If a parameter is used nowhere, a `$NAME` is none, two parameters bring the
 * same setting, or a value is of a wrong kind.
 */
export function variants(root: MappingNode, known: readonly string[]): Variant[] {
  const { entries } = mapping(root.entries.get("parameters") ?? nothing(root));
  const nodes = new Map<string, ConfigNode>();
  const lists: Record<string, Value[]> = Object.fromEntries(
    [...entries].map(([name, node]) => [name, valuesOf(name, node, known, nodes)]),
  );
  const base = new Map([...root.entries].filter(([key]) => known.includes(key)));
  const used = new Set<string>();
  const all = made(root.entries.get("parameters") ?? root, () => combinations(lists)).map(
    ({ values, labels }): Variant => {
      const settings = { ...root, entries: laidOver(base, values, entries) };
      const placed = substituted(settings, (node, name) => {
        used.add(name);
        if (!Object.hasOwn(labels, name) || typeof values[name] === "object") {
          const usable = Object.keys(lists).filter((key) => entries.get(key)!.kind === "list");
          fail(node, `there is no parameter "${name}" with a list. ${knownNames(name, usable)}`);
        }
        return nodes.get(keyOf(name, labels[name]!))!;
      });
      return { labels, settings: placed as MappingNode };
    },
  );
  const idle = [...entries].find(([name, { kind }]) => kind === "list" && !used.has(name));
  if (idle) {
    fail(idle[1], `no setting depends on it: write $${idle[0]} where its values belong.`);
  }
  return all;
}

function nothing({ place }: MappingNode): ConfigNode {
  return { kind: "scalar", value: null, place, path: "parameters" };
}

function keyOf(name: string, label: Label): string {
  return `${name} ${typeof label} ${label}`;
}

function valuesOf(
  name: string,
  node: ConfigNode,
  known: readonly string[],
  nodes: Map<string, ConfigNode>,
): Value[] {
  if (node.kind === "list") {
    return node.items.map((item) => {
      if (item.kind !== "scalar" || item.value === null) {
        fail(
          item,
          `expected a number, a text, true or false, got ${described(item)}; for whole settings ` +
            `write a mapping: NAME: { setting: value }.`,
        );
      }
      nodes.set(keyOf(name, item.value), item);
      return item.value;
    });
  }
  if (node.kind === "mapping") {
    return [...node.entries].map(([label, settings]) => {
      checkKeys(settings, known);
      return { name: label, settings: mapping(settings) };
    });
  }
  return fail(node, `expected a list of values, or settings by names, got ${described(node)}.`);
}

/** The settings of the file under those that the values bring. */
function laidOver(
  base: ReadonlyMap<string, ConfigNode>,
  values: Readonly<Record<string, Value>>,
  parameters: ReadonlyMap<string, ConfigNode>,
): Map<string, ConfigNode> {
  const all = new Map(base), from = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== "object") continue;
    for (const [key, node] of value.settings.entries) {
      const other = from.get(key);
      if (other !== undefined) {
        throw new ConfigError(
          `${
            parameters.get(name)!.place
          }: the parameters ${other} and ${name} both bring "${key}".`,
        );
      }
      from.set(key, name);
      all.set(key, node);
    }
  }
  return all;
}

/** A node with every `$NAME` in it replaced. */
function substituted(
  node: ConfigNode,
  valueOf: (node: ConfigNode, name: string) => ConfigNode,
): ConfigNode {
  if (node.kind === "list") {
    return { ...node, items: node.items.map((item) => substituted(item, valueOf)) };
  }
  if (node.kind === "mapping") {
    const entries = [...node.entries].map(([key, value]) =>
      [key, substituted(value, valueOf)] as const
    );
    return { ...node, entries: new Map(entries) };
  }
  if (typeof node.value !== "string" || !node.value.startsWith("$")) return node;
  return { ...valueOf(node, node.value.slice(1)), path: node.path };
}
