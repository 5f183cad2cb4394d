import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The paths of the files that git has or would take, from the root of the repository. */
export function committedFiles(root: string): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
}

/**
 * The places where a file names a folder of the machine it was written on: this clone's, or, in
 * what is no source code and so has no reason to make one up, somebody's home.
 *
 * @param path The file, from the root of the repository.
 * @param root The folder of this clone.
 */
export function machineFolders(path: string, text: string, root: string): string[] {
  const clone = root.replace(/\/$/, "");
  const homes = path.endsWith(".ts") ? [] : text.match(HOMES) ?? [];
  const found = text.includes(clone) ? [clone, ...homes] : homes;
  return [...new Set(found)].map((folder) => `${path} names a folder of a machine: ${folder}`);
}

/** The addresses in the lock file: packages are to come from whatever registry the user has. */
export function lockedAddresses(root: string): string[] {
  const lock = readFileSync(join(root, "deno.lock"), "utf8");
  return [...new Set(lock.match(/https?:\/\/[^/"]+/g) ?? [])]
    .map((address) => `deno.lock names a registry: ${address}`);
}

const HOMES = /(?:\/home\/|\/Users\/|\/root\/|[A-Z]:\\+Users\\+)[\w.-]+/g;
