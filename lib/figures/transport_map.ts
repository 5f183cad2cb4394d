import { extremes } from "./extremes.ts";
import { formatNumber } from "./format_number.ts";
import { svgText, tenth } from "./svg.ts";
import type { Box, Scene } from "./transport_moves.ts";

const BOX: Box = { x: 378, y: 64, side: 250 };

/**
 * Steps of darkness; the cells of each are one path, or thousands of cells would be a slow picture.
 */
const LEVELS = 16;

/** Most points an axis can name one by one. */
const MOST_NAMES = 10;

/** Pixels of a cell from which on cells are kept apart. */
const LARGE = 12;

/**
 * A plan as a map: a row for each point mass starts at, a column for each it ends at,
 * lowest x first.
 */
export function transportMap(scene: Scene): string {
  const { from, to, dimension, moves, names } = scene;
  const rows = order(from, dimension);
  const columns = order(to, dimension);
  const [height, width] = [BOX.side / rows.length, BOX.side / columns.length];
  const [, most] = extremes(moves.map(({ mass }) => mass));
  const gap = Math.min(width, height) >= LARGE ? 1 : 0;
  const across = tenth(width - gap), up = tenth(height - gap);
  const paths = new Array<string>(LEVELS).fill("");
  for (const { row, column, mass } of moves) {
    const x = tenth(BOX.x + columns[column]! * width);
    const y = tenth(BOX.y + BOX.side - (rows[row]! + 1) * height);
    const level = Math.min(LEVELS - 1, Math.floor(LEVELS * mass / most));
    paths[level] += `M${x},${y}h${across}v${up}h${-across}z`;
  }
  const cells = paths.map((d, level) =>
    d === "" ? "" : `<path d="${d}" fill="${shade((level + 1) / LEVELS)}"/>`
  );
  const frame = `<rect x="${BOX.x}" y="${BOX.y}" width="${BOX.side}" height="${BOX.side}" ` +
    `fill="none" stroke="#888"/>`;
  const note = `darkest cell: mass ${formatNumber(most, 2)}`;
  return `<g shape-rendering="crispEdges">${cells.join("")}</g>${frame}` +
    ticks(from, rows, dimension, "y") + ticks(to, columns, dimension, "x") +
    svgText(note, { x: BOX.x + BOX.side, y: BOX.y - 10, size: 14, anchor: "end" }) +
    svgText(`to: ${names[1]}`, {
      x: BOX.x + BOX.side / 2,
      y: BOX.y + BOX.side + 42,
      anchor: "middle",
    }) +
    upwards(`from: ${names[0]}`);
}

/** Each point's place when they are sorted by their first number. */
function order(points: ArrayLike<number>, dimension: number): Int32Array {
  const first = (at: number) => points[at * dimension]!;
  const sorted = Array.from({ length: points.length / dimension }, (_, at) => at)
    .sort((a, b) => first(a) - first(b));
  const places = new Int32Array(sorted.length);
  sorted.forEach((at, place) => places[at] = place);
  return places;
}

/**
 * The x of points along an axis of the map: of all where they are few, else of the
 * first and the last.
 */
function ticks(
  points: ArrayLike<number>,
  places: Int32Array,
  dimension: number,
  axis: "x" | "y",
): string {
  const last = places.length - 1;
  const few = places.length <= MOST_NAMES;
  return Array.from(places, (place, at) => {
    if (!few && place !== 0 && place !== last) return "";
    const along = few ? BOX.side * (place + 0.5) / places.length : place === 0 ? 0 : BOX.side;
    const text = formatNumber(points[at * dimension]!, 2).replace("-", "−");
    if (axis === "y") {
      const drop = few ? 5 : place === 0 ? 0 : 12;
      const y = BOX.y + BOX.side - along + drop;
      return svgText(text, { x: BOX.x - 5, y, size: 14, anchor: "end" });
    }
    const anchor = few ? "middle" : place === 0 ? "start" : "end";
    return svgText(text, { x: BOX.x + along, y: BOX.y + BOX.side + 18, size: 14, anchor });
  }).join("");
}

function upwards(label: string): string {
  const [x, y] = [BOX.x - 30, BOX.y + BOX.side / 2];
  return `<g transform="rotate(-90 ${x} ${y})">${svgText(label, { x, y, anchor: "middle" })}</g>`;
}

/** From nearly white to dark green: no player's colour. */
function shade(share: number): string {
  const mix = (light: number, dark: number) => Math.round(light + share * (dark - light));
  return `rgb(${mix(238, 0)},${mix(247, 70)},${mix(242, 50)})`;
}
