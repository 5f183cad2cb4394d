import v8 from "node:v8";
import vm from "node:vm";

/** Bytes after which what nobody needs any more is collected. */
const MOST = 200e6;

let since = 0;
let collect: (() => void) | undefined;

/**
 * Counts bytes that a package took outside of what the garbage collector knows. Without this
 * gigabytes of decoded pictures would lie there: to the collector each is a handle of a few bytes.
 * A collection takes some tens of milliseconds, the pictures before it seconds.
 */
export function tookForeignMemory(bytes: number): void {
  since += bytes;
  if (since < MOST) return;
  since = 0;
  collect ??= collector();
  collect();
}

/** The collector, which V8 shows only in a context that is made while this flag is set. */
function collector(): () => void {
  v8.setFlagsFromString("--expose-gc");
  try {
    return vm.runInNewContext("gc");
  } finally {
    v8.setFlagsFromString("--no-expose-gc");
  }
}
