import { createCanvas as createNapiCanvas, Image } from "@napi-rs/canvas";
import { firstFont } from "./canvas_fonts.ts";

/**
 * An SVG picture as WebP bytes, at `scale` times its own size.
 *
 * Drawn by @napi-rs/canvas in either case: it decodes an SVG at once, without a promise.
 */
export function rasterise(svg: string, scale = 2): Uint8Array {
  const picture = new Image();
  picture.src = new TextEncoder().encode(forSkia(svg)) as unknown as typeof picture.src;
  const [width, height] = [picture.width, picture.height];
  const canvas = createNapiCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.drawImage(picture, 0, 0, width, height);
  return canvas.encodeSync("webp", 88);
}

/** Whether an SVG can be drawn as a raster: Skia's reader leaves out pictures inside an SVG. */
export function canRasterise(svg: string): boolean {
  return !svg.includes("<image");
}

/**
 * What Skia's SVG reader takes otherwise than browsers do: offsets in em count as nothing, a line
 * with a fill loses its opacity, currentColor, system fonts and lists of fonts are not known.
 */
function forSkia(svg: string): string {
  const size = Number(/font-size="([\d.]+)/.exec(svg)?.[1] ?? 15);
  return svg
    .replace(/\b(d?[xy])="(-?[\d.]+)em"/g, (_, name, value) => `${name}="${Number(value) * size}"`)
    .replaceAll("<line ", '<line fill="none" ')
    .replaceAll("currentColor", "#222")
    .replace(/font-family="[^"]*"/g, `font-family="${firstFont()}"`);
}
