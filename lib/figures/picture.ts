import { type Figure, figure } from "./figure.ts";
import type { Description } from "./require_description.ts";
import { dataUri } from "./data_uri.ts";
import { image } from "./html.ts";
import { canRasterise, rasterise } from "./rasterise.ts";

/**
 * SVG above this many bytes is shown as WebP: browsers and notebooks get slow with many elements.
 */
const LARGEST_SVG = 150_000;

/** A standalone SVG as a figure: one `<img>`, as SVG or, where that would be large, as WebP. */
export function pictureFigure(
  svg: string,
  width: number,
  { className, ...description }: Description & { className?: string },
  mime?: Record<string, unknown>,
): Figure {
  const src = svg.length > LARGEST_SVG && canRasterise(svg)
    ? dataUri("image/webp", rasterise(svg))
    : dataUri("image/svg+xml", svg);
  return figure({
    body: image({ src, alt: description.alt, width }),
    caption: description.caption,
    alt: description.alt,
    svg,
    ...(className === undefined ? {} : { className }),
    ...(mime ? { mime } : {}),
  });
}
