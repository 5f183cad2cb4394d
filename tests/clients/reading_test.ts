/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { CLIENT_TEST, openBrowser } from "./browser.ts";
import { executedNotebooks, SITE } from "./course_files.ts";

const PAGE = executedNotebooks()[0]!.name;
const address = (name: string) => pathToFileURL(resolve(SITE, `${name}.html`)).href;

async function open(
  browser: Browser,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; context: BrowserContext } & AsyncDisposable> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1200, height: 900 }, offline: true, reducedMotion: "reduce" },
    ...options,
  });
  const page = await context.newPage();
  await page.goto(address(PAGE));
  return { page, context, [Symbol.asyncDispose]: () => context.close() };
}

const question = (page: Page) => page.locator("article .question").first();

Deno.test(
  "a prediction is guessed with the keyboard before its answer is shown, and kept",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    await using opened = await open(browser);
    const { page } = opened, asked = question(page), answer = asked.locator("details > p").first();
    assert.equal(await answer.isVisible(), false);
    assert.equal(await asked.getByRole("button", { name: "That is my guess" }).isDisabled(), true);
    const right = (await answer.textContent())!.match(/^\(([a-z])\)/)![1]!;
    const guess = right === "b" ? "c" : "b";
    await asked.getByRole("radio").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown"); // (b)
    if (guess === "c") await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await answer.isVisible(), true);
    assert.equal(
      await asked.getByRole("status").innerText(),
      `Your guess was (${guess}). It is (${right}):`,
    );
    await page.reload();
    assert.equal(await question(page).locator("details > p").first().isVisible(), true);
    assert.equal(await question(page).locator("input:checked").inputValue(), guess);
    await question(page).getByRole("button", { name: "Guess again" }).click();
    assert.equal(await question(page).locator("details > p").first().isVisible(), false);
    await page.reload();
    assert.equal(await question(page).locator("input:checked").count(), 0);
  },
);

Deno.test(
  "every prediction of the course can be guessed, and its answer is one of the choices",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    await using opened = await open(browser);
    for (const { name, notebook } of executedNotebooks()) {
      const written = notebook.cells.filter(({ cell_type }) => cell_type === "markdown")
        .flatMap(({ source }) => source.match(/^> \*\*Predict\./gm) ?? []).length;
      await opened.page.goto(address(name));
      const letters = await opened.page.locator("article .question").evaluateAll((all) =>
        all.map((one) => ({
          choices: [...one.querySelectorAll("input")].map(({ value }) => value).join(""),
          right: one.querySelector("details > p")!.textContent!.match(/^\(([a-z])\)/)?.[1] ??
            "none",
        }))
      );
      assert.equal(letters.length, written, `${name}: questions on the page`);
      for (const { choices, right } of letters) {
        assert.match(choices, /^ab(c|cd)?$/, name);
        assert.ok(choices.includes(right), `${name}: ${right} of ${choices}`);
      }
    }
  },
);

Deno.test("an answer can be looked at without a guess", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  await using opened = await open(browser);
  const asked = question(opened.page), answer = asked.locator("details > p").first();
  await asked.getByRole("button", { name: "Show the answer" }).click();
  assert.equal(await answer.isVisible(), true);
  await asked.getByRole("button", { name: "Hide the answer" }).click();
  assert.equal(await answer.isVisible(), false);
});

Deno.test(
  "text alone has no code, on every page until it is wanted again, and the place stays",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    await using opened = await open(browser);
    const { page } = opened, code = page.locator("article .code");
    const seen = () => code.evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    assert.ok(await seen() > 0);
    const heading = page.locator("article h2").nth(2);
    await heading.evaluate((one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 200));
    const top = () => heading.evaluate((one) => Math.round(one.getBoundingClientRect().top));
    const before = await top();
    // no click: Playwright scrolls for one, though the bar is always in sight
    await page.getByRole("button", { name: "Text", exact: true }).dispatchEvent("click");
    assert.equal(await seen(), 0);
    assert.ok(
      Math.abs(await top() - before) <= 2,
      `the heading went from ${before} to ${await top()}`,
    );
    assert.ok(await page.locator("article .outputs").first().isVisible());
    await page.goto(address(executedNotebooks()[1]!.name));
    assert.equal(await seen(), 0);
    await page.emulateMedia({ media: "print" }); // a print is what it always was
    assert.ok(await seen() > 0);
    await page.emulateMedia({ media: "screen" });
    await page.getByRole("button", { name: "Text and code" }).click();
    assert.ok(await seen() > 0);
  },
);

Deno.test("the contents mark the section that is being read", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  await using opened = await open(browser, { viewport: { width: 1400, height: 800 } });
  const { page } = opened, current = page.locator(".contents [aria-current]");
  for (const at of [1, 3]) {
    const heading = page.locator("article h2").nth(at);
    await heading.evaluate((one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 90));
    await page.waitForTimeout(100);
    const link = await current.getAttribute("href");
    assert.equal(decodeURIComponent(link ?? "").slice(1), await heading.getAttribute("id"));
    assert.equal(await current.count(), 1);
  }
});

Deno.test(
  "without scripts, and in print, a prediction is a list and a folded answer",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    await using opened = await open(browser, { javaScriptEnabled: false });
    const { page } = opened, quote = page.locator("article blockquote:has(details)").first();
    assert.equal(await quote.locator("input, button").count(), 0);
    assert.ok(await quote.locator("summary").isVisible());
    await using scripted = await open(browser);
    await scripted.page.emulateMedia({ media: "print" });
    const asked = question(scripted.page);
    assert.equal(await asked.locator("input, button").filter({ visible: true }).count(), 0);
    assert.ok(await asked.locator("summary").isVisible());
  },
);

Deno.test("what reading has to press is 44 pixels high, at all widths", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  for (const width of [400, 1200]) {
    await using opened = await open(browser, { viewport: { width, height: 900 } });
    const sizes = await opened.page.locator(".bar button, .question label, .question button")
      .evaluateAll((all) =>
        all.filter((one) => one.checkVisibility()).map((one) => {
          const { width, height } = one.getBoundingClientRect();
          return { what: one.textContent!.trim(), size: Math.min(width, height) };
        })
      );
    assert.ok(sizes.length > 5);
    assert.deepEqual(sizes.filter(({ size }) => size < 43.9), []);
  }
});
