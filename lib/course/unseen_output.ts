import { parseCell } from "./parse_cell.ts";

/** What is said of code whose text no page shows. */
const UNSEEN =
  "what this writes goes to the kernel's own standard output or error, which no page " +
  'shows: print it with console.log, what a child process says (taken with "piped") too';

/** Functions that write to the file that a number stands for. */
const WRITERS = new Set(["writeSync", "writevSync", "writeFileSync", "appendFileSync"]);

/** Options that say where a child process writes. */
const STREAMS = ["stdout", "stderr", "stdio"];

/** The files that are the standard output and error. */
const DEVICE = /^\/(dev\/(stdout|stderr|fd\/[12])|proc\/self\/fd\/[12])$/;

/** A node of Babel's tree, as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly loc?: { readonly start: { readonly line: number } };
  readonly [member: string]: unknown;
}

/**
 * Finds where a cell writes past the kernel: a child process or `node:fs` with the kernel's own
 * standard output or error. The kernel drops that, and nothing that runs in it can see it.
 *
 * @param source The cell's TypeScript.
 * @returns The line of each such place, from 1, and what is wrong with it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { unseenOutput } from "saddle/course/unseen_output.ts";
 *
 * const [found] = unseenOutput(`import fs from "node:fs";\nfs.writeSync(1, "x");`);
 * assert.equal(found?.line, 2);
 * assert.deepEqual(unseenOutput(`console.log("x");`), []);
 * ```
 */
export function unseenOutput(source: string): { line: number; message: string }[] {
  const nodes = nodesOf(parseCell(source));
  const spawns = nodes.some((node) => calledName(node) === "spawn" && argumentsOf(node).length < 1);
  const isUnseen = (node: Node) =>
    isInherited(node) || isWriter(node) || isDevice(node) || (spawns && isOpenCommand(node));
  const lines = nodes.filter(isUnseen).map(({ loc }) => loc?.start.line ?? 1);
  return [...new Set(lines)].sort((a, b) => a - b).map((line) => ({ line, message: UNSEEN }));
}

/** All nodes of a tree. */
function nodesOf(root: unknown): Node[] {
  const found: Node[] = [], left: unknown[] = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== "object" || value === null) continue;
    if (isNode(value)) found.push(value);
    // One by one: a list may be longer than a call takes arguments
    for (const inner of Object.values(value)) left.push(inner);
  }
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value &&
    typeof value.type === "string";
}

const argumentsOf = ({ arguments: given }: Node) => Array.isArray(given) ? given as Node[] : [];

/** A name, however it is written; undefined of what has none. */
function nameOf(node: unknown): unknown {
  if (!isNode(node)) return undefined;
  if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") {
    return nameOf(node.property);
  }
  return node.type === "StringLiteral" ? node.value : node.name;
}

function calledName(node: Node): unknown {
  return /^(Optional)?CallExpression$/.test(node.type) ? nameOf(node.callee) : undefined;
}

/** `stdout: "inherit"`, `stdio: ["ignore", 1]`. */
function isInherited({ type, key, value }: Node): boolean {
  if (type !== "ObjectProperty" || !STREAMS.includes(String(nameOf(key))) || !isNode(value)) {
    return false;
  }
  const given = Array.isArray(value.elements) ? value.elements.slice(1) : [value];
  return given.some((one) => isNode(one) && ["inherit", 1, 2].includes(one.value as string));
}

function isWriter(node: Node): boolean {
  const [file] = argumentsOf(node);
  return WRITERS.has(String(calledName(node))) && [1, 2].includes(file?.value as number);
}

function isDevice({ type, value }: Node): boolean {
  return type === "StringLiteral" && DEVICE.test(String(value));
}

/** A `new Deno.Command` that leaves a stream open, to which `spawn()` gives the kernel's. */
function isOpenCommand(node: Node): boolean {
  if (node.type !== "NewExpression" || nameOf(node.callee) !== "Command") return false;
  const [, options] = argumentsOf(node);
  if (options !== undefined && options.type !== "ObjectExpression") return false;
  const given = (options?.properties ?? []) as Node[];
  const isTold = (stream: string) => given.some(({ key }) => nameOf(key) === stream);
  const isSpread = given.some(({ type }) => type === "SpreadElement");
  return !isSpread && !(isTold("stdout") && isTold("stderr"));
}
