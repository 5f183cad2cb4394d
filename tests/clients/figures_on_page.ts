/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";

/** What a browser shows of one figure. */
export interface ShownFigure {
  /** The figure's caption or the start of its text. */
  name: string;
  /** Pictures that are there but have no pixels. */
  broken: number;
  /** The area in pixels of its visible pictures, drawings and tables. */
  area: number;
}

/** Looks at every figure of a page (within the selector), as it is laid out now. */
export async function shownFigures(page: Page, selector = "figure"): Promise<ShownFigure[]> {
  // Pictures in data addresses are decoded a moment after the page is there
  await page.evaluate(() =>
    Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
  );
  return page.evaluate((selector) =>
    [...document.querySelectorAll(selector)].map((figure) => {
      const images = [...figure.querySelectorAll("img")];
      const visible = [...figure.querySelectorAll("img, svg, canvas, table")].map((element) =>
        element.getBoundingClientRect()
      );
      return {
        name: (figure.querySelector("figcaption")?.textContent ?? figure.textContent ?? "").trim()
          .slice(0, 60),
        broken: images.filter(({ naturalWidth }) => naturalWidth === 0).length,
        area: visible.reduce((sum, { width, height }) => sum + width * height, 0),
      };
    }), selector);
}

/** Fails where a figure shows nothing. */
export function assertShown(figures: readonly ShownFigure[], place: string): void {
  for (const { name, broken, area } of figures) {
    assert.equal(broken, 0, `${place}: the figure "${name}" has pictures without pixels`);
    assert(area > 2000, `${place}: the figure "${name}" shows nothing (${area} square pixels)`);
  }
}

/**
 * Moves a film's slider, plays it with the button, and steps with a key: the picture has to change
 * each time.
 */
export async function playFilm(film: Locator, place: string): Promise<void> {
  await film.scrollIntoViewIfNeeded();
  const slider = film.locator('input[type="range"]'), button = film.locator("button").first();
  // The frame is the one picture with words: axes may lie under it, and a curve below
  const picture = () => film.locator('.saddle-player img:not([alt=""])').getAttribute("src");
  const value = async () => Number(await slider.inputValue());
  const last = Number(await slider.getAttribute("max"));
  assert(last > 0, `${place}: a film has more than one frame`);
  // It may open at any frame
  await slider.fill("0");
  const first = await picture();
  await slider.fill(String(last));
  assert.equal(await value(), last);
  assert.notEqual(await picture(), first, `${place}: the slider shows another frame`);
  await slider.fill("0");
  await button.click();
  for (let waited = 0; await value() === 0; waited += 50) {
    assert(waited < 5000, `${place}: the play button starts the film`);
    await film.page().waitForTimeout(50);
  }
  assert.notEqual(await picture(), first, `${place}: the film moves`);
  await slider.fill("0");
  await slider.press("ArrowRight");
  assert.equal(await value(), 1, `${place}: an arrow key steps`);
}
