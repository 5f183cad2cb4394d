/** How long {@linkcode patiently} tries. */
export interface Patience {
  /** Whether a file that is not there is waited for as well. Default no. */
  readonly awaits?: boolean;
  /** Seconds at most. Default 6. */
  readonly seconds?: number;
}

/**
 * Does something with a file again where a disk that machines share says that the file was replaced
 * meanwhile (`ESTALE`), or does not show yet what another machine has written.
 *
 * @param act What is done; anything else that it throws is thrown.
 * @returns What it gives.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { patiently, type Patience } from "saddle/files/patiently.ts";
 *
 * const file = `${await Deno.makeTempDir()}/late`;
 * setTimeout(() => Deno.writeTextFileSync(file, "there"), 150);
 * const patience: Patience = { awaits: true };
 * assert.equal(await patiently(() => Deno.readTextFile(file), patience), "there");
 * await assert.rejects(patiently(() => Deno.readTextFile(`${file}r`)), Deno.errors.NotFound);
 * ```
 */
export async function patiently<T>(
  act: () => T | Promise<T>,
  { awaits = false, seconds = 6 }: Patience = {},
): Promise<T> {
  const end = performance.now() + 1000 * seconds;
  for (let pause = 50;; pause *= 2) {
    try {
      return await act();
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      const passes = code === "ESTALE" || awaits && code === "ENOENT";
      if (!passes || performance.now() + pause > end) throw error;
      await new Promise((done) => setTimeout(done, pause));
    }
  }
}
