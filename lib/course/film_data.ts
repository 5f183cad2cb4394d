import { PLAYER } from "../figures/house.ts";

/** How a script is marked that holds a film's data. */
export const FILM_CLASS = "saddle-film-data";

/** How the script of a film of `figures` begins, how it hands over its data, and how it ends. */
const BEGIN = "<script>(function(){\n", CALL = "\nsaddleFilm(", END = ");\n})()</script>";

/**
 * Puts the data of films in the place of their scripts: pages run none but the site's own, which
 * plays them all ({@linkcode FILM_SCRIPT}).
 *
 * @param html A piece of a page.
 * @returns The piece; a script that is not a film's, or whose pictures are not its own, stays.
 */
export function withFilmData(html: string): string {
  const parts: string[] = [], close = "</script>";
  let end = 0;
  for (let at = html.indexOf(BEGIN); at >= 0; at = html.indexOf(BEGIN, end)) {
    const closed = html.indexOf(close, at);
    if (closed < 0) break;
    const script = html.slice(at, closed + close.length);
    parts.push(html.slice(end, at), asData(script));
    end = closed + close.length;
  }
  return parts.join("") + html.slice(end);
}

function asData(script: string): string {
  const data = script.slice(script.lastIndexOf(CALL) + CALL.length, -END.length);
  return script.includes(CALL) && script.endsWith(END) && isFilm(data)
    ? `<script type="application/json" class="${FILM_CLASS}">${data}</script>`
    : script;
}

/** The site's script for films: the player, once for all of them. */
export const FILM_SCRIPT = `"use strict";

${PLAYER}

addEventListener("DOMContentLoaded", () => {
  for (const data of document.querySelectorAll("script.${FILM_CLASS}")) {
    saddleFilm(JSON.parse(data.textContent));
  }
});
`;

/**
 * Whether the data are those of a film of `figures`, field by field: the player puts numbers into
 * styles and addresses into pictures.
 *
 * @param json What stands in the script.
 */
export function isFilm(json: string): boolean {
  try {
    const film = JSON.parse(json), { frames, labels, curve, box } = film;
    return !json.includes("<") && typeof film === "object" && Array.isArray(frames) &&
      frames.every(isPicture) && labels.length === frames.length && labels.every(isText) &&
      [film.width, film.milliseconds, film.labelWidth].every(Number.isFinite) &&
      isText(film.alt) && /^[\w-]*$/.test(film.id) &&
      (film.axes === undefined || isPicture(film.axes) && areNumbers(box, 4)) &&
      (curve === undefined || isCurve(curve, frames.length));
  } catch {
    return false;
  }
}

function isCurve({ src, ends, marks }: Record<string, unknown>, frames: number): boolean {
  return isPicture(src) && areNumbers(ends, 2) && Array.isArray(marks) &&
    marks.length === frames &&
    marks.every((mark) =>
      Array.isArray(mark) && mark.every((at) => at === null || Number.isFinite(at))
    );
}

function areNumbers(value: unknown, count: number): boolean {
  return Array.isArray(value) && value.length === count && value.every(Number.isFinite);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

/** Whether it is the address of a picture that stands in the page itself. */
function isPicture(address: unknown): boolean {
  return typeof address === "string" && address.startsWith("data:image/");
}
