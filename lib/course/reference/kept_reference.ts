import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  checkSum,
  keepSums,
  namesWithSums,
  replaceFile,
  SUMS,
  systemReason,
} from "../../files/mod.ts";
import { ROOT } from "../../setup/mod.ts";
import { guardedOutput } from "../left_guard.ts";
import { replaceFolder } from "../replace_folder.ts";
import { seconds } from "../words.ts";
import { PROBLEMS } from "./build_reference.ts";
import { absentReference } from "./reference_page.ts";

/** How the reference is put into a site. */
export interface AddOptions {
  /** The folder of the library. */
  readonly library: string;
  /** Where references are kept; default `.cache/reference` of this clone. */
  readonly keep?: string;
  /** Is told when one is made. */
  readonly log?: ((line: string) => void) | undefined;
  /** Ends the work early where it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Puts the reference of a library into `library/` of a site. It is made by a process of its own,
 * once for each state of the library's files. Never throws: what goes wrong takes no other page away.
 *
 * @param site The folder of the site.
 * @param options Which library.
 * @returns What went wrong, a text each; where there is no reference, its first page says so.
 */
export async function addReference(site: string, options: AddOptions): Promise<string[]> {
  const folder = join(site, "library");
  try {
    const kept = await keptReference(options);
    const names = Array.from(Deno.readDirSync(kept), ({ name }) => name);
    // The first page last: it leads to the others
    for (const name of names.sort((one) => one === "index.html" ? 1 : -1)) {
      if (name === PROBLEMS || name === SUMS) continue;
      await replaceFile(join(folder, name), await Deno.readTextFile(join(kept, name)));
    }
    const problems: string[] = JSON.parse(await Deno.readTextFile(join(kept, PROBLEMS)));
    return problems.map((problem) => `the library's reference, ${problem}`);
  } catch (error) {
    if (options.signal?.aborted) return [];
    const problem = `the library's reference cannot be made: ${systemReason(error)}`;
    await replaceFile(join(folder, "index.html"), absentReference(sentence(problem)))
      .catch(() => {});
    return [problem];
  }
}

/** The folder of the reference of a library as it is now. */
async function keptReference(options: AddOptions): Promise<string> {
  const { library, keep = join(ROOT, ".cache", "reference"), log = () => {} } = options;
  const kept = join(keep, await fingerprint(library));
  if (isWhole(kept)) return kept;
  const start = performance.now();
  await Deno.mkdir(keep, { recursive: true });
  await removeOld(keep);
  await replaceFolder(kept, async (folder) => {
    await makeReference(library, folder, options.signal);
    await keepSums(folder, Array.from(Deno.readDirSync(folder), ({ name }) => name));
  }).catch((error) => {
    // Another course may have made the same meanwhile
    if (!isWhole(kept)) throw error;
  });
  log(`made the library's reference in ${seconds(start)}`);
  return kept;
}

/** In a process of its own: notebooks that run meanwhile are not kept waiting. */
async function makeReference(
  library: string,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const main = fileURLToPath(new URL("./main.ts", import.meta.url));
  const { success, stderr } = await guardedOutput(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--config", join(ROOT, "deno.json"), main, library, folder],
    env: { NO_COLOR: "1" },
    ...(signal === undefined ? {} : { signal }),
  });
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}

/** What the reference is made from: the library's files, what renders it, and its packages. */
async function fingerprint(library: string): Promise<string> {
  const hash = createHash("sha256").update(Deno.version.deno);
  const renderer = dirname(fileURLToPath(new URL(".", import.meta.url)));
  const paths = [library, renderer].flatMap((folder) =>
    globSync("**/*.ts", { cwd: folder }).map((path) => resolve(folder, path))
  );
  paths.push(join(ROOT, "deno.lock"));
  const sorted = [...new Set(paths)].sort();
  const texts = await Promise.all(sorted.map((path) => Deno.readFile(path)));
  for (const [index, text] of texts.entries()) {
    hash.update(`${sorted[index]} ${text.length}\n`).update(text);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Days for which the reference of an earlier state is kept. */
const DAYS = 1;

async function removeOld(keep: string): Promise<void> {
  for (const { name, isDirectory } of Deno.readDirSync(keep)) {
    if (!isDirectory || name.startsWith(".")) continue;
    const { mtime } = await Deno.stat(join(keep, name));
    if (Date.now() - (mtime?.getTime() ?? 0) < DAYS * 24 * 3600e3) continue;
    await Deno.remove(join(keep, name), { recursive: true }).catch(() => {});
  }
}

/** Whether a reference is there as it was made: all of its files, and no other one. */
function isWhole(folder: string): boolean {
  try {
    const names = namesWithSums(folder);
    for (const name of names) checkSum(join(folder, name));
    return names.includes(PROBLEMS) && [...Deno.readDirSync(folder)].length === names.length + 1;
  } catch {
    return false;
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
