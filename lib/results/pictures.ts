import pl from "nodejs-polars";
import type { Experiment } from "../experiments/mod.ts";
import type { ImageShape } from "../figures/mod.ts";
import type { Run } from "../training/mod.ts";
import type { ResultTables } from "./result.ts";
import { shrunk } from "./shrunk.ts";

/** Which pictures of a training are kept, and how. */
export interface KeptPictures {
  /** Height, width and channels of an image. */
  readonly shape: ImageShape;
  /** How many of a snapshot: the first ones. */
  readonly count: number;
  /** Levels of each channel that are kept, 256 at most: with fewer, files are smaller. */
  readonly levels: number;
  /** The side of the squares of pixels that become one, their mean. Default 1. */
  readonly side?: number;
}

/**
 * The first images of every snapshot of a training of one run as a table: run, step, place, pixels
 * (bytes, row by row, channels innermost, 0 for -1 and 255 for 1).
 */
export function picturesOf(
  { snapshots }: Run,
  { shape, count, levels, side = 1 }: KeptPictures,
): pl.DataFrame {
  const one = shape[0] * shape[1] * shape[2];
  const rows = snapshots.flatMap(({ step, samples }) =>
    Array.from({ length: count }, (_, place) => {
      const image = samples.subarray(place * one, (place + 1) * one);
      return { step, place, pixels: bytesOf(shrunk(image, shape, side), levels) };
    })
  );
  return pl.DataFrame([
    pl.Series("run", rows.map(() => 0), pl.Int32),
    pl.Series("step", rows.map(({ step }) => step), pl.Int32),
    pl.Series("place", rows.map(({ place }) => place), pl.Int32),
    pl.Series("pixels", rows.map(({ pixels }) => pixels), pl.List(pl.UInt8)),
  ]);
}

/** The tables of a training of one run on pictures: its metrics, losses and kept pictures. */
export function pictureTables({ metrics, history, further }: Experiment): ResultTables {
  return {
    "": metrics.drop("run"),
    losses: history.drop("run"),
    pictures: further["pictures"]!.drop("run"),
  };
}

function bytesOf(image: Float32Array, levels: number): number[] {
  return Array.from(image, (value) => {
    const level = Math.round((Math.min(1, Math.max(-1, value)) + 1) / 2 * (levels - 1));
    return Math.round(level * 255 / (levels - 1));
  });
}
