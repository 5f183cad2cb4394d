import type { EngineName } from "../engine/mod.ts";

/**
 * What is tried where no engine is asked for: WebAssembly alone, whose results are those of Deno's
 * to the last bit. WebGPU has to be asked for.
 */
export const TRIED: readonly EngineName[] = ["wasm"];

/** A browser has no environment: nothing is set. */
export function variable(_name: string): undefined {}

/** A page's worker is one thread, without shared memory when the page is a file. */
export function cores(): number {
  return 1;
}
