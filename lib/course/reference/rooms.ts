import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { guardedOutput } from "../left_guard.ts";
import type { Declaration, DocFile, JsDoc, Place } from "./doc_json.ts";

/** A symbol as a page shows it. */
export interface RoomSymbol {
  /** The name by which the room gives it out. */
  readonly name: string;
  /** What it is. */
  readonly kind: Declaration["kind"];
  /** Its declarations, several where a function can be called in several ways. */
  readonly declarations: readonly Declaration[];
  /** Where it was declared. */
  readonly place: Place;
}

/** A room of the library, as its door shows it. */
export interface Room {
  /** The folder's name. */
  readonly name: string;
  /** The address of its door. */
  readonly door: string;
  /** What the door says of the room. */
  readonly doc: JsDoc;
  /** How the library's own door gives it out: all its names, or one that holds them. */
  readonly inMain: "*" | string | undefined;
  /** What it gives out, by name. */
  readonly symbols: readonly RoomSymbol[];
}

/**
 * Reads what the doors of a library's rooms, `ROOM/mod.ts`, give out and say of it.
 *
 * @param library The folder of the library.
 * @returns The rooms by name.
 * @throws {Error} Where `deno doc` cannot read a file; the message is its own.
 * @throws {RangeError} Where the folder has no room.
 */
export async function readRooms(library: string): Promise<Room[]> {
  const doors = doorsOf(library);
  if (doors.length === 0) {
    throw new RangeError(`expected rooms (NAME/mod.ts) in ${library}/, found none`);
  }
  const { success, stdout, stderr } = await guardedOutput(Deno.execPath(), {
    args: ["doc", "--json", ...doors],
    env: { NO_COLOR: "1" },
  });
  if (!success) throw new Error(messageOf(new TextDecoder().decode(stderr)));
  const main = mainDoor(library);
  const { nodes } = JSON.parse(new TextDecoder().decode(stdout)) as DocFile;
  const rooms = Object.entries(nodes).map(([door, { module_doc = {}, symbols }]) => {
    const name = basename(dirname(fileURLToPath(door)));
    return {
      name,
      door,
      doc: module_doc,
      inMain: main.get(name),
      symbols: symbols.flatMap(toSymbol).sort(byName),
    };
  });
  return withDeclarations(rooms).sort(byName);
}

/** Of a symbol that several doors give out, `deno doc` writes out one; the others refer to it. */
function withDeclarations(rooms: readonly Room[]): Room[] {
  const written = new Map(
    rooms.flatMap(({ symbols }) => symbols).filter(({ kind }) => kind !== "reference")
      .map((symbol) => [keyOf(symbol.place), symbol]),
  );
  return rooms.map((room) => ({
    ...room,
    symbols: room.symbols.map((symbol) => {
      const { kind, declarations } = written.get(keyOf(symbol.place)) ?? symbol;
      return { ...symbol, kind, declarations };
    }),
  }));
}

/** The rooms of which the library's own door gives out everything, with the name that holds it. */
function mainDoor(library: string): Map<string, string> {
  const path = join(library, "mod.ts");
  const text = isFile(path) ? Deno.readTextFileSync(path) : "";
  const all = text.matchAll(/^export \* (?:as (\w+) )?from "\.\/(\w+)\/mod\.ts";$/gm);
  return new Map([...all].map(([, name = "*", room = ""]) => [room, name]));
}

/** The doors of a library's rooms, by name. */
export function doorsOf(library: string): string[] {
  const folder = resolve(library);
  const rooms = Array.from(Deno.readDirSync(folder)).filter(({ isDirectory }) => isDirectory);
  return rooms.map(({ name }) => join(folder, name, "mod.ts")).filter(isFile).sort();
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Types of packages that are not found are no trouble: they are not shown. */
function messageOf(errors: string): string {
  const told = errors.split("\n").filter((line) => !/^Warning|^ +at .*node_modules/.test(line));
  return told.join("\n").trim() || "deno doc failed";
}

function toSymbol({ name, declarations }: DocFile["nodes"][string]["symbols"][number]) {
  const [first] = declarations;
  const tags = first?.jsDoc?.tags ?? [];
  if (first === undefined || tags.some(({ kind }) => kind === "internal")) return [];
  const place = first.kind === "reference" ? first.def.target : first.location;
  // The body of a function with several signatures has one of its own, which callers do not see
  const open = declarations.filter((one) => one.kind !== "function" || !one.def.hasBody);
  const shown = declarations.length > 1 && open.length > 0 ? open : declarations;
  return [{ name, kind: first.kind, declarations: shown, place }];
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1;
}

/** Where symbols are shown, for links between pages. */
export interface Addresses {
  /** The page and anchor of a symbol that a file names; nothing where it is not the library's. */
  ofType(file: string, name: string, specifier: string | undefined): string | undefined;
  /** The page and anchor of a symbol that a comment names, one of the same room where it can be. */
  ofName(room: string, name: string): string | undefined;
  /** The room whose page holds the symbol's entry. */
  home(place: Place): string;
}

/**
 * Gives each symbol its place in the reference: it is explained in the room whose folder declares
 * it, or else in the first room that gives it out; the others refer to it.
 */
export function addressesOf(rooms: readonly Room[]): Addresses {
  const homes = new Map<string, string>(), byFile = new Map<string, string>();
  const byName = new Map<string, Map<string, string>>();
  for (const room of rooms) {
    const folder = dirname(room.door) + "/";
    for (const { place } of room.symbols) {
      const isOwn = place.filename.startsWith(folder);
      if (isOwn || !homes.has(keyOf(place))) homes.set(keyOf(place), room.name);
    }
  }
  for (const room of rooms) {
    for (const { name, place } of room.symbols) {
      const address = `${homes.get(keyOf(place))}.html#${name}`;
      byFile.set(`${place.filename}#${name}`, address);
      byFile.set(`${room.door}#${name}`, address);
      byName.set(name, (byName.get(name) ?? new Map()).set(room.name, address));
    }
  }
  const only = (name: string) => {
    const found = new Set(byName.get(name)?.values());
    return found.size === 1 ? [...found][0] : undefined;
  };
  return {
    ofType(file, name, specifier) {
      if (specifier === undefined) return byFile.get(`${file}#${name}`);
      if (!specifier.startsWith(".")) return undefined;
      return byFile.get(`${new URL(specifier, file)}#${name}`) ?? only(name);
    },
    ofName: (room, name) => byName.get(name)?.get(room) ?? only(name),
    home: (place) => homes.get(keyOf(place)) ?? "",
  };
}

function keyOf({ filename, line, col }: Place): string {
  return `${filename}:${line}:${col}`;
}

/** The path of a file from the folder that holds the library. */
export function pathInLibrary(library: string, { filename }: Place): string {
  const root = pathToFileURL(dirname(resolve(library))).href + "/";
  return filename.startsWith(root) ? filename.slice(root.length) : basename(filename);
}
