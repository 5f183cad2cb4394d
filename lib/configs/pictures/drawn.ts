import {
  histogramFrames,
  imageFrame,
  imagePng,
  type ImageShape,
  type SampleSnapshot,
  scatterFrames,
  type Sketch,
  sketchPng,
} from "../../figures/mod.ts";
import { stream } from "../../random/mod.ts";
import { mainRow, type View, type ViewRow } from "./views.ts";

/** What the looks show of one run, by name, `[n, features]`. */
export type Looks = Readonly<Record<string, Float32Array>>;

/** A picture of a view at one step. */
export interface Drawn {
  /** It as a frame of a film. */
  readonly sketch: Sketch;
  /** It as the bytes of a PNG. */
  png(): Uint8Array;
}

/** Draws a view at a step; undefined where a number of it is not finite, of a run that failed. */
export type Draw = (step: number, looks: Looks) => Drawn | undefined;

/** Images of a view at most, those of one row. */
const MOST = 100, MOST_OF_ROWS = 20, COLUMNS = 10;

/** Points of the data that are drawn. */
const POINTS = 500;

/** How a view is drawn; undefined if its points are neither images nor on a line or in the plane. */
export function drawing(view: View, seed: number): Draw | undefined {
  const { of } = mainRow(view);
  if (of.shape) return images(view);
  return of.dimension <= 2 ? points(view, seed) : undefined;
}

function images({ name, rows }: View): Draw {
  const [height, width] = mainRow({ name, rows }).of.shape!;
  const shown = rows.filter(({ of: { shape } }) => shape?.[0] === height && shape[1] === width);
  const channels = Math.max(...shown.map(({ of: { shape } }) => shape![2]));
  const shape: ImageShape = [height, width, channels], low = lowOf(shown[0]!);
  return (step, looks) => {
    const parts = shown.map((row) => withChannels(looks[row.look]!, row.of.shape!, channels));
    if (!parts.every(areFinite)) return undefined;
    const one = height * width * channels, most = shown.length > 1 ? MOST_OF_ROWS : MOST;
    const n = Math.min(most, parts[0]!.length / one);
    const columns = Math.min(COLUMNS, shown.length > 1 ? n : Math.ceil(Math.sqrt(n)));
    const sheet = underEachOther(parts, one, n - (shown.length > 1 ? n % columns : 0), columns);
    const zoom = Math.max(1, Math.min(4, Math.round(640 / (columns * (width + 1)))));
    const form = { shape, low, columns };
    return {
      sketch: imageFrame(sheet, { ...form, most: sheet.length / one, label: `step ${step}` }),
      png: () => imagePng(sheet, { ...form, zoom }),
    };
  };
}

function lowOf({ of }: ViewRow): -1 | 0 {
  return of.extent[0]![0] === 0 ? 0 : -1;
}

function areFinite(values: Float32Array): boolean {
  return values.every(Number.isFinite);
}

/** Grey images in as many channels as coloured ones beside them have. */
function withChannels(all: Float32Array, shape: ImageShape, channels: number): Float32Array {
  if (shape[2] === channels) return all;
  return Float32Array.from(
    { length: all.length * channels },
    (_, i) => all[Math.floor(i / channels)]!,
  );
}

/** The first n images of each part, so many columns of every part in turn. */
function underEachOther(
  parts: readonly Float32Array[],
  one: number,
  n: number,
  columns: number,
): Float32Array {
  const sheet = new Float32Array(parts.length * n * one);
  let at = 0;
  for (let from = 0; from < n; from += columns) {
    for (const part of parts) {
      const row = part.subarray(from * one, Math.min(n, from + columns) * one);
      sheet.set(row, at);
      at += row.length;
    }
  }
  return sheet;
}

function points(view: View, seed: number): Draw {
  const { look, of } = mainRow(view), { grid } = view;
  const data = of.sample(stream(seed, 0, "pictures"), POINTS);
  const frames = (snapshot: SampleSnapshot) =>
    of.dimension === 1
      ? histogramFrames([snapshot], { range: of.extent[0]!, data })
      : scatterFrames([snapshot], { extent: of.extent, data, most: POINTS });
  return (step, looks) => {
    const samples = looks[look]!, critic = grid && looks["critic"]!;
    if (!areFinite(samples) || (critic && !areFinite(critic))) return undefined;
    const [sketch] = frames({ step, samples, ...(critic ? { critic, grid } : {}) });
    return { sketch: sketch!, png: () => sketchPng(sketch!) };
  };
}
