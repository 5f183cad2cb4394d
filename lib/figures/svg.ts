import { colours } from "./colours.ts";
import { escapeText } from "./html.ts";

/** Fonts of every figure: whatever the reader's system uses. */
export const FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Size of a figure's text, in pixels at full width. */
export const FONT_SIZE = 16;

/**
 * Layers, bottom first, as one standalone SVG on a light card of its own.
 *
 * @param photos Whether the layers are photographs with words: no page can turn round their colours,
 * so that on dark pages the card itself is dark.
 */
export function standalone(
  width: number,
  height: number,
  layers: readonly string[],
  { photos = false }: { readonly photos?: boolean } = {},
): string {
  const size = `width="${round(width)}" height="${round(height)}"`;
  const card = photos ? `${DARK_CARD}<rect class="card"` : "<rect";
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${round(width)} ` +
    `${round(height)}" font-family="${FONTS}" font-size="${FONT_SIZE}" color="${colours.ink}" ` +
    `fill="${colours.ink}">${card} ${size} fill="${colours.paper}"/>${layers.join("")}</svg>`;
}

/** Takes the place of what dark pages do to other pictures; the colours are those of the course. */
const DARK_CARD =
  "<style>@media (prefers-color-scheme:dark){.card{fill:#16181c}text{fill:#dcdde0}}</style>";

/** One line of text in an SVG. `y` is its baseline. */
export function svgText(
  content: string,
  options: {
    x: number;
    y: number;
    size?: number;
    anchor?: "start" | "middle" | "end";
    weight?: number;
    fill?: string;
  },
): string {
  const { x, y, size = FONT_SIZE, anchor = "start", weight = 400, fill = colours.ink } = options;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="${anchor}" ` +
    `font-weight="${weight}" fill="${fill}">${escapeText(content)}</text>`;
}

/** About how wide a line of text will be; no font is at hand to measure it. */
export function textWidth(content: string, size: number = FONT_SIZE): number {
  const share = (c: string) =>
    /[mwMW@%]/.test(c) ? 0.92 : /[A-Z]/.test(c) ? 0.72 : /[ijlrtfI.,:;'()| ]/.test(c) ? 0.38 : 0.61;
  return [...content].reduce((sum, character) => sum + share(character), 0) * size;
}

/** One key of a legend. */
export interface Key {
  /** What the colour stands for. */
  readonly label: string;
  /** The colour. */
  readonly colour: string;
  /** How it is drawn. @default "square" */
  readonly mark?: "square" | "line" | "dashed" | "dot";
  /** A line's dashes, as an SVG dash array. @default as `mark` says */
  readonly dash?: string;
}

/** A legend as rows of swatches, wrapped to a width. */
export function legend(
  keys: readonly Key[],
  options: { width: number; left: number; top: number; size?: number },
): { svg: string; height: number } {
  const { width, left, top, size = FONT_SIZE } = options;
  const row = size * 1.6;
  let x = left;
  let y = top;
  const parts = keys.map((key) => {
    const space = size * 1.75 + textWidth(key.label, size) + size * 1.2;
    if (x > left && x + space > width) [x, y] = [left, y + row];
    const middle = y + row / 2;
    const drawn = swatch(key, x, middle, size) +
      svgText(key.label, { x: x + size * 1.75, y: middle + size * 0.36, size });
    x += space;
    return drawn;
  });
  return { svg: parts.join(""), height: keys.length === 0 ? 0 : y + row - top };
}

function swatch(key: Key, x: number, middle: number, size: number): string {
  const { colour, mark = "square", dash = mark === "dashed" ? "5 4" : "none" } = key;
  const centre = x + size * 0.65;
  if (mark === "dot") {
    return `<circle cx="${round(centre)}" cy="${round(middle)}" r="${
      round(size * 0.3)
    }" fill="${colour}"/>`;
  }
  if (mark === "square") {
    const side = size * 0.85;
    return `<rect x="${round(centre - side / 2)}" y="${round(middle - side / 2)}" ` +
      `width="${round(side)}" height="${round(side)}" rx="2" fill="${colour}"/>`;
  }
  const dashes = dash === "none" ? "" : ` stroke-dasharray="${dash}"`;
  return `<path d="M${round(x)},${round(middle)}h${round(size * 1.35)}" stroke="${colour}" ` +
    `stroke-width="2.5"${dashes}/>`;
}

/** A coordinate with no more digits than a screen shows. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The same for paths of many points: a tenth of a pixel is finer than a screen. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
