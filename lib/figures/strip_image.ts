import { dataUri } from "./data_uri.ts";
import { image } from "./html.ts";

/**
 * One picture of a row: two fit beside each other on a telephone, and without styles they wrap at
 * their own width.
 */
export function stripImage(svg: string, width: number, alt: string, className = ""): string {
  const style = "display:inline-block;vertical-align:top;margin:0 4px 8px 0;" +
    `width:min(${Math.round(width)}px,calc(50% - 8px))`;
  return image({ src: dataUri("image/svg+xml", svg), alt, width, style, className });
}

/** The row, which wraps as text does: with a style sheet or without. */
export function stripBody(pictures: readonly string[]): string {
  return `<div class="saddle-frames">${pictures.join("\n")}</div>`;
}
