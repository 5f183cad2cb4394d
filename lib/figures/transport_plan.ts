import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { type Axes, requireAxes } from "./axes.ts";
import { colours } from "./colours.ts";
import { extremes } from "./extremes.ts";
import type { Figure } from "./figure_types.ts";
import { pictureFigure } from "./picture.ts";
import { planeAxes } from "./plane.ts";
import { requireDescription } from "./require_description.ts";
import { requireFinite } from "./require_finite.ts";
import { legend, standalone, svgText } from "./svg.ts";
import { transportMap } from "./transport_map.ts";
import { type Marginals, movesOf, type PlanMove, transportMoves } from "./transport_moves.ts";
import type { TransportPlanOptions } from "./transport_types.ts";

/** Sizes in pixels: the whole, one plan's row, the line of keys above. */
const WIDTH = 640;
const ROW = 372;
const HEAD = 36;

const OPTIONS = namesOf<TransportPlanOptions>({
  caption: true,
  alt: true,
  from: true,
  to: true,
  dimension: true,
  plans: true,
  extent: true,
  labels: true,
  names: true,
});

/**
 * Transport plans between two samples, one below the other. Left: a line for every move, from the
 * generator's point (vermillion) to the data's (blue), the darker and wider the more mass it takes. Right:
 * the plan as a heat map, rows and columns in the order of x, the darkest cell named.
 *
 * On a line the optimal plan keeps the order of the points, so its map is a rising diagonal. Moves below a
 * fiftieth of the largest are in the map but not among the lines; of more than 2,000 lines, every second
 * (third, ...) is drawn.
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when an option is unknown, there are no plans or points, a number is not finite,
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
  requireDescription(options);
  checkNames("transportPlan", options, OPTIONS);
  const { from, to, dimension = 1, plans, names = ["generator", "data"], caption, alt } = options;
  if (dimension !== 1 && dimension !== 2) {
    throw new RangeError(`Expected points of dimension 1 or 2, got ${dimension}`);
  }
  requireFinite(`the points of "from"`, from, dimension);
  requireFinite(`the points of "to"`, to, dimension);
  if (plans.length === 0) throw new RangeError("Expected at least one plan, got none");
  const axes = windowOf(options, dimension);
  requireAxes(axes);
  const [n, m] = [from.length / dimension, to.length / dimension];
  const rows = plans.map(({ title, plan }, at) => {
    const moves = movesOf(title, plan, n, m);
    const scene = { from, to, dimension, axes, names, moves, marginals: marginals(moves, n, m) };
    const inside = svgText(title, { x: 4, y: 22, size: 17, weight: 600 }) +
      transportMoves(scene) + transportMap(scene);
    return `<g transform="translate(0 ${HEAD + at * ROW})">${inside}</g>`;
  });
  const keys = legend([
    { label: names[0], colour: colours.generator, mark: "dot" },
    { label: names[1], colour: colours.data, mark: "dot" },
  ], { width: WIDTH, left: 4, top: 6 });
  const svg = standalone(WIDTH, HEAD + plans.length * ROW, [keys.svg, ...rows]);
  return pictureFigure(svg, WIDTH, { caption, alt });
}

function windowOf(options: TransportPlanOptions, dimension: 1 | 2): Axes {
  const { from, to, labels = ["x", "y"] } = options;
  const around = (axis: number): readonly [number, number] => {
    const values = [from, to].flatMap((points) =>
      Array.from(points).filter((_, at) => at % dimension === axis)
    );
    const [low, high] = extremes(values);
    const room = 0.06 * (high - low) || 0.5;
    return [low - room, high + room];
  };
  const extent = options.extent ?? [around(0), ...(dimension === 2 ? [around(1)] : [])];
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
