import { count, read, type Spec } from "../../options/mod.ts";
import { checkDraw } from "../check.ts";
import type { Dataset, Extent, FiniteDataset } from "../types.ts";
import { drawFace, HAIR } from "./face.ts";
import { SIDE } from "./faces_to_ship.ts";
import { atMost, IMAGES, imageSet, type ImagesOptions, labelsOf, LOW } from "./image_set.ts";
import { shared } from "./shared.ts";
import { shippedFaces } from "./shipped_faces.ts";

/** Options of {@linkcode drawnFaces}. */
export interface DrawnFacesOptions {
  /** The images' side in pixels. Default 64. At most 1,024. */
  readonly size?: number;
  /** What black is: -1, or 0. White is 1. Default -1. */
  readonly low?: -1 | 0;
}

/** What fits {@linkcode DrawnFacesOptions}. */
export const DRAWN_FACES = { size: count(64, { most: 1024 }), low: LOW } satisfies Spec<
  DrawnFacesOptions
>;

/**
 * Faces drawn from simple shapes: hair of six kinds, skin, eyes, brows, mouth, glasses and beards
 * by lot. No end of them, every one new; nobody's face, and under the licence of this repository.
 * Nothing but arithmetic draws them, some milliseconds each at 64 x 64. {@linkcode faces} are
 * some, with labels.
 *
 * @throws {RangeError} If an option is unknown or does not fit.
 *
 * @example
 * ```ts
 * import { drawnFaces, type DrawnFacesOptions } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const options: DrawnFacesOptions = { size: 16 };
 * const set = drawnFaces(options);
 * const two = set.sample(stream(1, 0, "data"), 2);
 * assert.deepEqual([set.shape, two.length], [[16, 16, 3], 2 * 16 * 16 * 3]);
 * ```
 */
export function drawnFaces(options: DrawnFacesOptions = {}): Dataset {
  const { size, low } = read("drawnFaces", options, DRAWN_FACES), dimension = size * size * 3;
  return {
    name: "drawn faces",
    dimension,
    shape: [size, size, 3],
    extent: new Array<Extent>(dimension).fill([low, 1]),
    sample(random, n) {
      checkDraw("drawn faces", random, n);
      const out = new Float32Array(n * dimension);
      for (let i = 0; i < n; i++) {
        const { pixels } = drawFace(random, size);
        pixels.forEach((byte, at) => out[i * dimension + at] = low + byte / 255 * (1 - low));
      }
      return out;
    },
  };
}

/**
 * The drawn faces that ship with Saddle: 1,800 to train with and 200 to test with, 64 x 64 in
 * colour, the kind of hair as their label. The same on every machine, and faster than {@linkcode
 * drawnFaces}.
 *
 * @throws {RangeError} If an option is unknown or does not fit, or the library is a package without
 * data.
 *
 * @example
 * ```ts
 * import { faces } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const set = faces({ part: "test" });
 * assert.deepEqual([set.size, set.shape], [200, [64, 64, 3]]);
 * assert.deepEqual(set.labels!.names, ["short", "fringe", "parted", "long", "curly", "bun"]);
 * ```
 */
export function faces(options: ImagesOptions = {}): FiniteDataset {
  const { part, low, most } = read("faces", options, IMAGES);
  const shipped = shippedFaces();
  return shared(["faces", part, low, most], shipped.files, () => {
    const { pixels, labels } = shipped.of(part), one = SIDE * SIDE * 3;
    const name = `faces, ${part}`, size = atMost(most, labels.length);
    return imageSet(
      { name, shape: [SIDE, SIDE, 3], size, low, labels: labelsOf(labels, HAIR, size) },
      (place) => pixels.subarray(place * one, (place + 1) * one),
    );
  });
}
