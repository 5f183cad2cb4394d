import { PLAYER } from "../figures/house.ts";

/** What a film of `figures` ends with: the player's code and a call with the film's data. */
const SCRIPT =
  /<script>\(function\(\)\{\n(?:(?!<\/script)[^])*?\nsaddleFilm\((\{.*\})\);\n\}\)\(\)<\/script>/g;

/**
 * Puts the data of films in the place of their scripts: pages run none but the site's own, which
 * plays them all ({@linkcode FILM_SCRIPT}).
 *
 * @param html A piece of a page.
 * @returns The piece; a script that is not a film's, or whose pictures are not its own, stays.
 */
export function withFilmData(html: string): string {
  return html.replace(
    SCRIPT,
    (script, data: string) =>
      isFilm(data)
        ? `<script type="application/json" class="saddle-film-data">${data}</script>`
        : script,
  );
}

/** The site's script for films: the player, once for all of them. */
export const FILM_SCRIPT = `"use strict";

${PLAYER}

addEventListener("DOMContentLoaded", () => {
  for (const data of document.querySelectorAll("script.saddle-film-data")) {
    saddleFilm(JSON.parse(data.textContent));
  }
});
`;

function isFilm(json: string): boolean {
  try {
    const { frames, axes = PICTURE, curve = { src: PICTURE } } = JSON.parse(json);
    return [...frames, axes, curve.src].every((address: unknown) =>
      typeof address === "string" && address.startsWith(PICTURE)
    ) && !json.includes("<");
  } catch {
    return false;
  }
}

/** How the address of a picture begins that stands in the page itself. */
const PICTURE = "data:image/";
