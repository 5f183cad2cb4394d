import { describe, start } from "../../engine/mod.ts";
import { floor, modesCaptured, slicedWasserstein } from "../../metrics/mod.ts";
import { stream } from "../../random/mod.ts";
import { generateFrom, openTraining, type TrainingSession } from "../../training/mod.ts";
import type { Change } from "./code_of.ts";
import { changing, datasetOf, trainingOf } from "./parts.ts";
import {
  type Begun,
  GRID_SIDE,
  type Picture,
  type RunState,
  type Wanted,
  type Window,
} from "./protocol.ts";
import { LIGHT, type Settings } from "./settings.ts";

/** Points that are shown and measured of the data and of each generator. */
const POINTS = 400;

/** Directions of the sliced distance. */
const SLICES = { dimension: 2, power: 1, projections: 16 } as const;

/** No training of a page takes so many steps. */
const ENDLESS = 1e9;

/** One training of the plane, as the page shows it. It owns tensors. */
export class Scene {
  readonly begun: Begun;
  readonly #session: TrainingSession;
  readonly #grid: Float32Array;
  readonly #changes: Change[];

  private constructor(settings: Settings, session: TrainingSession, begun: Begun) {
    this.#changes = [{ step: 0, settings }];
    this.#session = session;
    this.#grid = latentGrid(settings.runs);
    this.begun = begun;
  }

  /** Opens a run before its first step. */
  static async open(settings: Settings): Promise<Scene> {
    const engine = describe(await start({ engine: "wasm" }));
    const data = datasetOf(settings), window = windowOf(data.extent, settings.runs);
    const real = data.sample(stream(0, 0, "shown"), POINTS);
    const measured = data.sample(stream(1, 0, "measured"), POINTS);
    const distance = (points: Float32Array) => slicedWasserstein(points, measured, SLICES);
    const { modes } = data;
    const modeCount = settings.data === "own" ? undefined : modes?.weights.length;
    const session = await openTraining({
      ...trainingOf(settings),
      steps: ENDLESS,
      every: ENDLESS,
      grid: window,
      snapshotSize: POINTS,
      metricSize: POINTS,
      metrics: {
        distance,
        ...(modes && modeCount !== undefined ? { modes: scoresOfModes(modes) } : {}),
      },
    });
    const { median, quantiles } = floor(distance, data, { n: POINTS, repeats: 40 });
    const scored = { median, low: quantiles.p5, high: quantiles.p95 };
    const begun = { data: real, window, modeCount, floor: scored, engine };
    return new Scene(settings, session, { say: "begun", ...begun });
  }

  /** The settings of the run from its start, and at which steps they changed. */
  get changes(): readonly Change[] {
    return this.#changes;
  }

  /** Whether other settings only change numbers of this run. */
  takes(settings: Settings): boolean {
    const names = Object.keys(settings) as (keyof Settings)[], now = this.#changes.at(-1)!.settings;
    return names.every((name) =>
      LIGHT.has(name) || JSON.stringify(settings[name]) === JSON.stringify(now[name])
    );
  }

  /** Takes the numbers of other settings from the next step on. */
  change(settings: Settings): void {
    this.#session.change(changing(settings));
    this.#changes.push({ step: this.#session.step, settings });
  }

  /** Takes so many steps. */
  advance(steps: number): Promise<void> {
    return this.#session.advance(steps);
  }

  /** What there is to see now. */
  picture(wanted: Wanted, done: Pick<Picture, "steps" | "milliseconds">): Picture {
    const look = this.#session.look();
    return {
      say: "picture",
      step: look.step,
      ...done,
      samples: look.samples,
      critic: look.critic!,
      grid: wanted.grid ? generateFrom(this.#session.trained(), this.#grid) : new Float32Array(),
      runs: look.status.map(({ outcome, step }, r): RunState => {
        const metrics = look.metrics[r]!, losses = look.losses[r] ?? {};
        const number = (row: Readonly<Record<string, number>>, name: string) => row[name] ?? NaN;
        return {
          distance: number(metrics, "distance"),
          captured: metrics["captured"],
          quality: metrics["quality"],
          criticLoss: number(losses, "criticLoss"),
          generatorLoss: number(losses, "generatorLoss"),
          penalty: number(losses, "penalty"),
          ...{ outcome, step },
        };
      }),
    };
  }

  /** All of the run, for tests of what the page says of it. */
  get session(): TrainingSession {
    return this.#session;
  }

  /** Frees its tensors. */
  dispose(): void {
    this.#session.dispose();
  }
}

/** The window of data with a margin; many runs are looked at less finely. */
function windowOf(extent: readonly (readonly [number, number])[], runs: number): Window {
  const [x, y] = extent.map(([low, high]): [number, number] => {
    const margin = 0.1 * (high - low);
    return [low - margin, high + margin];
  });
  const n = runs === 1 ? 41 : runs <= 4 ? 31 : 21;
  return { x: x!, y: y!, nx: n, ny: n };
}

/** What a metric says of modes. */
function scoresOfModes(modes: Parameters<typeof modesCaptured>[1]) {
  return (points: Float32Array) => {
    const { captured, highQuality: quality } = modesCaptured(points, modes);
    return { captured, quality };
  };
}

/** A square grid of latents, which holds 19 of 20 of each coordinate: `[runs, side, side, 2]`. */
function latentGrid(runs: number): Float32Array {
  const one = Array.from(
    { length: GRID_SIDE ** 2 },
    (_, i) =>
      [i % GRID_SIDE, Math.floor(i / GRID_SIDE)].map((at) => 2 * (2 * at / (GRID_SIDE - 1) - 1)),
  ).flat();
  return Float32Array.from({ length: runs * one.length }, (_, i) => one[i % one.length]!);
}
