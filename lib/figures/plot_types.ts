import type { Element } from "./document.ts";
import type { Description } from "./figure_types.ts";

/**
 * Observable Plot's own options.
 *
 * @internal
 */
export type ObservablePlotOptions = NonNullable<
  Parameters<typeof import("@observablehq/plot").plot>[0]
>;

/** Options of {@linkcode plot}: Observable Plot's own, with a caption and an alt text. */
export type PlotOptions = Omit<ObservablePlotOptions, "caption" | "document"> & Description;

export interface Scale {
  readonly type: string;
  readonly label?: string;
  readonly domain?: readonly unknown[];
  readonly range?: readonly string[];
  /** Pixels of a value, on a scale of positions. */
  apply?(value: number): number;
}
export type Drawn = Element & { scale(name: string): Scale | undefined };
