import { extname, join } from "node:path";
import pl from "nodejs-polars";
import { imagePng } from "../../figures/mod.ts";
import { makeFolder, replaceFile } from "../../files/mod.ts";
import type { StoredGenerator } from "./stored_generator.ts";

/** Images of one grid at most. */
const MOST_OF_GRID = 10_000;

/** What is written, and where. */
export interface WriteOptions {
  /** A .png for a grid, a .csv or .parquet for a row a sample; else a folder of PNGs. */
  readonly out: string;
  /** Images in a row of a grid; by default as many as there are rows, at most 10. */
  readonly columns?: number | undefined;
}

/** Where samples go if nobody says it. */
export function usualOut({ shape }: Pick<StoredGenerator, "shape">): string {
  return shape ? "samples.png" : "samples.csv";
}

/**
 * Writes samples `[n, dimension]`: each file is there whole or not at all.
 *
 * @returns What was written, in words.
 * @throws {RangeError} If pictures are wanted of what are none, or the system refuses the place.
 */
export async function writeSamples(
  samples: Float32Array,
  generator: StoredGenerator,
  { out, columns }: WriteOptions,
): Promise<string> {
  const { dimension, shape } = generator, n = samples.length / dimension;
  const kind = extname(out).toLowerCase();
  if (kind === ".csv" || kind === ".parquet") {
    await replaceFile(out, tableBytes(samples, generator, kind));
    return `${n} rows of ${dimension} numbers in ${out}`;
  }
  if (!shape) {
    throw new RangeError(
      `--out: the samples are points of ${dimension} numbers and no pictures: write them to a .csv ` +
        `or a .parquet.`,
    );
  }
  if (kind === ".png") {
    if (n > MOST_OF_GRID) {
      throw new RangeError(
        `--out: a grid has at most ${MOST_OF_GRID} images, and ${n} are too many: name a folder.`,
      );
    }
    const form = { shape, low: generator.low, ...(columns === undefined ? {} : { columns }) };
    await replaceFile(out, imagePng(samples, form));
    return `a grid of ${n} in ${out}`;
  }
  if (kind !== "") {
    throw new RangeError(
      `--out: a grid is a .png, a table a .csv or .parquet, and a folder has no ending, but ` +
        `${JSON.stringify(out)} came.`,
    );
  }
  await writeEach(samples, generator, out);
  return `${n} pictures in ${out}`;
}

/** A PNG each, numbered from 0. */
async function writeEach(
  samples: Float32Array,
  { dimension, shape, low }: StoredGenerator,
  folder: string,
): Promise<void> {
  await makeFolder(folder);
  const n = samples.length / dimension, digits = Math.max(4, String(n - 1).length);
  for (let i = 0; i < n; i++) {
    const one = samples.subarray(i * dimension, (i + 1) * dimension);
    const name = `${String(i).padStart(digits, "0")}.png`;
    await replaceFile(join(folder, name), imagePng(one, { shape: shape!, low }));
  }
}

/** A row a sample; with the class it was told, where it was. */
function tableBytes(
  samples: Float32Array,
  { dimension, classes }: StoredGenerator,
  kind: ".csv" | ".parquet",
): string | Uint8Array {
  const n = samples.length / dimension;
  const names = dimension > 3
    ? Array.from({ length: dimension }, (_, axis) => `x${axis + 1}`)
    : ["x", "y", "z"].slice(0, dimension);
  const columns = names.map((name, axis) =>
    pl.Series(
      name,
      Float32Array.from({ length: n }, (_, i) => samples[i * dimension + axis]!),
      pl.Float32,
    )
  );
  const told = classes === 0 ? [] : [
    pl.Series("label", Int32Array.from({ length: n }, (_, i) => i % classes), pl.Int32),
  ];
  const table = pl.DataFrame([...told, ...columns]);
  return kind === ".csv"
    ? table.writeCSV().toString()
    : table.writeParquet({ compression: "zstd" });
}
