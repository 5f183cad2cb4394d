import {
  anyText,
  callable,
  checkArgument,
  count,
  flag,
  open,
  part,
  read,
  type Spec,
  windows,
} from "../options/mod.ts";
import { colours } from "./colours.ts";
import { criticColour } from "./critic_colour.ts";
import { extremes } from "./extremes.ts";
import type { NamedPicture } from "./frame_types.ts";
import { arrowPaths, type PhasePanel, type Place } from "./phase_panel.ts";
import { requireFinite } from "./require_finite.ts";
import { round, standalone, svgText, tenth } from "./svg.ts";

/** What {@linkcode diracFrames} shows: one state after the other. */
export interface DiracPath {
  /** The generator's number. */
  readonly theta: ArrayLike<number>;
  /** The critic's slope. */
  readonly psi: ArrayLike<number>;
  /** When, growing: steps or times. */
  readonly step: ArrayLike<number>;
}

/** Options of {@linkcode diracFrames}. */
export interface DiracFramesOptions {
  /** The game's vector field, drawn as arrows under the path. @default none */
  readonly field?: PhasePanel["field"];
  /**
   * The window of the plane, `[[theta low, high], [psi low, high]]`. @default [[-2, 2], [-2, 2]]
   */
  readonly extent?: readonly [readonly [number, number], readonly [number, number]];
  /** How many frames at most, evenly spaced over the path. @default 36 */
  readonly frames?: number;
  /**
   * Whether lines of slope 1 and -1, a WGAN's bounds, are drawn dashed beside the
   * critic's. @default false
   */
  readonly lipschitz?: boolean;
  /** What `step` counts. @default "step" */
  readonly unit?: string;
}

/** Edges of the three pictures in pixels; each stands in a box of its own. */
const PLANE: Box = { x: 52, y: 40, width: 250, height: 250 };
const LINE: Box = { x: 366, y: 40, width: 250, height: 250 };
const CURVE: Box = { x: 52, y: 372, width: 564, height: 110 };

type Extent = NonNullable<DiracFramesOptions["extent"]>;

/** What fits {@linkcode DiracFramesOptions}. */
export const DIRAC_FRAMES = {
  field: open(callable<PhasePanel["field"]>("a field, a function of theta and psi")),
  extent: windows<Extent>([[-2, 2], [-2, 2]]),
  frames: count(36, { from: 2 }),
  lipschitz: flag(false),
  unit: anyText("step"),
} satisfies Spec<DiracFramesOptions>;

/**
 * Frames of a Dirac-GAN for `film`: the path of generator and critic in their plane, the critic's
 * line over the data (blue) and the generator's point (vermillion), and the Wasserstein
 * distance |theta| so far.
 *
 * The arrow at the generator's point is its next move: uphill on the critic's line.
 *
 * @param path the numbers of both players, and the step of each
 * @returns pictures named by their step, the first and the last state among them
 * @throws {RangeError} when the path is empty, not finite or not equally long, or
 * `frames` is below 2
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { diracFrames, film } from "saddle/figures/mod.ts";
 *
 * const step = Array.from({ length: 100 }, (_, at) => at);
 * const path = { step, theta: step.map((t) => Math.cos(t / 10)), psi: step.map((t) => -Math.sin(t / 10)) };
 * const frames = diracFrames(path, { field: (theta, psi) => [psi, -theta], frames: 12 });
 * assert.equal(frames.length, 12);
 * assert.match(film(frames, { caption: "They circle.", alt: "A circle" }).html, /saddle-film/);
 * ```
 */
export function diracFrames(path: DiracPath, options: DiracFramesOptions = {}): NamedPicture[] {
  const { frames, extent, field, lipschitz, unit } = read("diracFrames", options, DIRAC_FRAMES);
  checkArgument("diracFrames", "path", path, part("a path { theta, psi, step }", PATH));
  const { theta, psi, step } = path;
  requirePath(path);
  const [[left, right], [low, high]] = extent;
  const plane = scaleTo(PLANE, [left, right], [low, high]);
  const steepest = Math.max(extremes(Array.from(psi, Math.abs))[1], 1);
  const reach = steepest * Math.max(Math.abs(left), Math.abs(right));
  const line = scaleTo(LINE, [left, right], [-reach, reach]);
  const last = step[step.length - 1]!;
  const farthest = roundUp(Math.max(extremes(Array.from(theta, Math.abs))[1], 1e-9));
  const curve = scaleTo(CURVE, [step[0]!, last], [0, farthest]);
  const arrows = field
    ? `<g transform="translate(${PLANE.x} ${PLANE.y})">${
      arrowPaths(field, axesOf(extent), 7, PLANE.width)
    }</g>`
    : "";
  const still = [
    axis(PLANE, [left, right], [low, high], "generator θ", "critic ψ"),
    axis(LINE, [left, right], [-reach, reach], "x", "critic’s score D(x) = ψx"),
    axis(CURVE, [step[0]!, last], [0, farthest], unit, "distance W = |θ|"),
    arrows,
    lipschitz ? bounds(line, [left, right]) : "",
  ].join("");
  const count = Math.min(frames, theta.length);
  return Array.from({ length: count }, (_, frame) => {
    const at = Math.round(frame * (theta.length - 1) / Math.max(1, count - 1));
    const moving = [
      still,
      within(PLANE, track(plane, theta, psi, at, colours.methods[2]!)),
      criticLine(line, [left, right], theta[at]!, psi[at]!),
      within(CURVE, track(curve, step, Array.from(theta, Math.abs), at, colours.generator)),
    ];
    return { svg: standalone(640, 530, moving), label: `${unit} ${round(step[at]!)}` };
  });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function scaleTo(box: Box, x: Range, y: Range): Place {
  return (horizontal, vertical) => [
    round(box.x + (horizontal - x[0]) / (x[1] - x[0]) * box.width),
    round(box.y + (y[1] - vertical) / (y[1] - y[0]) * box.height),
  ];
}

type Range = readonly [low: number, high: number];

function axesOf([theta, psi]: readonly [Range, Range]) {
  return { x: { domain: theta }, y: { domain: psi } };
}

/** A frame, the two ends and zero or the middle named: a film's frames must stay small. */
function axis(box: Box, x: Range, y: Range, xLabel: string, yLabel: string): string {
  const place = scaleTo(box, x, y);
  const middle = ([low, high]: Range) => low < 0 && high > 0 ? 0 : (low + high) / 2;
  const size = 14;
  const across = [x[0], middle(x), x[1]].map((value) =>
    svgText(tick(value), {
      x: place(value, 0)[0],
      y: box.y + box.height + 18,
      size,
      anchor: "middle",
    })
  );
  const up = [y[0], middle(y), y[1]].map((value) =>
    svgText(tick(value), { x: box.x - 6, y: place(0, value)[1] + 5, size, anchor: "end" })
  );
  const centre = box.x + box.width / 2;
  return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" ` +
    `stroke="#888"/>${across.join("")}${up.join("")}` +
    svgText(xLabel, { x: centre, y: box.y + box.height + 38, size: 15, anchor: "middle" }) +
    svgText(yLabel, { x: box.x, y: box.y - 10, size: 15 });
}

/** The next number of one or two plain digits: 1.2, 1.5, 2, 3, 5, 8 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * [1.2, 1.5, 2, 3, 5, 8, 12].find((digit) => digit * power > value)!;
}

function tick(value: number): string {
  return String(Number(value.toPrecision(2))).replace("-", "−");
}

/** The path so far, pale, its newest part strong, and a dot where it is. */
function track(
  place: Place,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  at: number,
  colour: string,
): string {
  const points: string[] = []; // thinned to 3 pixels: a film holds the path in every frame
  let before: readonly [number, number] = [-1e9, -1e9];
  for (let i = 0; i <= at; i++) {
    const point = place(x[i]!, y[i]!);
    if (i < at && Math.hypot(point[0] - before[0], point[1] - before[1]) < 3) continue;
    points.push(point.map(tenth).join(","));
    before = point;
  }
  return `<polyline points="${
    points.join(" ")
  }" fill="none" stroke="${colour}" stroke-width="2"/>` +
    `<circle cx="${before[0]}" cy="${before[1]}" r="5" fill="${colour}" stroke="#fff"/>`;
}

/**
 * The critic's line, blue where it is high and orange where it is low, with the two points on the
 * axis below it.
 */
function criticLine(place: Place, [left, right]: Range, theta: number, psi: number): string {
  const [high, low] = [0.85, -0.85].map((level) => `rgb(${criticColour(level)})`);
  const half = (end: number) =>
    `<path d="M${place(0, 0)}L${place(end, psi * end)}" stroke-width="4" stroke="${
      psi === 0 ? colours.theory : psi * end > 0 ? high : low
    }"/>`;
  const [x, y] = place(theta, 0);
  const length = Math.max(-60, Math.min(60, 40 * psi));
  const tip = x + length;
  const move = Math.abs(length) < 3
    ? ""
    : `<path d="M${x},${y}H${round(tip)}m${length > 0 ? -6 : 6},-5L${round(tip)},${y}l${
      length > 0 ? -6 : 6
    },5" fill="none" stroke="${colours.generator}" ` +
      `stroke-width="2.5"/>`;
  const zero = `<path d="M${place(left, 0)}H${place(right, 0)[0]}" stroke="${colours.grid}"/>`;
  const drop = `<path d="M${x},${y}L${place(theta, psi * theta)}" stroke="${colours.generator}" ` +
    `stroke-dasharray="3 3"/>`;
  const dots = dot(place(0, 0), colours.data) + move + dot([x, y], colours.generator);
  return within(LINE, zero + half(left) + half(right) + drop + dots) +
    key(0, "data", colours.data) + key(1, "generator", colours.generator);
}

/** The two lines between which a critic of slope at most 1 stays. */
function bounds(place: Place, [left, right]: Range): string {
  const through = (slope: number) => `M${place(left, slope * left)}L${place(right, slope * right)}`;
  const lines = `<path d="${through(1)}${through(-1)}" stroke="${colours.theory}" ` +
    `stroke-dasharray="5 4"/>`;
  const [x, y] = [LINE.x + LINE.width / 2, LINE.y + LINE.height - 10];
  const name = { x, y, size: 14, anchor: "middle" } as const;
  return within(LINE, lines) + svgText("dashed: slope ±1", name);
}

function dot([x, y]: readonly [number, number], colour: string): string {
  return `<circle cx="${x}" cy="${y}" r="6" fill="${colour}" stroke="#fff" stroke-width="1.5"/>`;
}

function key(row: number, label: string, colour: string): string {
  const y = LINE.y + 18 + 20 * row;
  return `<circle cx="${LINE.x + 88}" cy="${y - 5}" r="5" fill="${colour}"/>` +
    svgText(label, { x: LINE.x + 100, y, size: 14 });
}

/** Cut at the box's edges. */
function within(box: Box, inside: string): string {
  const size = `width="${box.width}" height="${box.height}"`;
  return `<svg x="${box.x}" y="${box.y}" ${size} viewBox="${box.x} ${box.y} ${box.width} ${box.height}">` +
    `${inside}</svg>`;
}

const PATH = ["theta", "psi", "step"] as const;

function requirePath({ theta, psi, step }: DiracPath): void {
  if (theta.length !== psi.length || theta.length !== step.length) {
    throw new RangeError(
      `Expected as many theta, psi and step, got ${theta.length}, ${psi.length} and ${step.length}`,
    );
  }
  requireFinite("theta", theta);
  requireFinite("psi", psi);
  requireFinite("step", step);
}
