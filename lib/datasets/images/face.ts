import type { Random } from "../../random/mod.ts";
import {
  above,
  box,
  type Colour,
  ellipse,
  outline,
  outside,
  type Painter,
  painter,
  type Shape,
  stroke,
  union,
  within,
} from "./painter.ts";

/** The kinds of hair, which are the classes of faces. */
export const HAIR: readonly string[] = ["short", "fringe", "parted", "long", "curly", "bun"];

/** A face that was drawn. */
export interface Face {
  /** The pixels, channels innermost. */
  readonly pixels: Uint8Array;
  /** Which of {@linkcode HAIR}. */
  readonly hair: number;
}

/** What differs from face to face; lengths are in half sides of the image. */
interface Traits {
  readonly hair: number;
  readonly skin: Colour;
  readonly hairColour: Colour;
  readonly shirt: Colour;
  readonly ground: Colour;
  readonly iris: Colour;
  /** Where the middle of the head is. */
  readonly x: number;
  readonly y: number;
  /** Half the width and height of the head. */
  readonly wide: number;
  readonly high: number;
  /** How much narrower the chin is. */
  readonly chin: number;
  readonly eyes: { readonly apart: number; readonly size: number; readonly open: number };
  readonly brow: { readonly height: number; readonly tilt: number; readonly width: number };
  readonly mouth: { readonly wide: number; readonly smile: number; readonly open: boolean };
  readonly nose: number;
  readonly blush: number;
  readonly glasses: boolean;
  readonly beard: boolean;
}

const SKINS: readonly Colour[] = [[1, .87, .75], [.96, .78, .62], [.85, .63, .46], [.62, .43, .3], [
  .43,
  .29,
  .2,
]];
const HAIRS: readonly Colour[] = [
  ...[[.13, .1, .1], [.33, .2, .12], [.55, .33, .16], [.87, .7, .36]] as const,
  ...[[.72, .27, .15], [.62, .62, .66], [.28, .4, .72], [.8, .42, .6]] as const,
];
const IRISES: readonly Colour[] = [[.25, .5, .75], [.3, .55, .35], [.45, .28, .15], [.35, .35, .4]];

/** Draws a face: simple shapes, whose places, sizes and colours are drawn by lot. */
export function drawFace(random: Random, size: number): Face {
  const traits = traitsOf(random), { ground, hair } = traits;
  const canvas = painter(size, (y) => mixed(ground, [1, 1, 1], .25 - .2 * y));
  drawBehind(canvas, traits);
  drawHead(canvas, traits);
  drawEyes(canvas, traits);
  drawMouth(canvas, traits);
  drawHair(canvas, traits);
  if (traits.glasses) drawGlasses(canvas, traits);
  return { pixels: canvas.bytes(), hair };
}

function traitsOf(random: Random): Traits {
  const between = (low: number, high: number) => low + (high - low) * random.next();
  const one = (colours: readonly Colour[]) => {
    const colour = colours[Math.floor(random.next() * colours.length)]!;
    const shade = between(.92, 1.06);
    return colour.map((share) => Math.min(1, share * shade)) as unknown as Colour;
  };
  const pastel = (): Colour => [between(.35, .95), between(.35, .95), between(.35, .95)];
  const hair = Math.floor(random.next() * HAIR.length);
  return {
    hair,
    skin: one(SKINS),
    hairColour: one(HAIRS),
    shirt: pastel(),
    ground: pastel(),
    iris: one(IRISES),
    x: between(-.07, .07),
    y: between(-.02, .1),
    wide: between(.46, .56),
    high: between(.56, .66),
    chin: between(.08, .32),
    eyes: { apart: between(.2, .26), size: between(.1, .15), open: between(.85, 1.3) },
    brow: { height: between(.17, .23), tilt: between(-.035, .035), width: between(.03, .06) },
    mouth: { wide: between(.12, .22), smile: between(-.04, .12), open: random.next() < .3 },
    nose: between(.05, .09),
    blush: random.next() < .5 ? between(.2, .5) : 0,
    glasses: random.next() < .2,
    beard: hair < 3 && random.next() < .2,
  };
}

function mixed(a: Colour, b: Colour, share: number): Colour {
  return a.map((from, c) => from + share * (b[c]! - from)) as unknown as Colour;
}

const darker = (colour: Colour, share = .3) => mixed(colour, [0, 0, 0], share);

/** The head: an ellipse that gets narrower towards the chin. */
function headOf({ x, y, wide, high, chin }: Traits, more = 0): Shape {
  return (px, py) => {
    const v = (py - y) / (high + more), narrow = 1 - chin * Math.max(0, v);
    return (Math.hypot((px - x) / (wide + more) / narrow, v) - 1) * (wide + more);
  };
}

/** What is behind the head: long hair, a bun, the body. */
function drawBehind(canvas: Painter, traits: Traits): void {
  const { hair, hairColour, skin, shirt, x, y, wide, high } = traits;
  const back = darker(hairColour, .2), kind = HAIR[hair];
  if (kind === "long") canvas.paint(box(x, y + .18, wide + .13, high + .22, .5), back);
  if (kind === "bun") canvas.paint(ellipse(x, y - high - .1, .2, .18), hairColour);
  if (kind === "curly") {
    for (let i = 0; i < 11; i++) {
      const angle = Math.PI * (.88 + 1.24 * i / 10);
      const cx = x + (wide + .04) * Math.cos(angle), cy = y + high * .95 * Math.sin(angle);
      canvas.paint(ellipse(cx, cy, .2, .2), back);
    }
  }
  canvas.paint(box(x, 1.25, .72, .42, .3), shirt);
  canvas.paint(box(x, y + high + .06, .17, .22, .1), darker(skin, .14));
}

function drawHead(canvas: Painter, traits: Traits): void {
  const { skin, x, y, wide, high, blush, nose, beard, hairColour } = traits;
  for (const side of [-1, 1]) {
    canvas.paint(ellipse(x + side * wide * .98, y + .05, .09, .13), darker(skin, .08));
  }
  const head = headOf(traits);
  canvas.paint(head, skin);
  if (beard) {
    const low = within(head, outside(above(y + .2)));
    const shaved = ellipse(x, y + .12, wide * .72, .3);
    canvas.paint(within(low, outside(shaved)), darker(hairColour, .1));
  }
  for (const side of [-1, 1]) {
    if (blush > 0) {
      canvas.paint(ellipse(x + side * wide * .62, y + .2, .11, .07), [.95, .45, .45], blush);
    }
  }
  canvas.paint(stroke(x, y + .1 + high * .08, nose * .7, nose * .5, .035), darker(skin, .25));
}

function drawEyes(canvas: Painter, traits: Traits): void {
  const { x, y, eyes, brow, iris, hairColour } = traits;
  for (const side of [-1, 1]) {
    const ex = x + side * eyes.apart, ey = y - .04, a = eyes.size, b = eyes.size * eyes.open;
    const white = ellipse(ex, ey, a, b);
    canvas.paint(white, [1, 1, 1]);
    canvas.paint(within(white, ellipse(ex, ey + .01, a * .66, b * .78)), iris);
    canvas.paint(within(white, ellipse(ex, ey + .01, a * .34, b * .42)), [.06, .05, .08]);
    canvas.paint(ellipse(ex + .035, ey - b * .32, .028, .028), [1, 1, 1]);
    canvas.paint(within(outline(white, .035), above(ey - b * .15)), [.12, .09, .1]);
    const tilted: Shape = (px, py) =>
      stroke(ex, y - .04 - brow.height, .12, -.03, brow.width)(
        px,
        py + side * brow.tilt * 6 * (px - ex),
      );
    canvas.paint(tilted, darker(hairColour, .25));
  }
}

function drawMouth(canvas: Painter, { x, y, high, mouth, skin }: Traits): void {
  const my = y + high * .52;
  if (mouth.open && mouth.smile > 0) {
    const inside = within(ellipse(x, my - .02, mouth.wide, .13), outside(above(my - .02)));
    canvas.paint(inside, [.45, .12, .14]);
    canvas.paint(within(inside, above(my + .03)), [1, 1, 1]);
  } else {
    canvas.paint(
      stroke(x, my, mouth.wide, mouth.smile, .045),
      mixed(darker(skin, .45), [.7, .15, .2], .4),
    );
  }
}

/** The hair on the head. */
function drawHair(canvas: Painter, traits: Traits): void {
  const { hair, hairColour, x, y, wide, high } = traits, kind = HAIR[hair];
  const cap = headOf(traits, .05), line = y - high * .42;
  const fronts: Readonly<Record<string, Shape>> = {
    // above a hairline that sinks to the sides
    short: (px, py) => py - line - .25 * Math.abs(px - x) ** 1.5 - .02,
    fringe: (px, py) => py - line - .09 - .05 * Math.cos(16 * (px - x)),
    parted: (px, py) =>
      py - line + .04 - .75 * Math.abs(px - x + wide * .4) * (px > x - wide * .4 ? .8 : 1),
    long: (px, py) => py - line - 1.5 * Math.max(0, Math.abs(px - x) - wide * .35),
    curly: union(
      ...[-2, -1, 0, 1, 2].map((i) => ellipse(x + i * wide * .42, line - .03, .17, .15)),
      above(line - .1),
    ),
    bun: (px, py) => py - line - .6 * (px - x) ** 2 + .02,
  };
  canvas.paint(within(cap, fronts[kind!]!), hairColour);
  const shine = within(cap, outline(ellipse(x, y, wide * .9, high * .8), .05), above(line - .08));
  canvas.paint(shine, [1, 1, 1], .18);
}

function drawGlasses(canvas: Painter, { x, y, eyes }: Traits): void {
  const frame: Colour = [.12, .12, .16], ey = y - .04;
  for (const side of [-1, 1]) {
    const glass = box(x + side * eyes.apart, ey, .18, .16, .1);
    canvas.paint(glass, [.8, .92, 1], .18);
    canvas.paint(outline(glass, .035), frame);
  }
  canvas.paint(stroke(x, ey, Math.max(.02, eyes.apart - .18), -.02, .035), frame);
}
