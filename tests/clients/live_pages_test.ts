/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { buildSite } from "saddle/course/build_site.ts";
import { coursePage, type Notebook, parseNotebook } from "saddle/course/mod.ts";
import { cellEnds, openBrowser, openLive, runAll } from "saddle/tasks/house.ts";
import { CLIENT_TEST } from "./browser.ts";
import { faintTexts } from "./contrast.ts";
import { firefoxPath, openFirefox } from "./firefox.ts";
import { served } from "./served.ts";

/** Two notebooks of the course: the first one, and one that reads stored results. */
const NAMES = ["00-start-here", "14-which-recipe"];

/** Names and a last value across cells, an import, an error, one that only Deno can run. */
const CELLS = [
  'import { ring, start } from "saddle";\nawait start({ engine: "wasm" });',
  "const data = ring();\nlet count: number = 1;",
  "console.log(data.dimension, ++count);\ncount * 10",
  "interface Unused { a: number }\nconst broken = () => {\n  throw new Error('as planned');\n};",
  "broken();",
  'import * as configs from "saddle/configs/mod.ts";\nconst read = await configs.readConfig("a.yaml");',
  "console.log(read.name)",
  'console.log("still here", count)',
];

function notebookOf(cells: readonly string[]): Notebook {
  const code = cells.map((source) => ({
    ...{ cell_type: "code", execution_count: null, metadata: {}, source },
    outputs: [{ output_type: "stream", name: "stdout", text: "stored\n" }],
  }));
  const title = { cell_type: "markdown", metadata: {}, source: "# Live cells" };
  const text = JSON.stringify({
    cells: [title, ...code],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  return parseNotebook(text, "live.ipynb");
}

/** A site of the two notebooks and of the cells above, in a folder of its own. */
async function makeSite(): Promise<{ folder: string } & AsyncDisposable> {
  const folder = await Deno.makeTempDir(), site = join(folder, "site");
  const notebooks = NAMES.map((name) => {
    const path = `notebooks/${name}.ipynb`;
    return coursePage(name, parseNotebook(Deno.readTextFileSync(path), path));
  });
  const pages = [...notebooks, coursePage("live", notebookOf(CELLS))];
  await buildSite(pages, { site, notebooks: "notebooks", live: true });
  return {
    folder: site,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

const addressOf = (folder: string, name: string) =>
  pathToFileURL(join(folder, `${name}.html`)).href;

const textOf = (page: Page, cell: number, what: string) =>
  page.locator(`#cell-${cell} ${what}`).first().innerText();

async function waitFor(page: Page, cell: number, state: string): Promise<void> {
  await page.locator(`#cell-${cell}[data-live="${state}"]`).waitFor({ timeout: 60_000 });
}

Deno.test("live pages in Chromium, from a folder, without a network", CLIENT_TEST, async (t) => {
  await using site = await makeSite();
  await using browser = await openBrowser();

  for (const name of NAMES) {
    await t.step(`every cell and claim of ${name}`, async () => {
      await using opened = await openLive(browser, { address: addressOf(site.folder, name) });
      const { cells, troubles } = await runAll(opened, 300);
      assert.deepEqual(troubles, []);
      assert.deepEqual(cells.filter(({ state }) => state !== "ran"), []);
      assert.deepEqual(cells.flatMap(({ wrong }) => wrong), []);
      assert.ok(cells.reduce((sum, { claims }) => sum + claims, 0) > 5);
    });
  }

  await t.step("names, values, errors with their lines, and cells that need Deno", async () => {
    await using opened = await openLive(browser, { address: addressOf(site.folder, "live") });
    const { page } = opened;
    assert.match(
      await textOf(page, 7, ".live-status"),
      /^not live: configs.readConfig needs Deno/,
    );
    assert.match(await textOf(page, 8, ".live-status"), /^not live: It needs read,/);
    assert.match(await page.locator(".live-top").innerText(), /Run all goes around 2 cells/);
    await page.locator("#cell-4 .live-bar button").first().click();
    await waitFor(page, 4, "ran"); // with what it needs before it
    assert.match(await textOf(page, 4, ".outputs"), /^2 2\s+20$/);
    assert.match(await textOf(page, 4, ".live-status"), /^ran here, .*WebAssembly$/);
    await page.locator("#cell-6 .live-bar button").first().click();
    await waitFor(page, 6, "failed");
    const error = await textOf(page, 6, "pre.error");
    assert.match(error, /^Error: as planned\n\s+at cell 5, line 3, line 1$/);
    await page.locator("#cell-9 .live-bar button").first().click();
    await waitFor(page, 9, "ran");
    assert.match(await textOf(page, 9, ".outputs"), /still here 2/);
    assert.equal((await textOf(page, 8, ".outputs")).trim(), "stored");
    await page.locator("#cell-7 .live-bar button").first().click(); // tried even so
    await page.locator("#cell-7 .live-status", { hasText: /^not live: readConfig/ }).waitFor();
    assert.deepEqual(opened.troubles, []);
  });

  await t.step("an exercise runs by itself, and says what is wrong with an answer", async () => {
    await using opened = await openLive(browser, { address: addressOf(site.folder, NAMES[0]!) });
    const { page } = opened, cell = page.locator("section.cell", { hasText: "exercise(" });
    const number = Number((await cell.getAttribute("id"))!.slice("cell-".length));
    const answer = async (text: string) => {
      await cell.getByRole("button", { name: "Edit" }).click();
      await cell.locator(".cm-line", { hasText: "return undefined" }).click();
      await page.keyboard.press("Home");
      await page.keyboard.insertText(text);
      await page.keyboard.press("Control+Enter");
      await waitFor(page, number, "ran");
      return await cell.locator(".saddle-exercise").innerText();
    };
    assert.match(await cell.locator(".saddle-exercise").innerText(), /not answered yet/);
    const wrong = await answer("return Math.log1p(Math.exp(-t)); //");
    assert.match(wrong, /^✗ .* expected 1\.38629, got 0\.693147: that is the real point alone$/);
    await cell.getByRole("button", { name: "Reset" }).click();
    assert.match(
      await answer("return Math.log(2 + Math.exp(t) + Math.exp(-t)); //"),
      /^✓ .*: right$/,
    );
    assert.equal(await page.locator('section.cell[data-live="ran"]').count(), 1);
    assert.deepEqual(opened.troubles, []);
  });

  await t.step("edit, keep, run, reset; while (true) is stopped", async () => {
    await using opened = await openLive(browser, { address: addressOf(site.folder, "live") });
    const { page } = opened;
    const write = async (cell: number, text: string) => {
      await page.locator(`#cell-${cell} .live-bar button`, { hasText: "Edit" }).click();
      await page.locator(`#cell-${cell} .cm-content`).click();
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(text);
    };
    await write(2, "while (true);");
    await page.keyboard.press("Control+Enter");
    await waitFor(page, 2, "running");
    await page.waitForTimeout(500);
    await page.locator(".live-now button").click();
    await waitFor(page, 2, "failed");
    await write(2, "[1, 2].map((x: number) => 2 * x)");
    await page.reload();
    await page.waitForFunction(() => document.documentElement.dataset["live"] === "ready");
    await page.locator("#cell-2 .live-bar button").first().click();
    await waitFor(page, 2, "ran");
    assert.match(await textOf(page, 2, ".outputs"), /\[ 2, 4 \]/);
    await page.locator("#cell-2 .live-bar button", { hasText: "Reset" }).click();
    assert.equal((await textOf(page, 2, ".outputs")).trim(), "stored");
    assert.equal(await page.locator("#cell-2[data-changed]").count(), 0);
    assert.deepEqual(opened.troubles, []);
  });

  await t.step("by keyboard alone, on a phone, in the dark", async () => {
    await using opened = await openLive(browser, {
      address: addressOf(site.folder, "live"),
      viewport: { width: 400, height: 800 },
      colorScheme: "dark",
    });
    const { page } = opened;
    await page.locator("#cell-2 .code pre").focus();
    await page.keyboard.press("Enter");
    await page.locator("#cell-2 .cm-editor.cm-focused").waitFor();
    await page.keyboard.press("Tab"); // Tab leaves
    await page.locator("#cell-2 .cm-editor:not(.cm-focused)").waitFor({ timeout: 5000 });
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Enter");
    await waitFor(page, 2, "ran");
    await page.keyboard.press("Shift+Enter"); // of the next cell, where the focus is now
    await waitFor(page, 3, "ran");
    const small = await page.evaluate(() =>
      [...document.querySelectorAll(":is(.live-top, .live-bar) button")].map((button) =>
        button.getBoundingClientRect()
      ).filter(({ width, height }) => height > 0 && (width < 44 || height < 44)).length
    );
    assert.equal(small, 0);
    assert.deepEqual(await faintTexts(page.locator(".live-top, .live-bar, .outputs")), []);
    const [content, window] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.equal(content, window);
    assert.deepEqual(opened.troubles, []);
  });

  await t.step("the bits of a training are those of Deno's WebAssembly", async () => {
    await using opened = await openLive(browser, { address: addressOf(site.folder, "live") });
    const { page } = opened;
    await page.locator("#cell-2 .live-bar button", { hasText: "Edit" }).click();
    await page.locator("#cell-2 .cm-content").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(TRAINING);
    await page.keyboard.press("Control+Enter");
    await waitFor(page, 2, "ran");
    assert.equal((await textOf(page, 2, ".outputs")).trim(), await trainedInDeno());
  });

  await t.step("over HTTP", async () => {
    await using server = served(site.folder);
    const address = `${server.address}/${NAMES[0]}.html`;
    await using opened = await openLive(browser, { address });
    const { cells, troubles } = await runAll(opened, 300);
    assert.deepEqual(troubles, []);
    assert.ok(cells.every(({ state }) => state === "ran"));
    assert.deepEqual(await cellEnds(opened.page), cells);
  });
});

Deno.test({
  ...CLIENT_TEST,
  name: "live pages in Firefox, from a folder",
  ignore: firefoxPath() === undefined,
  async fn() {
    await using site = await makeSite();
    await using page = await openFirefox(firefoxPath()!);
    await page.open(addressOf(site.folder, NAMES[0]!));
    const states = await page.evaluate(RUN_ALL);
    assert.equal(new Set(states.split(" ")).size, 1, states);
    assert.equal(states.split(" ")[0], "ran", states);
    assert.match(await page.evaluate(LAST), /7 of 7 claims held/);
  },
});

/** Presses Run all and waits for the states of all cells. */
const RUN_ALL = `(async () => {
  const states = () => [...document.querySelectorAll("section.cell[data-live]")]
    .map(({ dataset }) => dataset.live);
  document.querySelector(".live-top button").click();
  do await new Promise((done) => setTimeout(done, 200));
  while (states().some((state) => state === "waiting" || state === "running"));
  return states().join(" ");
})()`;
const LAST = `[...document.querySelectorAll("section.cell .outputs")].at(-1).textContent`;

/** A short training with a penalty, and a sum of all its bits. */
const TRAINING = `import * as saddle from "saddle";
await saddle.start({ engine: "wasm" });
const run = await saddle.train({
  dataset: saddle.ring(), generator: saddle.mlp({ inputs: 2, outputs: 2, hidden: [16] }),
  critic: saddle.mlp({ inputs: 2, outputs: 1, hidden: [16] }), loss: saddle.nonSaturating(),
  constraints: [saddle.r1({ gamma: 0.1 })], optimiser: saddle.adam({ rate: 1e-2 }),
  steps: 40, every: 20, runs: 2, seed: 3, batch: 32,
});
const bits = (values: Float32Array) => [...new Uint32Array(values.buffer.slice(
  values.byteOffset, values.byteOffset + values.byteLength))].reduce((h, v) => (Math.imul(h, 31) + v) | 0, 7);
console.log(run.snapshots.map(({ samples }) => bits(samples)).join());`;

async function trainedInDeno(): Promise<string> {
  const path = await Deno.makeTempFile({ dir: ".", suffix: ".nbcheck.ts" });
  try {
    await Deno.writeTextFile(path, TRAINING);
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", path],
      stderr: "inherit",
    }).output();
    return new TextDecoder().decode(stdout).trim();
  } finally {
    await Deno.remove(path);
  }
}
