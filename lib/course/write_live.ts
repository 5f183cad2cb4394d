import { globSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { cacheFolder, digestOf, makeFolder, replaceFile } from "../files/mod.ts";
import { neededFiles, textsOf } from "../live/house.ts";
import type { PageFiles } from "../live/mod.ts";
import { ROOT } from "../setup/mod.ts";
import { bundle } from "./live_scripts.ts";

/** The scripts that pages run, by name, and the modules that they are made of. */
const SCRIPTS: Readonly<Record<string, string>> = {
  "page": "live/page.ts",
  "editor": "live/editor.ts",
  "playground": "live/playground/page.ts",
};

/**
 * Those that a worker runs. They come packed in texts, of which the page makes its workers: where
 * pages are files, it cannot make one of a file.
 */
const PACKED: Readonly<Record<string, string>> = {
  "kernel": "live/worker.ts",
  "highs": "live/extra_highs.ts",
  "vega": "live/extra_vega.ts",
  "playground_worker": "live/playground/worker.ts",
};

/** What cells may read of `data/`. */
const DATA = [".parquet", ".json", ".csv", ".safetensors", ".yaml"];
/** The largest of them: a site shall be small enough to be handed out. */
const LARGEST = 5e6;

/**
 * Writes what live pages load when a reader asks: the kernel, the editor, and data files as
 * scripts, because a page that is a file can load nothing else.
 *
 * @param folder The folder to write into: a site's `live`; it is made.
 * @param notebooks The code of each notebook: only files that one of them reads are written.
 * @throws {Error} Where a script cannot be made; see {@linkcode bundle}.
 */
export async function writeLive(folder: string, notebooks: readonly string[]): Promise<void> {
  await makeFolder(join(folder, "data"));
  const files = dataFiles(notebooks);
  const names = JSON.stringify(files.map((file) => basename(file)));
  for (const [name, text] of await scripts()) {
    const told = name === "kernel" ? `self.saddleFiles=${names};${text}` : text;
    await Deno.writeTextFile(join(folder, `${name}.js`), told);
  }
  // whose data they are, and on which terms they may be passed on
  await Deno.copyFile(join(ROOT, "data", "README.md"), join(folder, "data", "README.md"));
  for (const file of files) {
    const script = await packed(basename(file), await Deno.readFile(file));
    await Deno.writeTextFile(join(folder, "data", `${basename(file)}.js`), script);
  }
}

/** A script that leaves some bytes in the page, compressed and in base64. */
async function packed(name: string, bytes: Uint8Array): Promise<string> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream("gzip"));
  const text = new Uint8Array(await new Response(stream).arrayBuffer()).toBase64();
  return `(self.saddlePacked??={})[${JSON.stringify(name)}]="${text}";`;
}

/** Which files come with the pages of notebooks, and which that they read do not. */
export function liveFiles(notebooks: readonly string[]): PageFiles {
  const here = dataFiles(notebooks), all = readBy(notebooks);
  const namesOf = (paths: readonly string[]) => paths.map((path) => basename(path));
  return { here: namesOf(here), missing: namesOf(all.filter((path) => !here.includes(path))) };
}

function dataFiles(notebooks: readonly string[]): string[] {
  return readBy(notebooks).filter((file) =>
    DATA.includes(extname(file)) && Deno.statSync(file).size <= LARGEST
  );
}

/** The files that the cells of notebooks read. */
function readBy(notebooks: readonly string[]): string[] {
  const files = [
    ...globSync(join(ROOT, "data", "*")),
    ...globSync(join(ROOT, "notebooks", "configs", "*")),
  ];
  const names = files.map((file) => basename(file));
  const needed = new Set(
    notebooks.flatMap((code) => neededFiles(code, new Set(textsOf(code)), names)),
  );
  return files.sort().filter((file) => needed.has(basename(file)));
}

/** The scripts by name: those that were made of the same sources before, or new ones. */
async function scripts(): Promise<Map<string, string>> {
  const folder = join(cacheFolder(), "live");
  const kept = join(folder, `${digestOf(...sources()).slice(0, 32)}.json`);
  const before = await Deno.readTextFile(kept).then(JSON.parse).catch(() => undefined);
  if (before !== undefined) return new Map(Object.entries(before));
  const made: [string, string][] = [];
  for (const [name, entry] of Object.entries(SCRIPTS)) {
    made.push([name, (await bundle(entry)).text]);
  }
  for (const [name, entry] of Object.entries(PACKED)) {
    const source = new TextEncoder().encode((await bundle(entry)).text);
    made.push([name, await packed(name, source)]);
  }
  await keep(folder, kept, JSON.stringify(Object.fromEntries(made)));
  return new Map(made);
}

/** Never throws: what cannot be kept is made again. */
async function keep(folder: string, path: string, text: string): Promise<void> {
  try {
    await makeFolder(folder);
    for (const { name } of Deno.readDirSync(folder)) await Deno.remove(join(folder, name));
    await replaceFile(path, text);
  } catch { /* read-only, or full */ }
}

/** The texts of all that scripts may be made of, and of what pins the packages. */
function sources(): string[] {
  const rooms = globSync(join(ROOT, "lib", "**", "*.ts"), {
    exclude: (path) => ["bench", "replay", "results", "tasks"].includes(basename(path)),
  }).sort();
  return [...rooms, join(ROOT, "deno.json")].map((path) => Deno.readTextFileSync(path));
}
