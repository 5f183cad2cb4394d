/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { start } from "saddle/engine/mod.ts";
import { DIRAC_USUAL, nextStates } from "saddle/live/playground/dirac_game.ts";
import { Scene } from "saddle/live/playground/scene.ts";
import { fromAddress } from "saddle/live/playground/settings.ts";
import { CLIENT_TEST, openBrowser } from "./browser.ts";
import { faintTexts } from "./contrast.ts";
import { SITE } from "./course_files.ts";
import { firefoxPath, openFirefox } from "./firefox.ts";
import { served } from "./served.ts";

const ADDRESS = pathToFileURL(resolve(SITE, "playground.html")).href;
/** Milliseconds: a machine that does other things starts slowly. */
const PATIENCE = 60_000;
/** Small networks, where it is not the speed that is tested. */
const SMALL = "width=8&layers=1&batch=16";

/** Opens the playground without a network, and notes what goes wrong. */
async function open(
  browser: Browser,
  settings: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; troubles: string[] } & AsyncDisposable> {
  const context = await browser.newContext({
    ...{ viewport: { width: 1200, height: 900 }, offline: true },
    ...options,
  });
  const page = await context.newPage(), troubles: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) troubles.push(`asks for ${request.url()}`);
  });
  await page.goto(`${ADDRESS}#${settings}`);
  if (!settings.includes("scene=dirac")) await untilStep(page, 0);
  return { page, troubles, [Symbol.asyncDispose]: () => context.close() };
}

/** Where the page says that it is: `page.url()` hears of it later. */
const addressOf = (page: Page) => page.evaluate(() => location.href);
const state = (page: Page) => page.evaluate(() => ({ ...document.documentElement.dataset }));
const stepOf = async (page: Page) => Number((await state(page))["step"]);
const untilStep = (page: Page, step: number) =>
  page.waitForFunction(
    (least) => Number(document.documentElement.dataset["step"] ?? -1) >= least,
    step,
    { timeout: PATIENCE },
  );

/** How many colours a canvas shows: a blank one has a single one. */
const colours = (page: Page, id: string) =>
  page.locator(`#${id}`).evaluate((canvas: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext("2d", { willReadFrequently: true })!;
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) {
      seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
    }
    return seen.size;
  });

Deno.test(
  "the playground trains from a file, offline, at all widths, light and dark",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    for (const width of [1200, 400]) {
      for (const colorScheme of ["light", "dark"] as const) {
        await using opened = await open(browser, `${SMALL}&runs=${width === 400 ? 1 : 4}`, {
          viewport: { width, height: 900 },
          colorScheme,
        });
        const { page, troubles } = opened, place = `${width} px, ${colorScheme}`;
        assert.ok(await colours(page, "plane") > 50, `${place}: the map before the first step`);
        assert.deepEqual(await faintTexts(page.locator("body")), [], place);
        await page.getByRole("button", { name: "Train" }).click();
        await untilStep(page, 20);
        assert.ok(await colours(page, "plane") > 50, `${place}: the map`);
        assert.ok(await colours(page, "curve") > 5, `${place}: the curve`);
        const wide = await page.evaluate(() =>
          document.documentElement.scrollWidth - document.documentElement.clientWidth
        );
        assert.equal(wide, 0, `${place}: the page is wider than the window`);
        const small = await page.locator("main :is(button, select, input, label.tick, summary)")
          .evaluateAll((all) =>
            all.filter((one) => one.checkVisibility() && one.getAttribute("type") !== "checkbox")
              .filter((one) => one.getBoundingClientRect().height < 43.9)
              .map((one) => one.id || one.textContent)
          );
        assert.deepEqual(small, [], `${place}: lower than 44 pixels`);
        assert.deepEqual(troubles, [], place);
      }
    }
  },
);

Deno.test("the page's run is that of Deno's WebAssembly, bit for bit", CLIENT_TEST, async () => {
  const settings = `${SMALL}&data=ring&loss=wasserstein&constraint=gp`;
  await using browser = await openBrowser();
  await using opened = await open(browser, settings);
  const { page } = opened;
  for (let step = 1; step <= 5; step++) {
    await page.getByRole("button", { name: "One step" }).click();
    await untilStep(page, step);
  }
  await start({ engine: "wasm" });
  const scene = await Scene.open(fromAddress(settings));
  try {
    await scene.advance(5);
    const { runs: [run] } = scene.picture({ grid: false }, { steps: 5, milliseconds: 0 });
    assert.equal((await state(page))["distance"], String(run!.distance));
  } finally {
    scene.dispose();
  }
});

Deno.test(
  "with the keyboard alone: train, change a rate on the way, pause, start anew",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    await using opened = await open(browser, SMALL);
    const { page, troubles } = opened;
    const tabTo = async (id: string) => {
      for (let i = 0; i < 60; i++) {
        if (await page.evaluate((id) => document.activeElement?.id === id, id)) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`Tab never came to ${id}`);
    };
    await tabTo("play");
    await page.keyboard.press("Enter");
    await untilStep(page, 10);
    await tabTo("criticRate");
    await page.keyboard.press("ArrowRight");
    const before = await stepOf(page);
    await untilStep(page, before + 10); // the same run goes on
    assert.match(await addressOf(page), /criticRate=0\.005/);
    await page.keyboard.press("Shift+Tab");
    await tabTo("seed");
    await page.keyboard.press("ArrowRight"); // another run, which goes on at once
    await page.waitForFunction(
      (before) => Number(document.documentElement.dataset["step"]) < before,
      before,
      { timeout: PATIENCE },
    );
    await page.locator("#play").press("Enter");
    await page.waitForFunction(
      () => document.querySelector("#play")!.textContent!.includes("Train"),
      null,
      { timeout: PATIENCE },
    );
    await page.waitForTimeout(300); // a step that was under way still comes
    const stopped = await stepOf(page);
    await page.waitForTimeout(300);
    assert.equal(await stepOf(page), stopped);
    await page.locator("#one").press("Enter");
    await untilStep(page, stopped + 1);
    await page.locator("#again").press("Enter");
    await page.waitForFunction(() => document.documentElement.dataset["step"] === "0", null, {
      timeout: PATIENCE,
    });
    assert.deepEqual(troubles, []);
  },
);

Deno.test(
  "the code tells where numbers changed, and the address gives the settings back",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    await using opened = await open(browser, SMALL);
    const { page } = opened;
    await page.getByRole("button", { name: "One step" }).click();
    await untilStep(page, 1);
    await page.selectOption("#movers", "critic");
    await page.getByRole("button", { name: "One step" }).click();
    await untilStep(page, 2);
    await page.locator("#code summary").click();
    // it is written when it is opened, a moment after the click
    const code = await page.locator("#code code", { hasText: "session" }).innerText();
    assert.match(
      code,
      /await session\.advance\(1\);\nsession\.change\([^]*adam\(\{ rate: 0,[^]*advance\(1\)/,
    );
    await page.selectOption("#data", "moons");
    await using other = await open(browser, new URL(await addressOf(page)).hash.slice(1));
    assert.equal(await other.page.locator("#data").inputValue(), "moons");
    assert.equal(await other.page.locator("#movers").inputValue(), "critic");
  },
);

Deno.test("a player that does not learn stays where it is", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  await using opened = await open(browser, `${SMALL}&movers=critic`);
  const { page } = opened, before = (await state(page))["distance"];
  await page.getByRole("button", { name: "One step" }).click();
  await untilStep(page, 1);
  assert.equal((await state(page))["distance"], before);
});

Deno.test("data are drawn with a mouse and with keys", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  await using opened = await open(browser, `${SMALL}&data=own`);
  const { page } = opened, map = page.locator("#plane");
  const centres = async () =>
    decodeURIComponent(await addressOf(page)).match(/drawn=([^&]*)/)?.[1]?.split(";") ?? [];
  await page.getByRole("button", { name: "Clear" }).click();
  await map.scrollIntoViewIfNeeded();
  const { x, y, width } = (await map.boundingBox())!;
  await page.mouse.move(x + 0.2 * width, y + 0.5 * width);
  await page.mouse.down();
  await page.mouse.move(x + 0.8 * width, y + 0.5 * width, { steps: 12 });
  await page.mouse.up();
  const drawn = (await centres()).length;
  assert.ok(drawn > 8, `${drawn} Gaussians`);
  await map.evaluate((canvas) => {
    // a pen that was at three places within one frame
    const { left, top, width } = canvas.getBoundingClientRect();
    const at = (x: number, y: number) => ({
      ...{ pointerId: 1, bubbles: true, pressure: 0.5 },
      ...{ clientX: left + x * width, clientY: top + y * width },
    });
    canvas.setPointerCapture = () => {};
    const quick = [0.3, 0.5, 0.7].map((x) => new PointerEvent("pointermove", at(x, 0.8)));
    canvas.dispatchEvent(new PointerEvent("pointerdown", at(0.2, 0.8)));
    canvas.dispatchEvent(
      new PointerEvent("pointermove", { ...at(0.7, 0.8), coalescedEvents: quick }),
    );
    canvas.dispatchEvent(new PointerEvent("pointerup", at(0.7, 0.8)));
  });
  assert.equal((await centres()).length, drawn + 4);
  await map.focus();
  for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "Enter"]) await page.keyboard.press(key);
  assert.equal((await centres()).at(-1), "0,0.3");
  await page.getByRole("button", { name: "Take back one" }).click();
  assert.equal((await centres()).length, drawn + 4);
  await page.getByRole("button", { name: "One step" }).click();
  await untilStep(page, 1);
});

Deno.test("a failure is named", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  const wild = "loss=wasserstein&constraint=none&optimiser=sgd&criticRate=0.2&generatorRate=0.2";
  await using opened = await open(browser, `${SMALL}&${wild}`);
  const { page } = opened;
  await page.getByRole("button", { name: "Train" }).click();
  await page.getByText(/Failed after step \d+: /).waitFor({ timeout: PATIENCE });
  await page.getByRole("button", { name: "Train" }).waitFor({ timeout: PATIENCE }); // it has stopped
});

Deno.test(
  "two numbers: the start is dragged or moved with keys, and the path is the simulation's",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    await using opened = await open(browser, "scene=dirac&brake=r1");
    const { page, troubles } = opened, portrait = page.locator("#portrait");
    const { x, y, width } = (await portrait.boundingBox())!;
    await page.mouse.move(x + 0.75 * width, y + 0.25 * width);
    await page.mouse.down();
    await page.mouse.move(x + 0.25 * width, y + 0.5 * width, { steps: 4 });
    await page.mouse.up();
    assert.match(await addressOf(page), /start=-1(\.\d+)?,/);
    await portrait.focus();
    await page.keyboard.press("ArrowUp");
    const start = new URL(await addressOf(page)).hash.match(/start=([^&]*)/)![1]!.split(",").map(
      Number,
    );
    for (let i = 0; i < 5; i++) await page.getByRole("button", { name: "One step" }).click();
    const { step, theta, psi } = await portrait.evaluate((one) => ({ ...one.dataset }));
    assert.equal(step, "5");
    const expected = nextStates(
      { ...DIRAC_USUAL, brake: "r1", start: start as [number, number] },
      start as [number, number],
      5,
    ).at(-1)!;
    // a browser's exponential may differ in the last bit
    assert.ok(Math.abs(Number(theta) - expected[0]) < 1e-12);
    assert.ok(Math.abs(Number(psi) - expected[1]) < 1e-12);
    assert.ok(await colours(page, "portrait") > 5);
    assert.deepEqual(troubles, []);
  },
);

Deno.test("the playground trains over HTTP", CLIENT_TEST, async () => {
  await using browser = await openBrowser();
  await using server = served(SITE);
  await using context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.address}/playground.html#${SMALL}`);
  await untilStep(page, 0);
  await page.getByRole("button", { name: "One step" }).click();
  await untilStep(page, 1);
});

Deno.test({
  ...CLIENT_TEST,
  name: "the playground trains in Firefox, from a file",
  ignore: firefoxPath() === undefined,
  async fn() {
    await using page = await openFirefox(firefoxPath()!);
    await page.open(`${ADDRESS}#${SMALL}`);
    const step = await page.evaluate(`(async () => {
      const step = () => Number(document.documentElement.dataset.step ?? -1);
      const until = async (least) => {
        while (step() < least) await new Promise((done) => setTimeout(done, 100));
      };
      await until(0);
      document.querySelector("#play").click();
      await until(20);
      return step();
    })()`);
    assert.ok(Number(step) >= 20);
  },
});
