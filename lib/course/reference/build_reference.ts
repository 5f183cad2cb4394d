import { join } from "node:path";
import { highlighter, keepColours } from "../highlighter.ts";
import { shareColours } from "../share_colours.ts";
import { libraryPage } from "./library_page.ts";
import { addressesOf, readRooms } from "./rooms.ts";
import { roomPage, searchSymbols } from "./room_page.ts";

/** The reference of a library, as files of one folder. */
export interface Reference {
  /** Texts by name: `index.html`, `ROOM.html`, `code.css`, `symbols.js`. */
  readonly files: Readonly<Record<string, string>>;
  /** Comments that could not be rendered, which are shown as they were written; a text each. */
  readonly problems: readonly string[];
}

/**
 * Makes the reference of a library from the comments of its rooms' doors: a page a room, one that
 * lists them, and what the search looks through. The pages lie beside the folder `assets` of the
 * course.
 *
 * @param library The folder of the library; rooms are its folders with a `mod.ts`.
 * @throws {Error} Where `deno doc` cannot read the library.
 * @throws {RangeError} Where it has no room.
 */
export async function buildReference(library: string): Promise<Reference> {
  const rooms = await readRooms(library), highlight = await highlighter();
  const addresses = addressesOf(rooms), problems: string[] = [];
  const onProblem = (problem: string) => {
    problems.push(problem);
  };
  const options = { rooms, addresses, library, highlight, onProblem };
  const pages: [string, string][] = [
    ...rooms.map((room): [string, string] => [`${room.name}.html`, roomPage(room, options)]),
    ["index.html", libraryPage(rooms, options)],
  ];
  await keepColours();
  const shared = shareColours(pages.map(([, html]) => html));
  const symbols = JSON.stringify(searchSymbols(rooms, addresses));
  const files = Object.fromEntries(pages.map(([name], index) => [name, shared.pages[index] ?? ""]));
  return {
    files: {
      ...files,
      "code.css": shared.css,
      "symbols.js": `const SYMBOLS = ${symbols};\n`,
    },
    problems: [...new Set(problems)],
  };
}

/** The file beside the pages that holds their problems. */
export const PROBLEMS = "problems.json";

/** Writes a reference into a folder, its problems beside the pages. */
export async function writeReference(reference: Reference, folder: string): Promise<void> {
  for (const [name, text] of Object.entries(reference.files)) {
    await Deno.writeTextFile(join(folder, name), text);
  }
  await Deno.writeTextFile(join(folder, PROBLEMS), JSON.stringify(reference.problems));
}
