import type { Description } from "./figure_types.ts";

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
