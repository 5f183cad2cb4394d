/**
 * A notebook's kernel in a worker of its page: runs cells, and tells the page what they give.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { displayKey } from "saddle/figures/mod.ts";
import {
  bringExtrasBy,
  fileAt,
  hasFile,
  NotHere,
  settled,
  takeFile,
  useKernel,
} from "../browser/mod.ts";
import { inspect } from "./inspect.ts";
import { moduleNamed } from "./modules.ts";
import { neededCells } from "./needed_cells.ts";
import { neededFiles, textsOf } from "./needed_files.ts";
import type { Done, Found, ToPage, ToWorker } from "./protocol.ts";
import type { DENO } from "./rooms.ts";
import { type CellScript, transformCell } from "./transform_cell.ts";

/** What a worker has that Deno's types do not know of, and what cells find in it. */
interface Scope {
  onmessage: (event: { readonly data: ToWorker }) => void;
  postMessage(message: ToPage): void;
  importScripts(url: string): void;
  /** The cell that was loaded last. */
  saddleCell?: () => Promise<unknown>;
  saddleImport: (name: string) => unknown;
  saddleLoad: (name: string) => Promise<unknown>;
  saddleExtras?: Record<string, unknown>;
  Deno: unknown;
}

const scope = globalThis as unknown as Scope;
/** Kept, since a cell may give these names to something else. */
const send = scope.postMessage.bind(scope), load = scope.importScripts.bind(scope);
const now = performance.now.bind(performance);

let files: readonly string[] = [];
let cell = 0;
/** Names that cells have declared, and those of them that a cell would have made that is not live. */
const known = new Set<string>(), lost = new Set<string>();
/** The cells so far, and the texts in quotes in them: a name of a file may be put together. */
const codes: string[] = [], texts = new Set<string>();
/** Who waits for something of the page, by its name. */
const waiting = new Map<string, (found: Found<never>) => void>();

function asked<T>(message: Extract<ToPage, { name: string; type: `need-${string}` }>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  waiting.set(message.name, (found: Found<T>) => {
    if ("value" in found) resolve(found.value);
    else reject(new Error(found.problem));
  });
  send(message);
  return promise;
}

/** Runs a script of this worker's own making: pages of folders allow no other. */
function runScript(source: string): void {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    load(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

bringExtrasBy(async (name) => {
  runScript(await asked<string>({ type: "need-extra", name }));
  return scope.saddleExtras![name] as never;
});

async function bring(names: readonly string[]): Promise<void> {
  for (const name of names.filter((name) => !hasFile(name))) {
    await takeFile(name, await asked<Uint8Array>({ type: "need-file", name }));
  }
}

/** A bundle with every picture in its place. */
async function whole(bundle: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const entries = Object.entries(bundle).map(async ([mime, content]) =>
    [mime, typeof content === "string" ? await settled(content) : content] as const
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** What is shown stays in order, though pictures take their time. */
let showing: Promise<void> = Promise.resolve();

function show(
  bundle: Readonly<Record<string, unknown>>,
  { display_id: id, update = false }: { display_id?: string; update?: boolean } = {},
): Promise<void> {
  const of = cell, made = whole(bundle);
  made.catch(() => {}); // told below, in its turn
  return showing = showing.then(async () => {
    const message = { type: "display", cell: of, bundle: await made, update } as const;
    send(id === undefined ? message : { ...message, id });
  });
}

function print(name: "stdout" | "stderr", values: readonly unknown[]): void {
  const of = cell, text = `${values.map((value) => inspect(value)).join(" ")}\n`;
  showing = showing.then(() => send({ type: "stream", cell: of, name, text }));
}

useKernel({ display: show });
scope.saddleImport = moduleNamed;
scope.saddleLoad = (name) => Promise.try(() => moduleNamed(name));
for (const method of ["log", "info", "debug"] as const) {
  console[method] = (...values: unknown[]) => print("stdout", values);
}
for (const method of ["warn", "error"] as const) {
  console[method] = (...values: unknown[]) => print("stderr", values);
}
const browser = navigator.userAgent.match(/(?:Firefox|Edg|Chrome|Version)\/[\d.]+/)?.[0];
const deno: Readonly<Record<typeof DENO[number], unknown>> = {
  version: { deno: `(none: ${browser ?? "a browser"})` },
  readTextFile: (path: string) => Promise.try(() => new TextDecoder().decode(fileAt(path).bytes)),
  readFile: (path: string) => Promise.try(() => fileAt(path).bytes),
};
scope.Deno = new Proxy(deno, {
  get(here, name) {
    if (name in here) return here[name as keyof typeof here];
    if (typeof name === "symbol") return undefined;
    return () => {
      throw new NotHere(`Deno.${name}`);
    };
  },
});

/** Runs a cell and shows its value. */
async function run({ script }: CellScript): Promise<void> {
  runScript(script);
  const value = await scope.saddleCell!();
  if (value === undefined || value === null) return;
  const own = (value as { [displayKey]?: () => Record<string, unknown> })[displayKey];
  const bundle = typeof own === "function"
    ? await own.call(value)
    : { "text/plain": typeof value === "string" ? JSON.stringify(value) : inspect(value) };
  await show(bundle);
}

/** Runs a cell, and tells how it ended. */
async function perform(index: number, code: string): Promise<void> {
  cell = index;
  const began = now();
  let names: readonly string[] = [], end: Pick<Done, "outcome" | "problem">;
  try {
    codes.push(code);
    for (const text of textsOf(code)) texts.add(text);
    await bring(neededFiles(codes.join("\n"), texts, files));
    const script = transformCell(code, `cell-${cell}.ts`, known);
    names = script.names;
    await run(script);
    end = { outcome: "ran" };
  } catch (error) {
    end = endOf(error, code, names);
  }
  await showing.catch(() => {});
  for (const name of names) {
    known.add(name);
    if (end.outcome === "not-live") lost.add(name);
    else lost.delete(name);
  }
  const engine = tf.engine().backendName ?? "";
  send({ type: "done", cell, took: now() - began, engine, ...end });
}

/** How a cell that threw has ended. */
function endOf(
  error: unknown,
  code: string,
  names: readonly string[],
): Pick<Done, "outcome" | "problem"> {
  if (error instanceof NotHere) return { outcome: "not-live", problem: error.message };
  const missing = [...lost].find((name) => !names.includes(name) && mentions(code, name));
  if (missing !== undefined) {
    return { outcome: "not-live", problem: `It needs \`${missing}\`, which only Deno can make.` };
  }
  return { outcome: "failed", problem: problemOf(error) };
}

function mentions(code: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(code);
}

/** What went wrong, and on which lines of cells. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  const { name, message, stack = "" } = error;
  const places = [...stack.matchAll(/cell-(\d+)\.ts:(\d+)/g)].map(([, index, line]) =>
    Number(index) === cell ? `line ${line}` : `cell ${index}, line ${line}`
  );
  const syntax = (error as { readonly loc?: { readonly line: number } }).loc?.line;
  const where = syntax === undefined ? [...new Set(places)] : [`line ${syntax}`];
  const plain = message.replace(/^Error transforming cell-\d+\.ts: | \(\d+:\d+\)$/g, "");
  return `${name}: ${plain}${where.length === 0 ? "" : `\n    at ${where.join(", ")}`}`;
}

scope.onmessage = async ({ data }) => {
  if (data.type === "start") files = data.files;
  else if (data.type === "run") await perform(data.cell, data.code);
  else if (data.type === "plan") {
    const { sources, target } = data;
    send({ type: "planned", needed: neededCells(sources, target) });
  } else {
    waiting.get(data.name)?.(data.found as Found<never>);
    waiting.delete(data.name);
  }
};
send({ type: "ready" });
