import {
  anyText,
  callable,
  open,
  orNull,
  pair,
  parts,
  type Spec,
  type Values,
  windows,
} from "../options/mod.ts";
import { type Axes, axesLayer, type AxesLayout, type Margin, requireAxes } from "./axes.ts";
import { colours } from "./colours.ts";
import { extremes } from "./extremes.ts";
import { requireFinite } from "./require_finite.ts";
import { FONT_SIZE, type Key, legend, round, standalone, svgText, tenth } from "./svg.ts";

/** A path through the plane of a two-number game. */
export interface Trajectory {
  /** The generator's number, step by step. */
  readonly theta: ArrayLike<number>;
  /** The critic's number, step by step. */
  readonly psi: ArrayLike<number>;
  /** What it is; named in the legend. @default not named */
  readonly label?: string;
  /** Its colour. @default the course's method colours in order */
  readonly colour?: string;
}

/** What one phase portrait shows. */
export interface PhasePanel {
  /** The vector field: where (theta, psi) moves. */
  readonly field: (theta: number, psi: number) => readonly [dTheta: number, dPsi: number];
  /** Paths, drawn from an open circle to a dot. @default none */
  readonly trajectories?: readonly Trajectory[];
  /** The title above. @default none */
  readonly title?: string;
  /** A second line under the title. @default none */
  readonly subtitle?: string;
  /** The window, `[[theta low, high], [psi low, high]]`. @default [[-2, 2], [-2, 2]] */
  readonly extent?: readonly [readonly [number, number], readonly [number, number]];
  /**
   * The point where neither player wants to move, marked by a cross; null for none. @default [0, 0]
   */
  readonly equilibrium?: readonly [theta: number, psi: number] | null;
}

/** What fits a {@linkcode PhasePanel}. */
export const PHASE_PANEL = {
  field: callable<PhasePanel["field"]>("a field, a function of theta and psi"),
  trajectories: parts<Trajectory>("a list of paths { theta, psi }", "theta", []),
  title: open(anyText()),
  subtitle: open(anyText()),
  extent: open(windows<NonNullable<PhasePanel["extent"]>>()),
  equilibrium: orNull(pair({}, [0, 0])),
} satisfies Spec<PhasePanel>;

interface PanelOptions {
  readonly width: number;
  readonly arrows: number;
  readonly axes: Axes;
  readonly layout: AxesLayout & { readonly margin: Margin };
  readonly keys: boolean;
}

export type Place = (theta: number, psi: number) => readonly [x: number, y: number];

export function panel(
  { field, trajectories, title, subtitle, equilibrium }: Values<typeof PHASE_PANEL>,
  { width, arrows, axes, layout, keys }: PanelOptions,
): { svg: string; width: number } {
  requireAxes(axes);
  trajectories.forEach(requireTrajectory);
  const { margin } = layout;
  const size = layout.size ?? FONT_SIZE;
  const full = width + margin.left + margin.right;
  const named = legend(pathKeys(keys ? trajectories : []), {
    width: full,
    left: 6,
    top: title ? size * (subtitle ? 3.3 : 2) : 6,
  });
  const head = (title ? size * (subtitle ? 3.1 : 1.8) : 0) +
    (named.height > 0 ? named.height + 6 : 0);
  const place = phasePlace(axes, width);
  const height = head + width + margin.top + margin.bottom;
  const inside = `<svg x="${margin.left}" y="${round(head + margin.top)}" width="${width}" ` +
    `height="${width}" overflow="hidden">${arrowPaths(field, axes, arrows, width)}` +
    `${equilibrium ? cross(place(...equilibrium)) : ""}` +
    `${trajectories.map((path, at) => trajectoryPath(path, at, place, width)).join("")}</svg>`;
  const at = keys ? { x: 6, size } : { x: full / 2, size, anchor: "middle" as const };
  const heading = (title ? svgText(title, { ...at, y: size * 1.45, weight: 600 }) : "") +
    (title && subtitle ? svgText(subtitle, { ...at, y: size * 2.75 }) : "");
  const around = axesLayer(axes, width, width, { ...layout, y: head });
  return { svg: standalone(full, height, [heading, named.svg, inside, around]), width: full };
}

export function panelAxes(
  extent: PhasePanel["extent"] | undefined,
  labels: readonly [string, string],
): Axes {
  const [theta, psi] = extent ?? [[-2, 2], [-2, 2]];
  return { x: { domain: theta, label: labels[0] }, y: { domain: psi, label: labels[1] } };
}

function phasePlace(axes: Axes, width: number): Place {
  const [x0, x1] = axes.x.domain;
  const [y0, y1] = axes.y.domain;
  // A path may leave the window by far; its numbers need not.
  const keep = (value: number) => tenth(Math.max(-9 * width, Math.min(10 * width, value)));
  return (theta, psi) => [
    keep((theta - x0) / (x1 - x0) * width),
    keep((y1 - psi) / (y1 - y0) * width),
  ];
}

/** The field as one path of arrows: each centred on its point, the longest as long as a cell. */
export function arrowPaths(
  field: PhasePanel["field"],
  axes: Axes,
  count: number,
  width: number,
): string {
  const cell = width / count;
  const steps = Array.from({ length: count }, (_, at) => (at + 0.5) / count);
  const [x0, x1] = axes.x.domain;
  const [y0, y1] = axes.y.domain;
  const arrows = steps.flatMap((v) =>
    steps.map((u) => {
      const [theta, psi] = [x0 + u * (x1 - x0), y1 - v * (y1 - y0)];
      const [dTheta, dPsi] = field(theta, psi);
      requireFinite(`field at (${round(theta)}, ${round(psi)})`, [dTheta, dPsi]);
      const [dx, dy] = [dTheta / (x1 - x0), -dPsi / (y1 - y0)];
      return { x: u * width, y: v * width, dx, dy, speed: Math.hypot(dx, dy) };
    })
  );
  const [, fastest] = extremes(arrows.map(({ speed }) => speed));
  const path = arrows.filter(({ speed }) => speed > 1e-9 * fastest).map((arrow) => {
    const length = 0.9 * cell * Math.max(0.25, Math.sqrt(arrow.speed / fastest));
    return arrowPath(arrow, length);
  });
  return `<path d="${path.join("")}" fill="none" stroke="#a0a0a0" stroke-width="1.2"/>`;
}

function arrowPath(
  { x, y, dx, dy, speed }: { x: number; y: number; dx: number; dy: number; speed: number },
  length: number,
): string {
  const [ux, uy] = [dx / speed * length, dy / speed * length];
  const [tipX, tipY] = [x + ux / 2, y + uy / 2];
  // The head's two strokes: the shaft turned by 150 degrees to either side, a third as long.
  const barb = (sign: number) =>
    `M${tenth(tipX)},${tenth(tipY)}l${tenth((-0.87 * ux - sign * 0.5 * uy) * 0.35)},${
      tenth((-0.87 * uy + sign * 0.5 * ux) * 0.35)
    }`;
  return `M${tenth(x - ux / 2)},${tenth(y - uy / 2)}l${tenth(ux)},${tenth(uy)}${barb(1)}${
    barb(-1)
  }`;
}

function trajectoryPath(path: Trajectory, at: number, place: Place, width: number): string {
  const colour = colourOf(path, at);
  const points = Array.from(path.theta, (theta, step) => place(theta, path.psi[step]!));
  // Points nearer than half a pixel to the one before cannot be seen, but fill the file.
  let last = points[0]!;
  const kept = points.filter((point, step) => {
    const far = Math.hypot(point[0] - last[0], point[1] - last[1]) >= 0.5;
    if (far || step === 0) last = point;
    return far || step === 0 || step === points.length - 1;
  });
  const radius = width > 300 ? 5 : 4;
  const [start, end] = [points[0]!, points.at(-1)!];
  return `<polyline points="${kept.map((point) => point.join(",")).join(" ")}" fill="none" ` +
    `stroke="${colour}" stroke-width="${width > 300 ? 2 : 1.6}" stroke-linejoin="round"/>` +
    `<circle cx="${start[0]}" cy="${start[1]}" r="${radius}" fill="#fff" stroke="${colour}" ` +
    `stroke-width="2"/><circle cx="${end[0]}" cy="${end[1]}" r="${radius}" fill="${colour}" ` +
    `stroke="#fff"/>`;
}

function cross([x, y]: readonly [number, number]): string {
  return `<path d="M${x - 5},${y}h10M${x},${
    y - 5
  }v10" stroke="${colours.ink}" stroke-width="1.6"/>`;
}

function pathKeys(trajectories: readonly Trajectory[]): Key[] {
  return trajectories.flatMap((path, at) =>
    path.label === undefined
      ? []
      : [{ label: path.label, colour: colourOf(path, at), mark: "line" as const }]
  );
}

function colourOf(path: Trajectory, at: number): string {
  return path.colour ?? colours.methods[at % colours.methods.length]!;
}

function requireTrajectory({ theta, psi, label }: Trajectory, at: number): void {
  const name = `trajectory ${label ?? at}`;
  if (theta.length !== psi.length) {
    throw new RangeError(
      `Expected as many theta as psi in ${name}, got ${theta.length} and ${psi.length}`,
    );
  }
  requireFinite(`theta of ${name}`, theta);
  requireFinite(`psi of ${name}`, psi);
}
