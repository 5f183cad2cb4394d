import { statSync } from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { digestOf } from "../../files/mod.ts";
import { decodePicture, type PictureForm } from "./decode_picture.ts";
import { keptPixels } from "./kept_pixels.ts";
import { NotReady, tenths } from "./not_ready.ts";
import { readBytes } from "./unpacked.ts";

/** A picture that was left out, and why. */
export interface SkippedPicture {
  /** Its path in the folder. */
  readonly file: string;
  /** What is wrong with it. */
  readonly reason: string;
}

/** How the pictures of a folder are decoded. */
export interface Decoding extends PictureForm {
  /** The folder. */
  readonly path: string;
  /** The pictures' paths in it. */
  readonly files: readonly string[];
  readonly corrupt: "refuse" | "skip";
  /** Megabytes to keep. */
  readonly memory: number;
  /** Bytes an image. */
  readonly length: number;
}

/** The pictures of a folder. */
export interface Decoded {
  /** The files that are in the set. */
  readonly kept: readonly string[];
  readonly skipped: readonly SkippedPicture[];
  readonly pixels: (place: number) => Uint8Array;
}

/**
 * A folder whose pictures are to be decoded before they are used: all that cannot be read come up
 * then.
 */
export class UndecodedPictures extends NotReady {
  /** Its name in messages. */
  override readonly name = "UndecodedPictures";
  readonly #decoding: Decoding;
  readonly #key: string;

  /** The error of a folder that is decoded in one way. */
  constructor(decoding: Decoding, key: string) {
    const { path, files } = decoding;
    super(
      `The ${files.length} pictures in ${
        basename(path)
      } are not decoded yet: \`await imageFolder(...)\` ` +
        `does it, or \`await withData(() => ...)\`.`,
    );
    this.#decoding = decoding;
    this.#key = key;
  }

  /** Decodes them. */
  override async prepare(say: (line: string) => void): Promise<void> {
    const { path, files, corrupt } = this.#decoding, name = basename(path);
    const progress = tenths((done, total) => say(`${name}: ${done} of ${total} pictures decoded`));
    const looked: (Uint8Array | SkippedPicture)[] = [];
    for (const file of files) {
      looked.push(look(this.#decoding, file));
      progress(looked.length, files.length);
      // what lies outside of the collector's sight is let go between two turns of the event loop
      if (looked.length % 16 === 0) await new Promise((go) => setTimeout(go, 0));
    }
    const skipped = looked.flatMap((one) => one instanceof Uint8Array ? [] : [one]);
    if (skipped.length === files.length || corrupt === "refuse" && skipped.length > 0) {
      throw unreadable(path, skipped, files.length);
    }
    const images = looked.filter((one) => one instanceof Uint8Array);
    const kept = files.filter((_, place) => looked[place] instanceof Uint8Array);
    for (const key of [...ready.keys()].slice(0, -MOST_READY + 1)) ready.delete(key);
    ready.set(this.#key, { kept, skipped, pixels: (place) => images[place]! });
  }
}

/** Folders that are kept decoded. */
const MOST_READY = 4;

/** Folders that were decoded: each combination of an experiment asks again. */
const ready = new Map<string, Decoded>();

/**
 * A folder whose pictures were all decoded before.
 *
 * @throws {UndecodedPictures} If they were not, or have changed since.
 */
export function decodedBefore(decoding: Decoding): Decoded {
  const { path, files, size, channels, fit, corrupt } = decoding;
  const times = files.map((file) => statSync(join(path, file)).mtimeMs);
  const key = digestOf(
    JSON.stringify([path, process.cwd(), files, times, size, channels, fit, corrupt]),
  );
  const found = ready.get(key);
  if (found) return found;
  throw new UndecodedPictures(decoding, key);
}

/** A folder whose pictures are decoded when it is their turn. */
export function decodedInTurn(decoding: Decoding): Decoded {
  const { path, files, length, memory, corrupt } = decoding;
  const skipped = new Map<string, SkippedPicture>(), list: SkippedPicture[] = [];
  const pixels = keptPixels(length, memory * 1e6, (place) => {
    for (let step = 0; step < files.length; step++) {
      const file = files[(place + step) % files.length]!;
      if (skipped.has(file)) continue;
      const looked = look(decoding, file);
      if (looked instanceof Uint8Array) return looked;
      skipped.set(file, looked);
      list.push(looked);
      if (corrupt === "refuse") break;
    }
    throw unreadable(path, list, files.length);
  });
  return { kept: files, skipped: list, pixels };
}

/** The bytes of a picture, or why there are none. */
function look(decoding: Decoding, file: string): Uint8Array | SkippedPicture {
  try {
    return decodePicture(readBytes(join(decoding.path, file)), decoding);
  } catch (error) {
    return { file, reason: (error as Error).message.replace(/\.$/, "") };
  }
}

function unreadable(path: string, skipped: readonly SkippedPicture[], of: number): RangeError {
  const shown = skipped.slice(0, 5).map(({ file, reason }) => `${file} (${reason})`).join(", ");
  const more = skipped.length > 5 ? ` and ${skipped.length - 5} more` : "";
  return new RangeError(
    `${skipped.length} of ${of} pictures in ${basename(path)} cannot be read: ${shown}${more}. ` +
      `Repair or remove them, or leave them out with corrupt: "skip".`,
  );
}
