import assert from "node:assert/strict";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CLIENT_TEST, openBrowser } from "./browser.ts";
import { committedNotebooks, countFigures, htmlOutputs } from "./course_files.ts";
import { assertShown, shownFigures } from "./figures_on_page.ts";
import { labProgram } from "./lab.ts";

Deno.test(
  "jupyter nbconvert --to html shows every figure of the committed notebooks",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    const folder = await Deno.makeTempDir();
    for (const { path, notebook } of committedNotebooks()) {
      const args = ["nbconvert", "--to", "html", "--output-dir", folder, path];
      const { success, stderr } = await new Deno.Command(labProgram("jupyter"), { args }).output();
      assert(success, new TextDecoder().decode(stderr));
      // Offline: nbconvert's own pages ask for MathJax and RequireJS, which no figure may need
      const page = await browser.newPage({ offline: true });
      const file = resolve(join(folder, basename(path).replace(/\.ipynb$/, ".html")));
      await page.goto(pathToFileURL(file).href, { waitUntil: "domcontentloaded" });
      const figures = await shownFigures(page);
      assert.equal(figures.length, countFigures(htmlOutputs(notebook)), `${path}: figures`);
      assertShown(figures, `${path} by nbconvert`);
      await page.close();
    }
    await Deno.remove(folder, { recursive: true });
  },
);
