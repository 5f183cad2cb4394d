import { type Dataset, ring, ringOfSeven } from "../datasets/mod.ts";
import { modesCaptured } from "../metrics/mod.ts";
import { generate, type Run, train } from "../training/mod.ts";
import { kept } from "./kept.ts";
import { modeScores } from "./mode_scores.ts";
import { type Part, settingsOf, tableOf } from "./parts.ts";
import { planePoints } from "./plane_points.ts";
import type { Computed, Result } from "./result.ts";
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
export function ringProtocol(options: RingProtocolOptions = {}): Result {
  return {
    name: "ring-protocol",
    about:
      "The ring of the Unrolled GAN and VEEGAN at full length, with eight modes and with its " +
      `own seven: ${(options.methods ?? RING_METHODS).map(({ name }) => name).join(", ")}.`,
    compute: (report, keep) => compute(options, report, keep),
  };
}

async function compute(
  { methods = RING_METHODS, ...given }: RingProtocolOptions,
  report: (line: string) => void,
  keep?: string,
): Promise<Computed> {
  const { steps = 25_000, every = Math.max(1, Math.round(steps / 20)) } = given;
  const { runs = 10, batch = 512, hidden = 128, latent = 256, seed = 1 } = given;
  const schedule = { steps, every, runs, batch, hidden, latent, seed };
  const parts: Part[] = [];
  for (const method of methods) { // the dear one last, on both rings
    for (const dataset of [ring(), ringOfSeven()]) {
      const words = { data: dataset.name, method: method.name };
      const checkpoint = kept(keep, `${dataset.name}-${method.name}`);
      const began = performance.now();
      const run = await trainOn(dataset, method, schedule, checkpoint);
      parts.push({ words, run });
      const seconds = (performance.now() - began) / 1000;
      report(`${dataset.name}, ${method.name}: ${seconds.toFixed(0)} s in this process`);
    }
  }
  return {
    tables: {
      "": tableOf(parts),
      points: tableOf(parts, (run) => planePoints(generate(run, KEPT).subarray(0, 2 * KEPT))),
    },
    settings: {
      methods: parts.map((part) => ({
        ...settingsOf(part),
        seconds: Math.round(part.run.seconds),
      })),
      metric: "2,500 points a run; modes captured, the same believing in the eight angles of the " +
        "code, high quality (within 3 deviations of the nearest centre), reverse KL in nats",
    },
    seed,
    engine: parts[0]!.run.engine,
  };
}

function trainOn(
  dataset: Dataset,
  { network, optimiser, loss, update, constraints = [], average }: RingMethod,
  { hidden, latent, ...schedule }: Required<Omit<RingProtocolOptions, "methods">>,
  checkpoint: ReturnType<typeof kept>,
): Promise<Run> {
  const modes = dataset.modes!;
  const copied = { ...modes, ...copiedAngles(dataset) };
  return train({
    dataset,
    generator: network(hidden, latent, 2),
    critic: network(hidden, 2, 1),
    loss,
    update,
    constraints,
    optimiser: optimiser(schedule.steps),
    ...(average ? { average } : {}),
    grid: null,
    snapshotSize: 1,
    metrics: {
      ring: (points) => ({
        ...modeScores(points, modes),
        believed: modesCaptured(points, copied).captured,
      }),
    },
    ...schedule,
    ...checkpoint,
  });
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
