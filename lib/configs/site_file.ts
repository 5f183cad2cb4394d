import { dirname, extname, resolve } from "node:path";
import type { SiteSettings } from "../cluster/mod.ts";
import { SITE } from "../cluster/house.ts";
import { refusedBySystem } from "../files/mod.ts";
import { optionsOf } from "./of_spec.ts";
import { parseConfig } from "./parse_config.ts";
import { checkKeys } from "./readers.ts";
import { ConfigError } from "./config_error.ts";

/** The file of the cluster's settings for an experiment: `six.slurm.yaml` beside `six.yaml`. */
export function siteFile(config: string): string {
  return `${config.slice(0, config.length - extname(config).length)}.slurm.yaml`;
}

/**
 * The settings of the cluster for an experiment; the usual ones if there is no such file.
 *
 * @throws {ConfigError} If it says something that cannot be meant: names line and column.
 */
export async function readSite(config: string): Promise<SiteSettings> {
  const file = siteFile(config);
  const content = await Deno.readTextFile(file).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new ConfigError((refusedBySystem(file, "read", error) as Error).message);
  });
  return siteOf(content ?? "{}", file);
}

/** The same, of the text of a file. */
export function siteOf(content: string, file: string): SiteSettings {
  const root = parseConfig(content, file);
  checkKeys(root, Object.keys(SITE));
  const reading = { folder: dirname(resolve(file)), seed: 0, perRun: new Set<never>() };
  return optionsOf<SiteSettings>(root, SITE, reading);
}
