import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execute } from "./execute.ts";

/** The folder of this clone. */
export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Installs the npm packages of `deno.lock` into `node_modules`; nothing is fetched where they are
 * there. The first time, its progress is shown.
 *
 * @throws {Error} If a package cannot be had: without them nothing runs.
 */
export async function installPackages(): Promise<void> {
  const first = !existsSync(join(ROOT, "node_modules", ".deno"));
  const { success, reason, output } = await execute(
    Deno.execPath(),
    ["install", "--config", join(ROOT, "deno.json")],
    { show: first },
  );
  if (!success) {
    throw new Error(`\`deno install\` failed (${reason}); it fetches the npm packages. ${output}`);
  }
}
