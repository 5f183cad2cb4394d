import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node as YamlNode,
  parseAllDocuments,
  visit,
  type YAMLMap,
} from "yaml";
import { ConfigError } from "./config_error.ts";
import {
  type ConfigNode,
  described,
  fail,
  type MappingNode,
  type Placed,
  type Scalar,
} from "./config_node.ts";

/** Characters of a file at most: it is read, checked and shown in errors as a whole. */
const LONGEST = 100_000;
/** Words and signs of a file at most, as YAML parts them: each that is wrong is an error to it. */
const MOST_WORDS = 75_000;
/** Values of a file at most, those counted every time that an alias stands for them. */
const MOST_VALUES = 10_000;
/** Lists and mappings in each other at most. */
const DEEPEST = 100;

/** The key of what stands in a mapping as if it were written there. */
const MERGE = "<<";

/**
 * The content of a YAML file; JSON is YAML too. Aliases and merges (`<<: *usual`) are resolved.
 *
 * @param text The file's text: at most 100,000 characters, 10,000 values and 100 levels.
 * @param file What errors call it.
 * @throws {ConfigError} If it is not YAML, no mapping, or too large: names line and column.
 */
export function parseConfig(text: string, file: string): MappingNode {
  if (text.length > LONGEST) {
    throw new ConfigError(
      `${file}: expected at most ${LONGEST} characters, got ${text.length}: settings are few.`,
    );
  }
  checkWords(text, file);
  const lines = new LineCounter();
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const document = documentOf(text, file, lines, placeOf);
  const root = new Conversion(document, placeOf).of(document.contents, "", 0);
  if (root.kind !== "mapping") {
    throw new ConfigError(`${file}: expected settings, key: value, got ${described(root)}.`);
  }
  return root;
}

function checkWords(text: string, file: string): void {
  let words = 0;
  for (const _ of new Lexer().lex(text)) words++;
  if (words <= MOST_WORDS) return;
  throw new ConfigError(
    `${file}: expected at most ${MOST_WORDS} words and signs, got ${words}: settings are few.`,
  );
}

function documentOf(
  text: string,
  file: string,
  lineCounter: LineCounter,
  placeOf: (offset: number) => string,
): Document.Parsed {
  // names that stand twice are found faster where values are converted
  const options = { lineCounter, prettyErrors: false, uniqueKeys: false };
  let documents: Document.Parsed[];
  try {
    documents = [...parseAllDocuments(text, options)] as Document.Parsed[];
  } catch (error) {
    throw error instanceof RangeError ? tooDeep(file) : error; // the stack has an end
  }
  const [first, second] = documents;
  if (!first) throw new ConfigError(`${file}: expected settings, key: value, got nothing.`);
  const error = documents.flatMap(({ errors }) => errors)[0];
  if (error?.message.startsWith("Maximum call stack")) throw tooDeep(file);
  if (error) throw new ConfigError(`${placeOf(error.pos[0])}: ${error.message}.`);
  if (second) {
    const start = second.range[0];
    throw new ConfigError(`${placeOf(start)}: expected one document, got ${documents.length}.`);
  }
  return first;
}

function twice(place: string, name: string): ConfigError {
  return new ConfigError(`${place}: keys must be unique, but "${name}" is there twice.`);
}

function tooDeep(place: string): ConfigError {
  return new ConfigError(`${place}: expected at most ${DEEPEST} levels of lists and mappings.`);
}

/** What the aliases of a document stand for: what had the name last before. */
function targetsOf(document: Document.Parsed): Map<Alias, YamlNode> {
  const anchors = new Map<string, YamlNode>(), targets = new Map<Alias, YamlNode>();
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** Makes nodes with their places of YAML's. */
class Conversion {
  readonly #targets: ReadonlyMap<Alias, YamlNode>;
  readonly #placeOf: (offset: number) => string;
  /** The lists and mappings that are being converted, each in the one before. */
  readonly #open: YamlNode[] = [];
  #count = 0;

  constructor(document: Document.Parsed, placeOf: (offset: number) => string) {
    this.#targets = targetsOf(document);
    this.#placeOf = placeOf;
  }

  /** A node. `before`: where to look for one that is not written at all. */
  of(node: YamlNode | null, path: string, before: number): ConfigNode {
    const at = { place: this.#placeOf(node?.range?.[0] ?? before), path };
    if (++this.#count > MOST_VALUES) {
      fail(at, `expected at most ${MOST_VALUES} values, those of aliases counted each time.`);
    }
    const found = isAlias(node) ? this.#target(node, at) : node;
    if (!isMap<YamlNode, YamlNode>(found) && !isSeq<YamlNode>(found)) {
      return { kind: "scalar", ...at, value: isScalar(found) ? scalarOf(found.value, at) : null };
    }
    if (this.#open.includes(found)) fail(at, "it is an alias of what it stands in.");
    if (this.#open.length === DEEPEST) throw tooDeep(at.place);
    this.#open.push(found);
    const made = isSeq<YamlNode>(found)
      ? {
        kind: "list" as const,
        ...at,
        items: found.items.map((item, i) => this.of(item, `${path}[${i}]`, before)),
      }
      : this.#mapping(found, at);
    this.#open.pop();
    return made;
  }

  #target(alias: Alias, at: Placed): YamlNode {
    return this.#targets.get(alias) ??
      fail(at, `nothing before it is called &${alias.source}.`);
  }

  #mapping({ items }: YAMLMap<YamlNode, YamlNode>, at: Placed): MappingNode {
    const entries = new Map<string, ConfigNode>(), keys = new Map<string, string>();
    const merged: MappingNode[] = [];
    let merges = 0;
    for (const { key, value } of items) {
      if (!isScalar(key)) fail(at, "keys are texts.");
      const name = String(key.value), start = key.range![0], place = this.#placeOf(start);
      if (name === MERGE) {
        if (++merges > 1) throw twice(place, name);
        merged.push(...this.#merged(value, { ...at, place }, start));
        continue;
      }
      if (keys.has(name)) throw twice(place, name);
      keys.set(name, place);
      entries.set(name, this.of(value, at.path === "" ? name : `${at.path}.${name}`, start));
    }
    for (const { entries: others, keys: places } of merged) { // what comes first wins
      for (const [name, node] of others) {
        if (entries.has(name)) continue;
        entries.set(name, node);
        keys.set(name, places.get(name)!);
      }
    }
    return { kind: "mapping", ...at, entries, keys };
  }

  /** The mappings that `<<` names, one or a list of them. */
  #merged(value: YamlNode | null, at: Placed, start: number): MappingNode[] {
    const node = this.of(value, at.path, start);
    const all = node.kind === "list" ? node.items : [node];
    return all.map((one) =>
      one.kind === "mapping"
        ? one
        : fail(at, `${MERGE} takes a mapping or a list of them, got ${described(one)}.`)
    );
  }
}

function scalarOf(value: unknown, at: Placed): Scalar {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) {
    return value as Scalar;
  }
  return fail(at, `expected a number, a text, true or false, got ${String(value)}.`);
}
