import { NotHere } from "./absent.ts";

/** Large parts that few cells need: they come when they are asked for. */
export interface Extras {
  /** The solver HiGHS. */
  readonly highs: () => Promise<unknown>;
  /** Draws a Vega-Lite specification as SVG. */
  readonly vega: (spec: unknown) => Promise<string>;
}

/** Brings such a part by its name. */
export type BringExtra = <N extends keyof Extras>(name: N) => Promise<Extras[N]>;

const held: { bring?: BringExtra } = {};
const known = new Map<keyof Extras, Promise<Extras[keyof Extras]>>();

/** Says how such a part is brought from now on. */
export function bringExtrasBy(bring: BringExtra): void {
  held.bring = bring;
}

/** Such a part, brought once. */
export function extra<N extends keyof Extras>(name: N): Promise<Extras[N]> {
  if (held.bring === undefined) throw new NotHere(`What needs ${name}`);
  const brought = known.get(name) ?? held.bring(name);
  known.set(name, brought);
  brought.catch(() => known.delete(name));
  return brought as Promise<Extras[N]>;
}
