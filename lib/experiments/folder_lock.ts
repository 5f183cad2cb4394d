import { basename, join } from "node:path";

const LOCK = ".lock";

/** What systems say of a disk that knows no locks: some network disks, mounted without them. */
const UNKNOWN = ["ENOSYS", "ENOLCK", "ENOTSUP", "EOPNOTSUPP"];

/**
 * Locks a folder for one process at a time. The system lets go of the lock when the process ends,
 * in whatever way. On a disk without locks there is none, with a warning.
 *
 * @throws {RangeError} If another process has it.
 */
export async function lockOf(
  path: string,
  warn: (line: string) => void,
): Promise<Deno.FsFile | undefined> {
  const file = await Deno.open(join(path, LOCK), { create: true, write: true });
  try {
    if (await file.tryLock(true)) return file;
  } catch (error) {
    file.close();
    if (!isUnknown(error)) throw error;
    warn(
      `${path} is on a disk that knows no locks: let no other process without --block write ` +
        `results there meanwhile.`,
    );
    return undefined;
  }
  file.close();
  throw new RangeError(`Another process is writing results to ${basename(path)} (${path}).`);
}

function isUnknown(error: unknown): boolean {
  if (error instanceof Deno.errors.NotSupported) return true;
  return UNKNOWN.includes(`${(error as { readonly code?: unknown }).code}`);
}
