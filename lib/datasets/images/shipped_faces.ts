import { readShipped, type Shipped, shippedPath } from "./shipped.ts";

/** The faces that ship. */
export interface ShippedFaces {
  /** The files that they are read from. */
  readonly files: readonly string[];
  /** Those of a part. */
  of(part: "train" | "test"): Shipped;
}

/**
 * The faces that ship.
 *
 * @throws {RangeError} If the library is a package without data.
 */
export function shippedFaces(): ShippedFaces {
  const path = shippedPath("faces.parquet", "drawnFaces() draws new ones.");
  return { files: [path], of: (part) => readShipped(path, part) };
}
