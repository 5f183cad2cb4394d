import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pl from "nodejs-polars";
import type { Labels } from "../types.ts";

/** Images that ship with the repository. */
export interface Shipped {
  /** The pixels of all of a part, one image after the other. */
  readonly pixels: Uint8Array;
  /** A class each. */
  readonly labels: Labels["values"];
}

/**
 * A part of a table of images in `data/`: the columns `part`, `label` and `pixels`, a list of
 * bytes.
 *
 * @throws {RangeError} If the file is not there: a package of the library comes without data.
 */
export function readShipped(file: string, part: "train" | "test", instead: string): Shipped {
  const place = new URL(`../../../data/${file}`, import.meta.url);
  const path = place.protocol === "file:" ? fileURLToPath(place) : undefined;
  if (path === undefined || !existsSync(path)) {
    throw new RangeError(
      `data/${file} is not there: it ships with Saddle's repository, not with the package. ${instead}`,
    );
  }
  const table = pl.readParquet(path).filter(pl.col("part").eq(pl.lit(part)));
  return {
    pixels: Uint8Array.from(table.getColumn("pixels").explode().toTypedArray() as Uint8Array),
    labels: Uint8Array.from(table.getColumn("label").toTypedArray() as Uint8Array),
  };
}

/**
 * What was read once, as long as somebody uses it: each combination of an experiment asks again.
 */
const read = new Map<string, WeakRef<Shipped>>();

/** {@linkcode readShipped}, once. */
export function shipped(file: string, part: "train" | "test", instead: string): Shipped {
  const key = `${file} ${part}`, known = read.get(key)?.deref();
  if (known) return known;
  const found = readShipped(file, part, instead);
  read.set(key, new WeakRef(found));
  return found;
}
