import { join } from "node:path";
import { ConfigError } from "./config_error.ts";
import type { Config } from "./read_config.ts";

/** What the name of a folder cannot have on one system or another, dots alone included. */
const UNFIT = /[/\\:*?"<>|\p{Cc}]|^\.*$|[. ]$/u;

/**
 * The folder of the results of what a file describes.
 *
 * @param out The folder that was asked for. Default `runs/NAME`.
 * @throws {ConfigError} If none was named, or the name of the file's experiment is none of a
 * folder.
 */
export function resultsFolder({ file, name }: Pick<Config, "file" | "name">, out?: string): string {
  if (out !== undefined && out.trim() === "") {
    throw new ConfigError(`--out takes the folder of the results, got ${JSON.stringify(out)}.`);
  }
  if (out !== undefined) return out;
  if (!UNFIT.test(name)) return join("runs", name);
  throw new ConfigError(
    `${file}: name: a folder in runs/ cannot be called ${
      JSON.stringify(name)
    }. Take another name, ` +
      `or say with --out where the results go.`,
  );
}
