import { mixture } from "./mixture.ts";
import type { Dataset } from "./types.ts";

/**
 * gan_comparison's "circle", its data in the plane: ten equal Gaussians of deviation 0.1 on the unit circle, at the angles 2 pi k / 10, shown on
 * [-2, 2]. It is `ring({ modes: 10, deviation: 0.1 })` with that window. There, exactly a tenth of a fixed set (10,000 points to train
 * with, 200 to compare with) comes from each; here each point
 * chooses by itself.
 *
 * @example
 * ```ts
 * import { ring, ringOfTen } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(ringOfTen().modes, ring({ modes: 10, deviation: 0.1 }).modes);
 * ```
 */
export function ringOfTen(): Dataset {
  return mixture({
    name: "ring-of-ten",
    centres: Array.from({ length: 10 }, (_, k) => {
      const angle = 2 * Math.PI * k / 10;
      return [Math.cos(angle), Math.sin(angle)];
    }),
    deviation: .1,
    extent: [[-2, 2], [-2, 2]],
  });
}
