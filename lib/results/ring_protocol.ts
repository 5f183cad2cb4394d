import { type Dataset, ring, ringOfSeven } from "../datasets/mod.ts";
import type { Training } from "../experiments/mod.ts";
import { modesCaptured } from "../metrics/mod.ts";
import { columnsFirst } from "./columns_first.ts";
import { lastPoints } from "./last_points.ts";
import { methodsOf } from "./methods_of.ts";
import { modeScores } from "./mode_scores.ts";
import type { Result } from "./result.ts";
import { RING_METHODS, type RingMethod } from "./ring_methods.ts";

export { RING_METHODS };

/** How long and how often to train; the defaults are what is stored. */
export interface RingProtocolOptions {
  /** Generator steps. Default 25,000. */
  readonly steps?: number;
  /** Steps between rows. Default a twentieth of `steps`. */
  readonly every?: number;
  /** Seeds. Default 10. */
  readonly runs?: number;
  /** Points a step, real and generated. Default 512. */
  readonly batch?: number;
  /** Width of the two hidden layers. Default 128. */
  readonly hidden?: number;
  /** The generator's inputs. Default 256. */
  readonly latent?: number;
  /** The methods. Default {@linkcode RING_METHODS}. */
  readonly methods?: readonly RingMethod[];
  /** The seed. Default 1. */
  readonly seed?: number;
}

/** Points of run 0 that are kept for pictures. */
const KEPT = 400;

/**
 * The protocol of the Unrolled GAN's public code, in which VEEGAN's table has its rows, at full length: a
 * ring of radius 1 and deviation 0.01; once with eight modes, once with the seven that its angles give.
 *
 * Tables: "" with the columns data, method, step, run, modes, quality, reverseKL, believed (2,500 points
 * each); `believed` counts by the eight angles of the code, two of which are one place. `points` with
 * data, method, x, y: points of run 0 after the last step.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { RING_METHODS, ringProtocol, type RingProtocolOptions } from "saddle/results/mod.ts";
 *
 * const short: RingProtocolOptions = { steps: 10, methods: RING_METHODS.slice(0, 1) };
 * assert.equal(ringProtocol(short).name, "ring-protocol");
 * ```
 */
export function ringProtocol(
  { methods = RING_METHODS, ...given }: RingProtocolOptions = {},
): Result<{ method: RingMethod; data: Dataset }> {
  const { steps = 25_000, every = Math.max(1, Math.round(steps / 20)) } = given;
  const { runs = 10, batch = 512, hidden = 128, latent = 256, seed = 1 } = given;
  return {
    name: "ring-protocol",
    about:
      "The ring of the Unrolled GAN and VEEGAN at full length, with eight modes and with its " +
      `own seven: ${methods.map(({ name }) => name).join(", ")}.`,
    experiment: () => ({
      parameters: { method: methods, data: [ring(), ringOfSeven()] }, // the dear one last
      runs,
      seed,
      samples: "none",
      training: ({ data, method }) => gameOn(data, method, { steps, every, batch, hidden, latent }),
    }),
    tables: async (done) => ({
      "": columnsFirst(done.metrics, "data", "method", "step"),
      points: columnsFirst(await lastPoints(done, KEPT), "data"),
    }),
    settings: (done) => ({
      methods: methodsOf(done),
      metric: "2,500 points a run; modes captured, the same believing in the eight angles of the " +
        "code, high quality (within 3 deviations of the nearest centre), reverse KL in nats",
    }),
  };
}

type Schedule = Required<
  Pick<RingProtocolOptions, "steps" | "every" | "batch" | "hidden" | "latent">
>;

function gameOn(
  dataset: Dataset,
  { network, optimiser, loss, update, constraints = [], average }: RingMethod,
  { hidden, latent, ...schedule }: Schedule,
): Training {
  const modes = dataset.modes!;
  const copied = { ...modes, ...copiedAngles(dataset) };
  return {
    dataset,
    generator: network(hidden, latent, 2),
    critic: network(hidden, 2, 1),
    loss,
    update,
    constraints,
    optimiser: optimiser(schedule.steps),
    ...(average ? { average } : {}),
    snapshotSize: 1,
    metrics: {
      ring: (points) => ({
        ...modeScores(points, modes),
        believed: modesCaptured(points, copied).captured,
      }),
    },
    ...schedule,
  };
}

/** The eight centres by which the published code counts: the true ones, or two of them on one place. */
function copiedAngles({ name, modes }: Dataset): { centres: Float32Array; weights: Float32Array } {
  if (name === ring().name) return modes!;
  const angles = Array.from({ length: 8 }, (_, k) => 2 * Math.PI * k / 7);
  return {
    centres: Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)])),
    weights: new Float32Array(8).fill(1 / 8),
  };
}
