/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import assert from "node:assert/strict";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "playwright-core";
import {
  type CodeCell,
  isTimed,
  type Notebook,
  type Output,
  parseNotebook,
} from "saddle/course/mod.ts";
import { CLIENT_TEST, openBrowser } from "./browser.ts";
import {
  codeCells,
  committedNotebooks,
  countFigures,
  executedOf,
  htmlOutputs,
} from "./course_files.ts";
import { assertShown, playFilm, shownFigures } from "./figures_on_page.ts";
import { startLab } from "./lab.ts";

/** The parts of JupyterLab's own objects that are used here. */
interface LabWindow {
  jupyterapp: {
    commands: { execute(id: string): Promise<unknown> };
    shell: { currentWidget?: NotebookPanel };
  };
  /** Set when all cells have run. */
  haveRun?: boolean;
}
interface NotebookPanel {
  context: {
    sessionContext: { session?: { kernel?: { status: string; connectionStatus: string } } };
  };
  content: { model: { toJSON(): unknown } };
}

/** Milliseconds that one notebook may take, start of its kernel included. */
const LIMIT = 600_000;

/**
 * No saving by itself (the notebooks are the committed ones), no news, and every output in the
 * page, seen or not.
 */
async function writeSettings(): Promise<{ path: string } & AsyncDisposable> {
  const path = await Deno.makeTempDir();
  const settings: Record<string, unknown> = {
    "docmanager-extension/plugin": { autosave: false },
    "notebook-extension/tracker": { windowingMode: "none" },
    "apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
  };
  for (const [name, content] of Object.entries(settings)) {
    const file = join(path, "@jupyterlab", `${name}.jupyterlab-settings`);
    await Deno.mkdir(join(file, ".."), { recursive: true });
    await Deno.writeTextFile(file, JSON.stringify(content));
  }
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/**
 * Opens a notebook, waits for its kernel, runs all its cells, and gives them as JupyterLab would
 * save them.
 */
async function runAll(page: Page, url: string): Promise<CodeCell[]> {
  await page.goto(url);
  await page.waitForSelector(".jp-Notebook .jp-Cell");
  await page.waitForFunction(() => {
    const { shell } = (globalThis as unknown as LabWindow).jupyterapp;
    const kernel = shell.currentWidget?.context.sessionContext.session?.kernel;
    return kernel?.status === "idle" && kernel.connectionStatus === "connected";
  });
  await page.evaluate(() => {
    const lab = globalThis as unknown as LabWindow;
    lab.jupyterapp.commands.execute("notebook:run-all-cells").finally(() => lab.haveRun = true);
  });
  await page.waitForFunction(() => (globalThis as unknown as LabWindow).haveRun);
  const saved = await page.evaluate(() => {
    const { shell } = (globalThis as unknown as LabWindow).jupyterapp;
    return JSON.stringify(shell.currentWidget?.content.model.toJSON());
  });
  return codeCells(parseNotebook(saved, "what JupyterLab would save"));
}

/**
 * Two runs on one machine give the same; where they do not, the kinds of outputs say more than all
 * of them.
 */
function assertSame(got: readonly Output[], expected: readonly Output[], place: string): void {
  const kinds = (outputs: readonly Output[]) =>
    outputs.map((output) => {
      if ("data" in output) return Object.keys(output.data).sort();
      return "text" in output ? [output.name, output.text] : output;
    });
  assert.deepEqual(kinds(got), kinds(expected), place);
  assert(
    isDeepStrictEqual(got, expected),
    `${place}: outputs differ from those of the course's run`,
  );
}

function assertCells(cells: readonly CodeCell[], expected: Notebook, name: string): void {
  codeCells(expected).forEach((cell, index) => {
    const place = `${name}, code cell [${index + 1}] in JupyterLab`, got = cells[index];
    if (cell.source.trim() === "") return;
    assert.equal(got?.execution_count, index + 1, `${place} has run`);
    if (isTimed(cell)) assert.equal(got.outputs.length > 0, cell.outputs.length > 0, place);
    else assertSame(got.outputs, cell.outputs, place);
  });
}

Deno.test(
  "Run All in JupyterLab gives every cell its outputs, and films play",
  CLIENT_TEST,
  async () => {
    await using settings = await writeSettings();
    await using lab = await startLab(settings.path);
    await using browser = await openBrowser();
    let films = 0;
    for (const committed of committedNotebooks()) {
      const { name, path } = committed, expected = executedOf(committed);
      const before = await Deno.readTextFile(path);
      const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
      page.setDefaultTimeout(LIMIT);
      assertCells(await runAll(page, `${lab.url}/lab/tree/${path}?reset`), expected, name);
      const figures = await shownFigures(page, ".jp-OutputArea figure");
      assert.equal(figures.length, countFigures(htmlOutputs(expected)), `${name}: figures`);
      assertShown(figures, `${name} in JupyterLab`);
      for (const film of await page.locator(".jp-OutputArea .saddle-film").all()) {
        await playFilm(film, `${name} in JupyterLab, film ${++films}`);
      }
      await page.evaluate(() =>
        (globalThis as unknown as LabWindow).jupyterapp.commands.execute("kernelmenu:shutdown")
      );
      await page.close();
      assert.equal(await Deno.readTextFile(path), before, `${path} is left as it was`);
    }
    assert(films > 0, "the course has films");
  },
);
