/**
 * The error of a file that the system refuses (a full disk, a folder that can only be read), as a
 * sentence with the file's name and what helps; any other error as it is.
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
  const code = systemCode(error);
  if (code === undefined) return error;
  const { reason } = partsOf(error as Error, code);
  const message = `${path} cannot be ${what}: ${reason}.${helpWith(code)}`;
  return new RangeError(message, { cause: error });
}

/**
 * What an error says: of one of the system its reason, the place that it names and what helps; of
 * any other its message.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { systemReason } from "saddle/files/mod.ts";
 *
 * const error = await Deno.readFile("none.csv").catch((error) => error);
 * assert.equal(systemReason(error), "No such file or directory (none.csv).");
 * assert.equal(systemReason(new Error("of one's own")), "of one's own");
 * ```
 */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  if (code === undefined) return error instanceof Error ? error.message : String(error);
  const { reason, place } = partsOf(error as Error, code);
  return `${reason}${place === undefined ? "" : ` (${place})`}.${helpWith(code)}`;
}

/** The code of an error of the system: `ENOSPC`. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" && /^E[A-Z]+$/.test(code) ? code : undefined;
}

/** Deno says "Reason (os error 2): readfile 'path'", Node "ENOENT: reason, open 'path'". */
function partsOf({ message }: Error, code: string) {
  return {
    reason: message.replace(/ \(os error[^]*$|, \w+ '[^]*$/, "").replace(`${code}: `, ""),
    place: /(?:, |: )\w+ '([^']+)'/.exec(message)?.[1],
  };
}

/** A sentence on what helps, after a space, where something does that the reason does not say. */
function helpWith(code: string): string {
  if (/^(ENOSPC|EDQUOT)$/.test(code)) return " Make room on that disk, or take a place on another.";
  if (code === "EROFS") return " Take a place on a disk that can be written to.";
  if (/^(EACCES|EPERM)$/.test(code)) return " Take a place that is yours, or change its rights.";
  return "";
}
