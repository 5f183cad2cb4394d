import assert from "node:assert/strict";
import { CLIENT_TEST, openBrowser } from "./browser.ts";
import { codeCells, committedNotebooks } from "./course_files.ts";
import { assertShown, shownFigures } from "./figures_on_page.ts";

/** What code hosts and untrusted notebooks leave of HTML. */
function sanitised(html: string): string {
  return html.replace(/<(script|style)\b[^]*?<\/\1>/gi, "")
    .replace(/<svg\b[^]*?<\/svg>/gi, "")
    .replace(/\s(?:style|class|id|on\w+)\s*=\s*("[^"]*"|'[^']*')/gi, "");
}

Deno.test(
  "stripped of scripts and styles every figure still shows a picture or a table",
  CLIENT_TEST,
  async () => {
    await using browser = await openBrowser();
    const page = await browser.newPage({ javaScriptEnabled: true, offline: true });
    for (const { path, notebook } of committedNotebooks()) {
      for (const [index, { outputs }] of codeCells(notebook).entries()) {
        for (const output of outputs) {
          if (!("data" in output) || typeof output.data["text/html"] !== "string") continue;
          if (!output.data["text/html"].includes("<figure")) continue;
          const place = `${path}, code cell [${index + 1}]`;
          await page.setContent(sanitised(output.data["text/html"]));
          const figures = await shownFigures(page);
          if (
            typeof output.data["image/png"] === "string" && figures.every(({ area }) => area === 0)
          ) continue;
          assertShown(figures, place);
          assert(
            await page.locator("figure img[alt]:not([alt='']), figure table").count() > 0,
            `${place}: pictures have a text beside them`,
          );
        }
      }
    }
  },
);

Deno.test("committed notebooks have been run: every cell that gives something has its outputs, and none is an error", () => {
  for (const { path, notebook } of committedNotebooks()) {
    const cells = codeCells(notebook);
    assert(
      cells.some(({ outputs }) => outputs.length > 0),
      `${path} has no outputs: run \`deno task course --save\``,
    );
    cells.forEach((cell, index) => {
      assert.equal(
        cell.execution_count,
        index + 1,
        `${path}, code cell [${index + 1}]: run in order, all of them`,
      );
      assert(
        cell.outputs.every(({ output_type }) => output_type !== "error"),
        `${path}, code cell [${index + 1}] holds an error`,
      );
    });
  }
});
