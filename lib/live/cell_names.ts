import type { Node, Pattern, Program } from "acorn";
import { namesIn, parsedCell } from "./transform_cell.ts";

/** A cell as other cells see it. */
export interface CellNames {
  /** Names that it declares. */
  readonly declares: ReadonlySet<string>;
  /** Those of them whose values nothing can change: imports, functions, constant numbers, texts. */
  readonly fixed: ReadonlySet<string>;
  /** Names that stand in it: of other cells, of the world, and what it imports itself. */
  readonly mentions: ReadonlySet<string>;
  /** Those of them whose values it may change: they are assigned to, or handed to something. */
  readonly changes: ReadonlySet<string>;
  /** Those of these that a function of the cell changes, which other cells may call. */
  readonly changesLater: ReadonlySet<string>;
  /** What is taken of such names: `saddle.ring`, `Deno.version`. */
  readonly members: ReadonlySet<string>;
  /** What it imports: the module of each name, and what that calls it, `*` for all of it. */
  readonly imports: ReadonlyMap<string, readonly [module: string, name: string]>;
}

/**
 * The names of a cell. Where it may be one thing or the other, it is more rather than less: a
 * variable of a block that is declared by `var` is taken for one of another cell outside of it.
 *
 * @param source The cell, TypeScript.
 * @throws {SyntaxError} If it is no TypeScript.
 */
export function cellNames(source: string): CellNames {
  const { program } = parsedCell(source);
  const imports = new Map<string, readonly [string, string]>();
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration") continue;
    for (const specifier of statement.specifiers) {
      imports.set(specifier.local.name, [String(statement.source.value), importedName(specifier)]);
    }
  }
  const local = new Set(declaredBy(program.body)), declares = local.union(new Set(imports.keys()));
  const found = {
    mentions: new Set<string>(),
    changes: new Set<string>(),
    changesLater: new Set<string>(),
    members: new Set<string>(),
  };
  walk(program.body, { ...found, local, isLater: false });
  const fixed = new Set([...imports.keys(), ...program.body.flatMap(fixedBy)]);
  return { declares, fixed, imports, ...found };
}

/** The names that a statement of a cell gives to what cannot be changed. */
function fixedBy(statement: Statement): string[] {
  if (/^(?:Function|Class)Declaration$/.test(statement.type)) return declaredBy(statement);
  if (statement.type !== "VariableDeclaration" || statement.kind !== "const") return [];
  return statement.declarations.flatMap(({ id, init }) => {
    const isTakenApart = id.type === "ArrayPattern" && init?.type === "ArrayExpression";
    const parts = isTakenApart ? init.elements : [init];
    return parts.every((part) => part && FIXED.test(part.type)) ? namesIn(id) : [];
  });
}

type Statement = Program["body"][number];

const FIXED = /^(?:Literal|TemplateLiteral|UnaryExpression|BinaryExpression|.*FunctionExpression)$/;

type Specifier = { readonly type: string; readonly imported?: unknown };

function importedName({ type, imported }: Specifier): string {
  if (type === "ImportNamespaceSpecifier") return "*";
  if (type === "ImportDefaultSpecifier") return "default";
  const { name, value } = imported as { readonly name?: string; readonly value?: string };
  return name ?? value ?? "";
}

/** What is found, and what is known where it is looked for. */
interface Walk {
  readonly mentions: Set<string>;
  readonly changes: Set<string>;
  readonly changesLater: Set<string>;
  readonly members: Set<string>;
  /** Names that mean something of this cell here. */
  readonly local: ReadonlySet<string>;
  /** Whether this runs when a function is called. */
  readonly isLater: boolean;
}

type AnyNode = Node & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is AnyNode =>
  typeof value === "object" && value !== null && typeof (value as AnyNode).type === "string";

function walk(what: unknown, at: Walk): void {
  if (Array.isArray(what)) return what.forEach((one) => walk(one, at));
  if (!isNode(what)) return;
  const { type } = what;
  if (type === "ImportDeclaration") return;
  if (type === "Identifier") {
    const name = what.name as string;
    if (!at.local.has(name)) at.mentions.add(name);
    return;
  }
  note(what, at);
  const own = ownNames(what);
  const isFunction = /Function/.test(type);
  const within = own.length === 0 && !isFunction ? at : {
    ...at,
    local: new Set([...at.local, ...own]),
    isLater: at.isLater || isFunction,
  };
  for (const [key, value] of Object.entries(what)) {
    const isName = (key === "property" || key === "key") && what.computed === false;
    if (!isName && key !== "label") walk(value, within);
  }
}

/** The names that a part of a cell has for itself. */
function ownNames(node: AnyNode): string[] {
  const { type } = node, named = isNode(node.id) && /Expression$/.test(type) ? [node.id] : [];
  if (/Function/.test(type)) return patternNames([...named, ...(node.params as AnyNode[])]);
  if (type === "ClassExpression") return patternNames(named);
  if (type === "CatchClause") return patternNames(node.param);
  if (type === "BlockStatement" || type === "StaticBlock") return declaredBy(node.body);
  if (type === "SwitchStatement") {
    return (node.cases as AnyNode[]).flatMap(({ consequent }) => declaredBy(consequent));
  }
  return type.startsWith("For") ? declaredBy([node.init, node.left]) : [];
}

function patternNames(patterns: unknown): string[] {
  return [patterns].flat().filter(isNode).flatMap((one) => namesIn(one as unknown as Pattern));
}

/** The names that statements declare. */
function declaredBy(statements: unknown): string[] {
  return [statements].flat().filter(isNode).flatMap((statement) => {
    if (statement.type === "VariableDeclaration") {
      return (statement.declarations as AnyNode[]).flatMap(({ id }) => patternNames(id));
    }
    return /^(?:Function|Class)Declaration$/.test(statement.type) ? patternNames(statement.id) : [];
  });
}

/** Notes what a part of a cell takes of a name, and what it may do to its value. */
function note(node: AnyNode, at: Walk): void {
  const change = (value: unknown) => {
    const name = rootOf(value);
    if (name === undefined || at.local.has(name)) return;
    at.changes.add(name);
    if (at.isLater) at.changesLater.add(name);
  };
  switch (node.type) {
    case "MemberExpression": {
      const { object, property, computed } = node as AnyNode & { readonly computed: boolean };
      if (!isNode(object) || object.type !== "Identifier" || computed) return;
      const name = object.name as string;
      if (!at.local.has(name)) at.members.add(`${name}.${(property as AnyNode).name}`);
      return;
    }
    case "AssignmentExpression":
      return isNode(node.left) && /Pattern$/.test(node.left.type)
        ? patternNames(node.left).forEach((name) => change({ type: "Identifier", name }))
        : change(node.left);
    case "UpdateExpression":
      return change(node.argument);
    case "UnaryExpression":
      return node.operator === "delete" ? change(node.argument) : undefined;
    case "NewExpression":
    case "CallExpression": {
      const { callee } = node;
      const method = isNode(callee) && callee.type === "MemberExpression"
        ? (callee.property as AnyNode).name as string | undefined
        : undefined;
      if (method !== undefined && !LEAVES.has(method)) change((callee as AnyNode).object);
      if (LOOKS.has(rootOf(callee) ?? "")) return;
      for (const one of node.arguments as AnyNode[]) if (one.type === "Identifier") change(one);
    }
  }
}

/** The name that a chain of members begins with. */
function rootOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined;
  if (value.type === "Identifier") return value.name as string;
  if (value.type === "ChainExpression") return rootOf(value.expression);
  return value.type === "MemberExpression" ? rootOf(value.object) : undefined;
}

/** What only looks at what it is given. */
const LOOKS = new Set([
  ...["console", "check", "exercise", "JSON", "Math", "Number", "String", "Array", "Object"],
  ...["Set", "Map", "Float32Array", "Float64Array", "isFinite", "parseFloat"],
]);

/** Methods that leave what they are called on as it was. */
const LEAVES = new Set([
  ...["map", "filter", "reduce", "flatMap", "flat", "slice", "subarray", "at", "concat", "join"],
  ...["find", "findIndex", "findLast", "indexOf", "includes", "some", "every", "forEach"],
  ...["entries", "keys", "values", "get", "has", "toSorted", "toReversed", "toSpliced", "with"],
  ...["toFixed", "toPrecision", "toString", "split", "replace", "replaceAll", "trim", "padStart"],
  ...["dataSync", "getColumn", "toRecords", "toArray", "toTypedArray", "explode", "tail", "head"],
  ...["withColumns", "select", "groupBy", "apply", "init", "catch", "then"],
]);
