/**
 * Puts the colours of highlighted words, which stand at every word, into one style sheet for all
 * pages: half of a page's code would be colours otherwise.
 *
 * @param pages Pages whose code was coloured by {@linkcode highlighter}.
 * @param classes The classes given to pages before, by colours: what new pages add is added. None
 * by default.
 * @returns The pages with classes in place of colours, and the style sheet of these classes.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shareColours } from "saddle/course/mod.ts";
 *
 * const { pages, css } = shareColours(['<span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF">7</span>']);
 * assert.deepEqual(pages, ['<span class="k1">7</span>']);
 * assert.equal(css, ".k1{--shiki-light:#005CC5;--shiki-dark:#79B8FF}\n");
 * ```
 */
export function shareColours(
  pages: readonly string[],
  classes: Map<string, string> = new Map(),
): { pages: string[]; css: string } {
  const shared = pages.map((page) =>
    page.replace(COLOURS, (_, style: string) => {
      const name = classes.get(style) ?? `k${classes.size + 1}`;
      classes.set(style, name);
      return `<span class="${name}">`;
    })
  );
  const css = [...classes].map(([style, name]) => `.${name}{${style}}\n`).join("");
  return { pages: shared, css };
}

/** As the highlighter writes them: what a notebook writes may be more than a colour. */
const COLOURS = /<span style="(--shiki-light:[\w#-]+(?:;--shiki-[a-z-]+:[\w# -]+)*)">/g;

/** A page without the classes of colours, for those who read its other tags: most are these. */
export function withoutColours(page: string): string {
  return page.replace(/<span class="k\d+">|<\/span>/g, "");
}
