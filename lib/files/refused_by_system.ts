/**
 * The error of a file that the system refuses (a full disk, a folder that can only be read), as a
 * sentence with the file's name; any other error as it is.
 *
 * @param path The file or folder.
 * @param what What cannot be done: `"read"`, `"written"`, `"made"`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { refusedBySystem } from "saddle/files/mod.ts";
 *
 * const error = await Deno.readFile("none.csv").catch((error) => error);
 * assert.match(
 *   `${refusedBySystem("none.csv", "read", error)}`,
 *   /^RangeError: none\.csv cannot be read: No such file or directory\.$/,
 * );
 * ```
 */
export function refusedBySystem(path: string, what: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as { readonly code?: unknown };
  if (typeof code !== "string" || !/^E[A-Z]+$/.test(code)) return error;
  // Deno says "Reason (os error 2): readfile 'path'", Node "ENOENT: reason, open 'path'"
  const reason = error.message.replace(/ \(os error[^]*$|, \w+ '[^]*$/, "").replace(
    `${code}: `,
    "",
  );
  return new RangeError(`${path} cannot be ${what}: ${reason}.`, { cause: error });
}
