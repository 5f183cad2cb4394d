/** A worker cannot draw an SVG: large charts stay SVG. */
export function canRasterise(_svg: string): boolean {
  return false;
}

/** Never called, since no SVG can be drawn. */
export function rasterise(): never {
  throw new Error("A worker cannot draw an SVG.");
}
