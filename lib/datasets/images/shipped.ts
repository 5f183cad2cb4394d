import pl from "nodejs-polars";
import { checkSum, shippedFile } from "../../files/mod.ts";

/** Images that ship with the repository. */
export interface Shipped {
  /** The pixels of all of a part, one image after the other. */
  readonly pixels: Uint8Array;
  /** A class each. */
  readonly labels: Uint8Array;
}

/**
 * The path of a file in `data/`.
 *
 * @param instead What to do where it is not there.
 * @throws {RangeError} If it is not there: a package of the library comes without data.
 */
export function shippedPath(file: string, instead: string): string {
  const path = shippedFile(file);
  if (path !== undefined) return path;
  throw new RangeError(
    `data/${file} is not there: it ships with Saddle's repository, not with the package. ` +
      instead,
  );
}

/**
 * A part of a table of images: the columns `part`, `label` and `pixels`, a list of bytes.
 *
 * @throws {RangeError} If the file is not as it was written.
 */
export function readShipped(path: string, part: "train" | "test"): Shipped {
  checkSum(path);
  const table = pl.readParquet(path).filter(pl.col("part").eq(pl.lit(part)));
  return {
    pixels: Uint8Array.from(table.getColumn("pixels").explode().toTypedArray() as Uint8Array),
    labels: Uint8Array.from(table.getColumn("label").toTypedArray() as Uint8Array),
  };
}
