import { join } from "node:path";
import { ConfigError } from "./config_error.ts";

/** What a terminal obeys and does not show: control characters, and those of a text's direction. */
export const UNSEEN = /[\p{Cc}\p{Bidi_Control}]/u;

/** Bytes of a folder's name at most, on the systems there are. */
const LONGEST = 255;

/**
 * What the name of a folder cannot have on one system or another, dots alone included, and what is
 * the name of a device on Windows.
 */
const UNFIT =
  /[/\\:*?"<>|\p{Cc}\p{Bidi_Control}]|^\.*$|[.\s]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;

/**
 * The folder of the results of what a file describes.
 *
 * @param out The folder that was asked for. Default `runs/NAME`.
 * @throws {ConfigError} If none was named, or the name of the file's experiment is none of a
 * folder.
 */
export function resultsFolder(
  { file, name }: { readonly file: string; readonly name: string },
  out?: string,
): string {
  if (out !== undefined && out.trim() === "") {
    throw new ConfigError(`--out takes the folder of the results, got ${JSON.stringify(out)}.`);
  }
  if (out !== undefined) return out;
  const { length } = new TextEncoder().encode(name);
  if (length > LONGEST) {
    throw new ConfigError(
      `${file}: name: a folder in runs/ has a name of at most ${LONGEST} bytes, but this one has ` +
        `${length}. Take a shorter name, or say with --out where the results go.`,
    );
  }
  if (!UNFIT.test(name)) return join("runs", name);
  throw new ConfigError(
    `${file}: name: a folder in runs/ cannot be called ${
      JSON.stringify(name)
    }. Take another name, ` +
      `or say with --out where the results go.`,
  );
}
