import pl from "nodejs-polars";
import { mnist } from "../datasets/mod.ts";
import { facesToShip } from "../datasets/house.ts";
import type { MadeResult } from "./result.ts";

/** Images of one part, as they go into a table. */
interface Part {
  readonly part: "train" | "test";
  readonly pixels: readonly Uint8Array[];
  readonly labels: readonly number[];
}

/**
 * The digits that ship: every sixth training image and every fifth test image of MNIST. Its test
 * set begins with the easier half, so that the first 2,000 would be another test.
 */
export function shippedDigits(): MadeResult {
  return {
    name: "digits",
    about: "every sixth training image and every fifth test image of MNIST, for digits()",
    async make() {
      const parts = [await every(6, "train"), await every(5, "test")];
      const settings = { of: "MNIST", train: "every 6th", test: "every 5th", shape: [28, 28, 1] };
      return { tables: { "": tableOf(parts) }, settings };
    },
  };
}

/** The drawn faces that ship. */
export function shippedFaces(): MadeResult {
  return {
    name: "faces",
    about: "faces drawn from simple shapes, for faces()",
    make() {
      const parts = (["train", "test"] as const).map((part): Part => ({
        part,
        ...facesToShip(part),
      }));
      const settings = { shape: [64, 64, 3], labels: "the kind of hair" };
      return Promise.resolve({ tables: { "": tableOf(parts) }, settings });
    },
  };
}

async function every(step: number, part: "train" | "test"): Promise<Part> {
  const set = await mnist({ part, low: 0 }), one = set.dimension;
  const places = Array.from({ length: Math.floor(set.size / step) }, (_, i) => i * step);
  const bytes = Uint8Array.from(set.rows!(places), (value) => Math.round(255 * value));
  return {
    part,
    pixels: places.map((_, i) => bytes.subarray(i * one, (i + 1) * one)),
    labels: places.map((place) => set.labels!.values[place]!),
  };
}

function tableOf(parts: readonly Part[]): pl.DataFrame {
  const pixels = parts.flatMap(({ pixels }) => pixels.map((image) => Array.from(image)));
  return pl.DataFrame([
    pl.Series("part", parts.flatMap(({ part, labels }) => labels.map(() => part)), pl.Utf8),
    pl.Series("label", parts.flatMap(({ labels }) => labels), pl.UInt8),
    pl.Series("pixels", pixels, pl.List(pl.UInt8)),
  ]);
}
