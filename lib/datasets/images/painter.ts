/** A colour: red, green and blue in [0, 1]. */
export type Colour = readonly [red: number, green: number, blue: number];

/** How far a point lies outside of a shape, about, in the units of the canvas; negative inside. */
export type Shape = (x: number, y: number) => number;

/** A square image being painted: x from -1 at the left to 1, y from -1 at the top to 1. */
export interface Painter {
  /** Paints a shape over what is there, its edge one pixel soft. */
  paint(shape: Shape, colour: Colour, opacity?: number): void;
  /** The pixels as bytes, channels innermost. */
  bytes(): Uint8Array;
}

/** A square of pixels, and what is painted on it. */
interface Block {
  readonly top: number;
  readonly left: number;
  readonly shape: Shape;
  readonly colour: Colour;
  readonly opacity: number;
}

/** Pixels along the side of a block: a shape that is far from it is not asked for each of them. */
const BLOCK = 8;

/**
 * A painter of shapes that are given as functions: nothing but arithmetic, so that a picture is the
 * same on every machine.
 *
 * @param ground The colour at a height.
 */
export function painter(size: number, ground: (y: number) => Colour): Painter {
  const pixels = new Float32Array(size * size * 3), step = 2 / size;
  for (let row = 0; row < size; row++) {
    const colour = ground((row + .5) * step - 1);
    for (let at = row * size * 3; at < (row + 1) * size * 3; at++) pixels[at] = colour[at % 3]!;
  }
  const paintBlock = ({ top, left, shape, colour, opacity }: Block) => {
    for (let row = top; row < Math.min(top + BLOCK, size); row++) {
      for (let column = left; column < Math.min(left + BLOCK, size); column++) {
        const far = shape((column + .5) * step - 1, (row + .5) * step - 1) / step;
        const share = opacity * Math.max(0, Math.min(1, .5 - far)), at = 3 * (row * size + column);
        for (let c = 0; c < 3; c++) pixels[at + c]! += share * (colour[c]! - pixels[at + c]!);
      }
    }
  };
  return {
    paint(shape, colour, opacity = 1) {
      for (let top = 0; top < size; top += BLOCK) {
        for (let left = 0; left < size; left += BLOCK) {
          // far outside: no shape's distance grows more than twice as fast as the way to it
          const middle = BLOCK / 2;
          const far = shape((left + middle) * step - 1, (top + middle) * step - 1);
          if (far > 2 * BLOCK * step) continue;
          paintBlock({ top, left, shape, colour, opacity });
        }
      }
    },
    bytes: () => Uint8Array.from(pixels, (value) => Math.round(255 * value)),
  };
}

/** An ellipse around (cx, cy) with the half axes a and b. */
export function ellipse(cx: number, cy: number, a: number, b: number): Shape {
  return (x, y) => (Math.hypot((x - cx) / a, (y - cy) / b) - 1) * Math.min(a, b);
}

/** A box around (cx, cy) with half sides a and b, its corners rounded by r. */
export function box(cx: number, cy: number, a: number, b: number, r: number): Shape {
  return (x, y) => {
    const dx = Math.abs(x - cx) - a + r, dy = Math.abs(y - cy) - b + r;
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - r;
  };
}

/**
 * A stroke of a width along the parabola through (cx - a, cy), (cx, cy + bend) and (cx + a, cy).
 */
export function stroke(cx: number, cy: number, a: number, bend: number, width: number): Shape {
  return (x, y) => {
    const u = Math.max(-1, Math.min(1, (x - cx) / a)), slope = 2 * bend * u / a;
    const rise = y - cy - bend * (1 - u * u);
    const beside = Math.max(0, Math.abs(x - cx) - a);
    return Math.hypot(rise / Math.hypot(1, slope), beside) - width / 2;
  };
}

/** The outline of a shape. */
export function outline(shape: Shape, width: number): Shape {
  return (x, y) => Math.abs(shape(x, y)) - width / 2;
}

/** What is in all of some shapes. */
export function within(...shapes: readonly Shape[]): Shape {
  return (x, y) => shapes.reduce((far, shape) => Math.max(far, shape(x, y)), -Infinity);
}

/** What is in any of some shapes. */
export function union(...shapes: readonly Shape[]): Shape {
  return (x, y) => shapes.reduce((far, shape) => Math.min(far, shape(x, y)), Infinity);
}

/** What is not in a shape. */
export function outside(shape: Shape): Shape {
  return (x, y) => -shape(x, y);
}

/** All above a height. */
export function above(height: number): Shape {
  return (_, y) => y - height;
}
