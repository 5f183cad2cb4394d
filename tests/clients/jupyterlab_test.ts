/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { isTimed, type Output } from "saddle/course/mod.ts";
import { CLIENT_TEST, openBrowser } from "./browser.ts";
import {
  codeCells,
  committedNotebooks,
  countFigures,
  executedNotebooks,
  htmlOutputs,
} from "./course_files.ts";
import { assertShown, playFilm, shownFigures } from "./figures_on_page.ts";
import { startLab } from "./lab.ts";

/** The parts of JupyterLab's own objects that are used here; outputs are live objects, so they are copied as JSON. */
interface LabWindow {
  jupyterapp: {
    commands: { execute(id: string): Promise<unknown> };
    shell: {
      currentWidget?: {
        context: {
          ready: Promise<void>;
          sessionContext: { session?: { kernel?: { status: string; connectionStatus: string } } };
        };
        content: {
          model: {
            cells: Iterable<
              { type: string; toJSON(): { outputs: Output[]; execution_count: number | null } }
            >;
          };
        };
      };
    };
  };
}

/** No saving by itself (the notebooks are the committed ones), no news, and every output in the page, seen or not. */
async function writeSettings(folder: string): Promise<void> {
  const settings: Record<string, unknown> = {
    "docmanager-extension/plugin": { autosave: false },
    "notebook-extension/tracker": { windowingMode: "none" },
    "apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
  };
  for (const [name, content] of Object.entries(settings)) {
    const path = join(folder, "@jupyterlab", `${name}.jupyterlab-settings`);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    await Deno.writeTextFile(path, JSON.stringify(content));
  }
}

/** Opens a notebook, waits for its kernel, and runs all its cells. */
async function runAll(
  page: Page,
  url: string,
): Promise<{ outputs: Output[]; execution_count: number | null }[]> {
  await page.goto(url);
  await page.waitForSelector(".jp-Notebook .jp-Cell");
  await page.waitForFunction(() => {
    const kernel = (globalThis as unknown as LabWindow).jupyterapp.shell.currentWidget?.context
      .sessionContext.session?.kernel;
    return kernel?.status === "idle" && kernel.connectionStatus === "connected";
  });
  return page.evaluate(async () => {
    const { commands, shell } = (globalThis as unknown as LabWindow).jupyterapp;
    await commands.execute("notebook:run-all-cells");
    const cells = [...shell.currentWidget!.content.model.cells].filter(({ type }) =>
      type === "code"
    );
    return JSON.parse(JSON.stringify(cells.map((cell) => cell.toJSON())));
  });
}

/** What has to be the same wherever a cell runs: the kinds of its outputs, and the text of its streams. */
function summary(outputs: readonly Output[]): unknown[] {
  return outputs.map((output) => {
    if (output.output_type === "stream") return [output.name, [output.text].flat().join("")];
    return "data" in output ? [output.output_type, ...Object.keys(output.data).sort()] : output;
  });
}

Deno.test(
  "Run All in JupyterLab gives every cell its outputs, and films play",
  CLIENT_TEST,
  async () => {
    const settings = await Deno.makeTempDir();
    await writeSettings(settings);
    await using lab = await startLab(settings);
    await using browser = await openBrowser();
    const executed = new Map(executedNotebooks().map(({ name, notebook }) => [name, notebook]));
    let films = 0;
    for (const { name, path } of committedNotebooks()) {
      const before = await Deno.readTextFile(path), expected = executed.get(name);
      assert(expected, `${name} is not in the site: run \`deno task course\` first`);
      const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
      page.setDefaultTimeout(300_000);
      const cells = await runAll(page, `${lab.url}/lab/tree/${path}?reset`);
      codeCells(expected).forEach((cell, index) => {
        const place = `${name}, code cell [${index + 1}] in JupyterLab`, got = cells[index];
        assert.equal(got?.execution_count, index + 1, `${place} has run`);
        if (isTimed(cell)) assert.equal(got.outputs.length > 0, cell.outputs.length > 0, place);
        else assert.deepEqual(summary(got.outputs), summary(cell.outputs), place);
      });
      assert.equal(
        await page.locator(".jp-OutputArea figure").count(),
        countFigures(htmlOutputs(expected)),
        `${name}: figures`,
      );
      assertShown(await shownFigures(page, ".jp-OutputArea figure"), `${name} in JupyterLab`);
      for (const film of await page.locator(".jp-OutputArea .saddle-film").all()) {
        await playFilm(
          film,
          `${name} in JupyterLab, film ${++films}`,
        );
      }
      await page.evaluate(() =>
        (globalThis as unknown as LabWindow).jupyterapp.commands.execute("kernelmenu:shutdown")
      );
      await page.close();
      assert.equal(await Deno.readTextFile(path), before, `${path} is left as it was`);
    }
    assert(films > 0, "the course has films");
    await Deno.remove(settings, { recursive: true });
  },
);
