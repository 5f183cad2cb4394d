import { type Axes, axesLayer, MARGIN } from "./axes.ts";
import { colours } from "./colours.ts";
import { extremes } from "./extremes.ts";
import { round, svgText, tenth } from "./svg.ts";

/** A plan as a list of moves: what `optimalTransport` and `weightedTransport` return. */
export interface Moves {
  /** Per move: the row of `from` that it starts at. */
  readonly from: ArrayLike<number>;
  /** Per move: the row of `to` that it ends at. */
  readonly to: ArrayLike<number>;
  /** Per move: the share of all mass that it takes. Not negative. */
  readonly mass: ArrayLike<number>;
}

/** A plan as a table: what `sinkhorn` returns. */
export interface MoveTable {
  /** The mass from each point of `from` to each of `to`, `[n, m]`, row by row. */
  readonly plan: ArrayLike<number>;
}

/** One plan of {@linkcode transportPlan}. */
export interface NamedPlan {
  /** Its name, with its cost. */
  readonly title: string;
  /** The plan itself. */
  readonly plan: Moves | MoveTable;
}

/** One entry of a plan. */
export interface PlanMove {
  /** The row of the first sample. */
  readonly row: number;
  /** The row of the second sample. */
  readonly column: number;
  /** The share of all mass. */
  readonly mass: number;
}

/** How much mass each point sends, or gets. */
export interface Marginals {
  /** Of the first sample. */
  readonly from: Float64Array;
  /** Of the second sample. */
  readonly to: Float64Array;
}

/** One plan with all that is drawn of it. */
export interface Scene {
  /** The first sample's points. */
  readonly from: ArrayLike<number>;
  /** The second sample's points. */
  readonly to: ArrayLike<number>;
  /** Numbers a point has. */
  readonly dimension: 1 | 2;
  /** The window. */
  readonly axes: Axes;
  /** What the samples are called. */
  readonly names: readonly [from: string, to: string];
  /** The entries above 0. */
  readonly moves: readonly PlanMove[];
  /** Their sums. */
  readonly marginals: Marginals;
}

/** Where a picture stands, in pixels. */
export interface Box {
  /** Its left edge. */
  readonly x: number;
  /** Its upper edge. */
  readonly y: number;
  /** Its width and height. */
  readonly side: number;
}

/** More lines than this no eye tells apart, and they take seconds. */
const MOST_LINES = 2000;

const BOX: Box = { x: 52, y: 64, side: 250 };

/**
 * The entries above 0 of a plan in either form.
 *
 * @throws {RangeError} when the plan does not fit `n` and `m` points, or a mass is
 * negative or not finite
 */
export function movesOf(title: string, plan: Moves | MoveTable, n: number, m: number): PlanMove[] {
  const all = "plan" in plan ? ofTable(title, plan, n, m) : ofList(title, plan, n, m);
  const bad = all.find(({ mass }) => !(Number.isFinite(mass) && mass >= 0));
  if (bad) {
    const { row, column, mass } = bad;
    throw new RangeError(
      `Expected masses of 0 or more in "${title}", got ${mass} from ${row} to ${column}`,
    );
  }
  const moves = all.filter(({ mass }) => mass > 0);
  if (moves.length === 0) throw new RangeError(`Expected "${title}" to move mass, got none`);
  return moves;
}

function ofTable(title: string, { plan }: MoveTable, n: number, m: number): PlanMove[] {
  if (plan.length !== n * m) {
    throw new RangeError(
      `Expected "${title}" of shape [${n}, ${m}] as the points, got ${plan.length} numbers`,
    );
  }
  return Array.from(plan, (mass, at) => ({ row: Math.floor(at / m), column: at % m, mass }));
}

function ofList(title: string, { from, to, mass }: Moves, n: number, m: number): PlanMove[] {
  if (from.length !== to.length || from.length !== mass.length) {
    throw new RangeError(
      `Expected as many from, to and mass in "${title}", got ${from.length}, ${to.length} and ` +
        `${mass.length}`,
    );
  }
  return Array.from(mass, (share, at) => {
    const [row, column] = [from[at]!, to[at]!];
    if (inside(row, n) && inside(column, m)) return { row, column, mass: share };
    throw new RangeError(
      `Expected "${title}" to move from one of ${n} points to one of ${m}, got a move from ` +
        `${row} to ${column}`,
    );
  });
}

const inside = (at: number, size: number) => Number.isInteger(at) && at >= 0 && at < size;

/**
 * The points and the lines between them. Points on a line stand in two rows, one below the other.
 */
export function transportMoves(scene: Scene): string {
  const { axes, moves, marginals, names, dimension } = scene;
  const start = placing(scene, scene.from, 0.86);
  const end = placing(scene, scene.to, 0.14);
  const [, most] = extremes(moves.map(({ mass }) => mass));
  const shown = moves.filter(({ mass }) => mass >= most / 50);
  const crowd = Math.min(1, 60 / shown.length); // thousands of lines would be one black area
  const every = Math.ceil(shown.length / MOST_LINES);
  const drawn = shown.toSorted((a, b) => b.mass - a.mass).filter((_, at) => at % every === 0);
  const lines = drawn.reverse().map(({ row, column, mass }) => {
    const share = mass / most;
    const look = `stroke-width="${tenth(0.5 + 1.2 * share)}" stroke-opacity="${
      round(Math.max(0.02, crowd * (0.12 + 0.5 * share)))
    }"`;
    return `<path d="M${start(row)}L${end(column)}" ${look}/>`;
  });
  const layer = axesLayer(axes, BOX.side, BOX.side, {
    y: BOX.y - MARGIN.top,
    vertical: dimension === 2,
  });
  const rows = dimension === 2 ? "" : rowNames(names);
  return `<g stroke="${colours.ink}" fill="none">${lines.join("")}</g>` +
    `<g stroke="#fff" stroke-width="0.6">${dots(marginals.from, start, colours.generator)}` +
    `${dots(marginals.to, end, colours.data)}</g>${layer}${rows}`;
}

/** Pixels of a sample's points; those on a line stand `height` of the box above its lower edge. */
function placing({ axes, dimension }: Scene, points: ArrayLike<number>, height: number) {
  const share = (value: number, [low, high]: readonly [number, number]) =>
    (value - low) / (high - low);
  return (at: number): string => {
    const x = share(points[dimension * at]!, axes.x.domain);
    const y = dimension === 2 ? share(points[2 * at + 1]!, axes.y.domain) : height;
    return `${tenth(BOX.x + BOX.side * x)},${tenth(BOX.y + BOX.side * (1 - y))}`;
  };
}

/** A dot a point, its area the mass it sends or gets. */
function dots(masses: Float64Array, place: (at: number) => string, colour: string): string {
  const [, largest] = extremes(masses);
  const room = Math.min(5, Math.max(2.2, 25 / Math.sqrt(masses.length)));
  return Array.from(masses, (mass, at) => {
    if (mass === 0) return "";
    const [x, y] = place(at).split(",");
    const radius = tenth(Math.max(1, room * Math.sqrt(mass / largest)));
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`;
  }).join("");
}

function rowNames([from, to]: readonly [string, string]): string {
  const name = (label: string, y: number) => svgText(label, { x: BOX.x + 6, y, size: 14 });
  return name(from, BOX.y + 18) + name(to, BOX.y + BOX.side - 10);
}
