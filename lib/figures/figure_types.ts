import { displayKey } from "./display_key.ts";

/** What a reader needs beside a picture. Both are required: a figure without them is not finished. */
export interface Description {
  /** What to look at, in one or two sentences; shown under the figure. */
  readonly caption: string;
  /** What the picture shows, for readers who cannot see it; also the figure's plain-text form. */
  readonly alt: string;
}

/**
 * A finished figure: HTML that shows with all scripts and styles stripped, and plain text.
 *
 * As the last expression of a notebook cell it displays itself.
 */
export interface Figure {
  /** A `<figure>` whose pictures are `data:` URIs: nothing is fetched. */
  readonly html: string;
  /** The plain-text form: the alt text, or a text table. */
  readonly text: string;
  /** The standalone SVG picture, where the figure is one; frames of a film are made from it. */
  readonly svg?: string;
  /** The bundle of MIME types a Jupyter client chooses from. */
  [displayKey](): Record<string, unknown>;
}

/** Parts of a figure. */
export interface FigureParts extends Description {
  /** The pictures, as HTML. */
  readonly body: string;
  /** Classes beside `saddle-figure`. */
  readonly className?: string;
  /** Whether the body shows the caption itself, as a table does. @default false */
  readonly bare?: boolean;
  /** The plain-text form. @default alt */
  readonly text?: string;
  /** The standalone SVG, where there is one. */
  readonly svg?: string;
  /** More MIME types for the bundle, beside text/html and text/plain. */
  readonly mime?: Record<string, unknown>;
}
