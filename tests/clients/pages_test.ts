/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import assert from "node:assert/strict";
import { existsSync, globSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { imageRows } from "saddle/figures/mod.ts";
import { pixels } from "../figures/pictures.ts";
import { CLIENT_TEST, openBrowser } from "./browser.ts";
import { countFigures, executedNotebooks, htmlOutputs, SITE } from "./course_files.ts";
import { assertShown, playFilm, shownFigures } from "./figures_on_page.ts";

const WIDTHS = [1200, 400], SCHEMES = ["light", "dark"] as const;

/** Opens a page of the site without a network, and notes what goes wrong. */
async function open(
  browser: Browser,
  name: string,
  options: Parameters<Browser["newContext"]>[0] = {},
) {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    offline: true,
    ...options,
  });
  const page = await context.newPage(), troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      troubles.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) troubles.push(`asks for ${request.url()}`);
  });
  page.on(
    "requestfailed",
    (request) => troubles.push(`cannot load ${request.url().slice(0, 200)}`),
  );
  await page.goto(pathToFileURL(resolve(SITE, `${name}.html`)).href);
  return { page, troubles, [Symbol.asyncDispose]: () => context.close() };
}

async function assertFits(page: Page, place: string): Promise<void> {
  const [content, window] = await page.evaluate(
    () => [document.documentElement.scrollWidth, document.documentElement.clientWidth],
  );
  assert.equal(content, window, `${place}: the page is wider than the window`);
}

const brightness = (page: Page) =>
  page.evaluate(() =>
    getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g)!.slice(0, 3).reduce(
      (sum, part) => sum + Number(part),
      0,
    ) / 765
  );

Deno.test(
  "every page opens without a network, at all widths, light and dark, with all its figures",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    for (const { name, notebook } of executedNotebooks()) {
      const expected = countFigures(htmlOutputs(notebook));
      for (const width of WIDTHS) {
        for (const colorScheme of SCHEMES) {
          const place = `${name}.html, ${width} px, ${colorScheme}`;
          await using opened = await open(browser, name, {
            viewport: { width, height: 900 },
            colorScheme,
          });
          const { page, troubles } = opened;
          assert.equal(
            await page.locator("article .outputs figure").count(),
            expected,
            `${place}: figures`,
          );
          assertShown(await shownFigures(page, "article figure"), place);
          await assertFits(page, place);
          assert.equal(
            await brightness(page) > 0.5,
            colorScheme === "light",
            `${place}: background`,
          );
          assert.deepEqual(troubles, [], place);
        }
      }
    }
  },
);

Deno.test("math is set: no page shows raw formulas", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  for (const { name, notebook } of executedNotebooks()) {
    await using opened = await open(browser, name);
    const source = notebook.cells.filter(({ cell_type }) => cell_type === "markdown").map((
      { source },
    ) => source).join("\n");
    const set = await opened.page.locator("article .katex").count();
    assert(set >= (source.match(/\$\$/g)?.length ?? 0) / 2, `${name}: display formulas are set`);
    assert.equal(set > 0, source.includes("$"), `${name}: formulas are set`);
    assert.equal(await opened.page.locator(".katex-error").count(), 0, name);
    const text = await opened.page.evaluate(() => {
      for (const element of document.querySelectorAll("pre, code, .katex")) element.remove();
      return document.querySelector("article")!.textContent!;
    });
    assert.doesNotMatch(text, /\$\$|\\(frac|psi|theta|nabla|mathbb)/, name);
    const font = await opened.page.evaluate(() =>
      document.fonts.ready.then(() =>
        [...document.fonts].some(({ family, status }) =>
          /KaTeX_Math/.test(family) && status === "loaded"
        )
      )
    );
    assert.equal(font, set > 0, `${name}: the fonts of formulas lie beside the pages`);
  }
});

Deno.test("films move by slider, button and keys", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  let films = 0;
  for (const { name } of executedNotebooks()) {
    await using opened = await open(browser, name);
    for (const film of await opened.page.locator(".saddle-film").all()) {
      await playFilm(film, `${name}, film ${++films}`);
    }
    assert.deepEqual(opened.troubles, [], name);
  }
  assert(films > 0, "the course has films");
});

Deno.test("without scripts every figure shows its static form", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  for (const { name, notebook } of executedNotebooks()) {
    const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(resolve(SITE, `${name}.html`)).href);
    const boxes = await Promise.all(
      (await page.locator("article .outputs figure").all()).map((figure) => figure.boundingBox()),
    );
    assert.equal(boxes.length, countFigures(htmlOutputs(notebook)));
    for (const box of boxes) {
      assert(box !== null && box.width * box.height > 2000, `${name}: a figure without scripts`);
    }
    await context.close();
  }
});

Deno.test(
  "the index leads to every notebook, contents and neighbours to what is there",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    const names = executedNotebooks().map(({ name }) => name);
    for (const name of ["index", ...names]) {
      for (const width of WIDTHS) {
        await using opened = await open(browser, name, { viewport: { width, height: 900 } });
        await assertFits(opened.page, `${name}.html, ${width} px`);
        assert.deepEqual(opened.troubles, []);
      }
      await using opened = await open(browser, name);
      const links = await opened.page.locator("a[href]").evaluateAll((all) =>
        all.map((link) => link.getAttribute("href")!)
      );
      for (const link of links.filter((link) => !/^https?:/.test(link))) {
        const [file = "", anchor] = decodeURIComponent(link).split("#");
        const target = file === "" ? `${name}.html` : file;
        assert(
          existsSync(resolve(SITE, target)),
          `${name}.html links to ${link}, which is not there`,
        );
        if (anchor && target.endsWith(".html")) {
          const html = Deno.readTextFileSync(resolve(SITE, target));
          const isSettings = html.includes('data-fragment="settings"'); // the playground's
          assert(isSettings || html.includes(`id="${anchor}"`), `${name}.html links to ${link}`);
        }
      }
      if (name === "index") {
        for (const notebook of names) {
          assert(
            links.includes(`${notebook}.html`),
            `the index leads to ${notebook}`,
          );
        }
      }
    }
  },
);

Deno.test(
  "the library's pages open without a network, at all widths, and their search leads to a symbol",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    const rooms = Array.from(Deno.readDirSync(resolve(SITE, "library")), ({ name }) => name)
      .filter((name) => name.endsWith(".html"));
    assert(rooms.includes("constraints.html"), "the course has made the reference");
    for (const room of rooms) {
      const name = `library/${room.replace(/\.html$/, "")}`;
      for (const width of WIDTHS) {
        await using opened = await open(browser, name, { viewport: { width, height: 900 } });
        await assertFits(opened.page, `${name}, ${width} px`);
        assert.deepEqual(opened.troubles, [], name);
        assert.equal(await opened.page.locator(".katex-error").count(), 0, name);
      }
    }
    await using opened = await open(browser, "library/index");
    const { page } = opened;
    await page.keyboard.press("/");
    await page.keyboard.type("gradientpen");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/library\/constraints\.html#gradientPenalty$/);
    const heading = page.locator("#gradientPenalty");
    await page.waitForFunction(() => scrollY > 0);
    assert.equal(await heading.locator("code").textContent(), "gradientPenalty");
    assert.deepEqual(opened.troubles, []);
  },
);

Deno.test(
  "a page can be used with the keyboard, and light and dark can be switched",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    const [first] = executedNotebooks();
    assert(first);
    await using opened = await open(browser, first.name, { colorScheme: "light" });
    const { page } = opened;
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    assert(
      await skip.evaluate((element) => element === document.activeElement),
      "the first stop is the skip link",
    );
    assert((await skip.boundingBox())!.y >= 0, "the skip link is seen when it has the focus");
    const outline = await skip.evaluate((element) => getComputedStyle(element).outlineStyle);
    assert.notEqual(outline, "none", "the focus is seen");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "content");
    const light = await brightness(page);
    await page.locator("button.theme").press("Enter");
    assert(await brightness(page) < light - 0.5, "the switch makes the page dark");
    await page.reload();
    assert(await brightness(page) < light - 0.5, "the choice is kept");
  },
);

Deno.test(
  "photographs keep their colours in the dark, and the card around them is dark",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    const page = await (await browser.newContext({ colorScheme: "dark" })).newPage();
    const row = { label: "a row", images: new Float32Array(4 * 28 * 28).fill(1) };
    const { html } = imageRows([row], { caption: "c", alt: "a", shape: [28, 28, 1] });
    for (const scheme of SCHEMES) {
      await page.setContent(`<style>:root { color-scheme: ${scheme} }</style>${html}`);
      const shot = await page.locator("img").screenshot();
      const { at } = await pixels(`data:image/png;base64,${shot.toString("base64")}`);
      assert.equal(at(0.5, 0.05)[0]! > 128, scheme === "light", `${scheme}: the card`);
      assert.deepEqual(at(0.3, 0.6), [255, 255, 255], `${scheme}: the pictures`);
    }
  },
);

Deno.test("the whole site is small enough to be handed out", CLIENT_TEST, () => {
  const sizes = globSync("**/*", { cwd: SITE, withFileTypes: true }).filter((one) => one.isFile())
    .map(({ parentPath, name }) => ({ name, size: statSync(join(parentPath, name)).size }));
  const megabytes = sizes.reduce((sum, { size }) => sum + size, 0) / 1e6;
  const largest = sizes.toSorted((a, b) => b.size - a.size).slice(0, 5);
  assert.ok(megabytes < 40, `${megabytes} MB, of which ${JSON.stringify(largest)}`);
});

Deno.test("on paper a page is light and shows all of the code", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  for (const { name } of executedNotebooks()) {
    await using opened = await open(browser, name, {
      colorScheme: "dark",
      viewport: { width: 720, height: 1000 },
    });
    await opened.page.emulateMedia({ media: "print", colorScheme: "dark" });
    assert(
      await brightness(opened.page) > 0.9 ||
        await opened.page.evaluate(() =>
          getComputedStyle(document.body).backgroundColor === "rgba(0, 0, 0, 0)"
        ),
      name,
    );
    const cut = await opened.page.locator("article pre").evaluateAll((all) =>
      all.filter((pre) => pre.scrollWidth > pre.clientWidth + 1).length
    );
    assert.equal(cut, 0, `${name}: code that paper would cut off`);
  }
});
