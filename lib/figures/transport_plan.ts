import {
  choice,
  numbers,
  open,
  parts,
  read,
  type Spec,
  type Values,
  windows,
} from "../options/mod.ts";
import { type Axes, requireAxes } from "./axes.ts";
import { colours } from "./colours.ts";
import { extremes } from "./extremes.ts";
import type { Figure } from "./figure.ts";
import { pictureFigure } from "./picture.ts";
import { names, planeAxes } from "./plane.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";
import { requireFinite } from "./require_finite.ts";
import { legend, standalone, svgText } from "./svg.ts";
import { transportMap } from "./transport_map.ts";
import {
  type Marginals,
  movesOf,
  type NamedPlan,
  type PlanMove,
  transportMoves,
} from "./transport_moves.ts";

/** Options of {@linkcode transportPlan}. */
export interface TransportPlanOptions extends Description {
  /** Where mass starts, `[n, dimension]`: the generator's points. */
  readonly from: ArrayLike<number>;
  /** Where it ends, `[m, dimension]`: the data. */
  readonly to: ArrayLike<number>;
  /** Numbers a point has, 1 or 2. @default 1 */
  readonly dimension?: 1 | 2;
  /** The plans, one below the other. */
  readonly plans: readonly NamedPlan[];
  /** The window shown, one pair an axis. @default all points and a little more */
  readonly extent?: readonly (readonly [low: number, high: number])[];
  /** The names of the axes, with their units. @default ["x", "y"] */
  readonly labels?: readonly [x: string, y: string];
  /** What the two sets of points are called. @default ["generator", "data"] */
  readonly names?: readonly [from: string, to: string];
}

/** Sizes in pixels: the whole, one plan's row, the line of keys above. */
const WIDTH = 640;
const ROW = 372;
const HEAD = 36;

/** What fits {@linkcode TransportPlanOptions}. */
export const TRANSPORT_PLAN = {
  ...DESCRIPTION,
  from: numbers(),
  to: numbers(),
  dimension: choice([1, 2], 1),
  plans: parts<NamedPlan>("a list of plans { title, plan }", "plan"),
  extent: open(windows()),
  labels: names(["x", "y"]),
  names: names(["generator", "data"]),
} satisfies Spec<TransportPlanOptions>;

/**
 * Transport plans between two samples, one below the other. Left: a line for every move, from the
 * generator's point (vermillion) to the data's (blue), the darker and wider the more mass it takes.
 * Right: the plan as a heat map, rows and columns in the order of x, the darkest cell named.
 *
 * On a line the optimal plan keeps the order of the points, so its map is a rising diagonal. Moves
 * below a fiftieth of the largest are in the map but not among the lines; of more than 2,000 lines,
 * every second (third, ...) is drawn.
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when there are no plans or points, a number is not finite,
 * a plan does not fit the points, a mass is negative, or `dimension` is neither 1 nor 2
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { transportPlan } from "saddle/figures/mod.ts";
 *
 * const figure = transportPlan({
 *   from: [0, 1],
 *   to: [2, 3],
 *   plans: [
 *     { title: "in order", plan: { from: [0, 1], to: [0, 1], mass: [0.5, 0.5] } },
 *     { title: "everywhere", plan: { plan: [0.25, 0.25, 0.25, 0.25] } },
 *   ],
 *   caption: "Two ways to move two points.",
 *   alt: "Lines between two points and two points, and two heat maps",
 * });
 * assert.match(figure.svg ?? "", /in order/);
 * ```
 */
export function transportPlan(options: TransportPlanOptions): Figure {
  requireDescription(options, "transportPlan");
  const given = read("transportPlan", options, TRANSPORT_PLAN);
  const { from, to, dimension, plans, names: sides, caption, alt } = given;
  requireFinite(`the points of "from"`, from, dimension);
  requireFinite(`the points of "to"`, to, dimension);
  if (plans.length === 0) throw new RangeError("Expected at least one plan, got none");
  const axes = windowOf(given);
  requireAxes(axes);
  const [n, m] = [from.length / dimension, to.length / dimension];
  const rows = plans.map(({ title, plan }, at) => {
    const moves = movesOf(title, plan, n, m);
    const scene = {
      from,
      to,
      dimension,
      axes,
      names: sides,
      moves,
      marginals: marginals(moves, n, m),
    };
    const inside = svgText(title, { x: 4, y: 22, size: 17, weight: 600 }) +
      transportMoves(scene) + transportMap(scene);
    return `<g transform="translate(0 ${HEAD + at * ROW})">${inside}</g>`;
  });
  const keys = legend([
    { label: sides[0], colour: colours.generator, mark: "dot" },
    { label: sides[1], colour: colours.data, mark: "dot" },
  ], { width: WIDTH, left: 4, top: 6 });
  const svg = standalone(WIDTH, HEAD + plans.length * ROW, [keys.svg, ...rows]);
  return pictureFigure(svg, WIDTH, { caption, alt });
}

function windowOf(given: Values<typeof TRANSPORT_PLAN>): Axes {
  const { from, to, dimension, labels } = given;
  const around = (axis: number): readonly [number, number] => {
    const values = [from, to].flatMap((points) =>
      Array.from(points).filter((_, at) => at % dimension === axis)
    );
    const [low, high] = extremes(values);
    const room = 0.06 * (high - low) || 0.5;
    return [low - room, high + room];
  };
  const extent = given.extent ?? [around(0), ...(dimension === 2 ? [around(1)] : [])];
  return planeAxes(dimension === 1 ? [extent[0] ?? [0, 0], [0, 1]] : extent, labels);
}

/** How much mass each point sends, or gets. */
function marginals(moves: readonly PlanMove[], n: number, m: number): Marginals {
  const [from, to] = [new Float64Array(n), new Float64Array(m)];
  for (const { row, column, mass } of moves) {
    from[row]! += mass;
    to[column]! += mass;
  }
  return { from, to };
}
