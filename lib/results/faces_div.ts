import { wassersteinDivergence } from "../constraints/mod.ts";
import { faces } from "../datasets/mod.ts";
import { wasserstein } from "../losses/mod.ts";
import { nearestPoints } from "../metrics/mod.ts";
import { divConvCritic, divConvGenerator } from "../models/mod.ts";
import { adam, type Metric, type Run } from "../training/mod.ts";
import { generatorOf } from "./generator_of.ts";
import { methodsOf } from "./methods_of.ts";
import { picturesOf, pictureTables } from "./pictures.ts";
import type { Result } from "./result.ts";
import { shrunk } from "./shrunk.ts";

/** How long {@linkcode facesDiv} trains, and how large its nets are. */
export interface FacesDivOptions {
  /** Generator steps. Default 1,600. */
  readonly steps?: number;
  /** Steps between rows. Default a tenth of `steps`. */
  readonly every?: number;
  /** Images a step, real and generated. Default 16. */
  readonly batch?: number;
  /** Filters of the critic's first convolution; the generator has half. Default 10. */
  readonly filters?: number;
  /** The seed. Default 1. */
  readonly seed?: number;
}

/** Images of a snapshot, as many as Wasserstein-Div shows, and how many of them are kept. */
const SHOWN = 25, KEPT = 16;
const SHAPE = [64, 64, 3] as const;

/**
 * Wasserstein-Div on faces, its own subject: its convolutional nets at 64 x 64 in colour, small
 * ones, on the drawn faces that ship. The Wasserstein divergence with k = 2 and p = 6, one critic
 * step, Adam at 1e-3 with a beta2 of .9, a running mean of the generator.
 *
 * Tables: "" with the columns step, nearest, heldOut (500 faces, made 16 x 16 by means: the median
 * distance of a face to the nearest of all that ship, and the share whose nearest is one of the 200
 * of 2,000 that were held out); `losses` with step, criticLoss, penalty, generatorLoss; `pictures`
 * with step, place, pixels (made 32 x 32; of the later snapshots every second). The trained
 * generator is stored beside them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { facesDiv, type FacesDivOptions } from "saddle/results/mod.ts";
 *
 * const short: FacesDivOptions = { steps: 10, filters: 8 };
 * assert.equal(facesDiv(short).name, "faces-div");
 * ```
 */
export function facesDiv(
  { steps = 1600, every = Math.ceil(steps / 10), batch = 16, filters = 10, seed = 1 }:
    FacesDivOptions = {},
): Result<Record<string, never>> {
  return {
    name: "faces-div",
    about:
      "Drawn faces by Wasserstein-Div's convolutional nets, and how near they are to real ones.",
    experiment: () => ({
      parameters: {},
      seed,
      samples: "none",
      further: {
        pictures: (run) =>
          picturesOf(early(run), { shape: SHAPE, count: KEPT, levels: 16, side: 2 }),
      },
      training: () => ({
        dataset: faces(),
        generator: divConvGenerator({ inputs: 56, filters: filters / 2 }),
        critic: divConvCritic({ filters }),
        loss: wasserstein(),
        constraints: [wassersteinDivergence({ k: 2, p: 6 })],
        optimiser: adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 }),
        average: { decay: 0.99 },
        steps,
        every,
        batch,
        snapshotSize: SHOWN,
        metrics: { faces: nearness() },
        metricSize: 500,
      }),
    }),
    tables: pictureTables,
    players: async (done) => generatorOf(await done.trained({})),
    settings: (done) => ({
      methods: methodsOf(done),
      metric: "500 faces against all 2,000 that ship, each square of 4 x 4 pixels its mean",
    }),
  };
}

/** The first snapshots, and of the later ones, which differ little, every second. */
function early(run: Run): Run {
  return { ...run, snapshots: run.snapshots.filter((_, i) => i < 5 || i % 2 === 0) };
}

/** How near generated faces are to the nearest real ones, and which these are. */
function nearness(): Metric {
  const small = (images: Float32Array) => shrunk(images, SHAPE, 4);
  const known = faces(), held = faces({ part: "test" });
  const [first, last] = [small(known.points), small(held.points)];
  const all = new Float32Array(first.length + last.length);
  all.set(first);
  all.set(last, first.length);
  return (images) => {
    const { index, distance } = nearestPoints(small(images), all, { dimension: 16 * 16 * 3 });
    return {
      nearest: [...distance].sort((a, b) => a - b)[distance.length >> 1]!,
      heldOut: index.filter((place) => place >= known.size).length / index.length,
    };
  };
}
