import { colours } from "../../figures/house.ts";
import type { CanvasRenderingContext2D as Context } from "../../figures/mod.ts";
import type { Begun } from "./protocol.ts";

/** The distances of all runs at a step. */
export interface Measured {
  readonly step: number;
  /** One a run; NaN where there is none. */
  readonly distances: readonly number[];
}

/** At most so many places of a curve are kept: on more, every other one goes. */
const MOST = 600;

/** Adds to a curve; a long one is thinned, so that it costs the same for ever. */
export function withPoint(curve: readonly Measured[], point: Measured): Measured[] {
  const before = curve.length < MOST ? curve : curve.filter((_, i) => i % 2 === 0);
  return [...before, point];
}

/** The middle one of the numbers that are; NaN if there is none. */
export function middle(values: readonly number[]): number {
  const all = values.filter(Number.isFinite).sort((a, b) => a - b);
  const half = (all.length - 1) / 2;
  return all.length === 0 ? NaN : (all[Math.floor(half)]! + all[Math.ceil(half)]!) / 2;
}

const LEFT = 46, RIGHT = 12, TOP = 12, BOTTOM = 26;

/** Draws the distances over the steps on a logarithmic scale, with the floor of a perfect generator. */
export function drawCurve(
  context: Context,
  { width, height }: { readonly width: number; readonly height: number },
  curve: readonly Measured[],
  floor: Begun["floor"],
): void {
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  const all = curve.flatMap(({ distances }) => distances).filter((one) => one > 0);
  const low = Math.min(floor.low, ...all) / 1.15, high = Math.max(4 * floor.high, ...all) * 1.2;
  const end = Math.max(curve.at(-1)?.step ?? 0, 1);
  const x = (step: number) => LEFT + step / end * (width - LEFT - RIGHT);
  const y = (value: number) =>
    TOP + Math.log(high / value) / Math.log(high / low) * (height - TOP - BOTTOM);
  context.fillStyle = "rgba(0, 0, 0, 0.1)";
  context.fillRect(LEFT, y(floor.high), width - LEFT - RIGHT, y(floor.low) - y(floor.high));
  axes(context, { width, height, end, low, high, y });
  const line = (values: (measured: Measured) => number, colour: string, thick: number) => {
    context.strokeStyle = colour;
    context.lineWidth = thick;
    context.beginPath();
    for (const measured of curve) {
      const value = values(measured);
      if (value > 0) context.lineTo(x(measured.step), y(value));
    }
    context.stroke();
  };
  const runs = curve[0]?.distances.length ?? 0;
  if (runs > 1) {
    for (let run = 0; run < runs; run++) line(({ distances }) => distances[run]!, "#9a9a9a", 0.8);
  }
  line(({ distances }) => middle(distances), colours.generator, 2.2);
  context.fillStyle = "#444";
  context.textAlign = "left";
  context.fillText("a perfect generator", LEFT + 6, y(floor.low) - 5);
}

function axes(
  context: Context,
  { width, height, end, low, high, y }: {
    readonly width: number;
    readonly height: number;
    readonly end: number;
    readonly low: number;
    readonly high: number;
    readonly y: (value: number) => number;
  },
): void {
  context.font = "12px system-ui, sans-serif";
  context.fillStyle = "#444";
  context.strokeStyle = "#d9d9d9";
  context.lineWidth = 1;
  context.textAlign = "right";
  context.textBaseline = "middle";
  const ticks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100, 1000];
  let above = Infinity;
  for (const tick of ticks.filter((one) => one > low && one < high)) {
    if (above - y(tick) < 15) continue; // no name on another
    above = y(tick);
    context.beginPath();
    context.moveTo(LEFT, y(tick));
    context.lineTo(width - RIGHT, y(tick));
    context.stroke();
    context.fillText(String(tick), LEFT - 6, y(tick));
  }
  context.textBaseline = "alphabetic";
  context.fillText(`step ${end}`, width - RIGHT, height - 8);
  context.textAlign = "left";
  context.fillText("0", LEFT, height - 8);
}
