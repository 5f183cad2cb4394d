/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import assert from "node:assert/strict";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { buildSite, coursePage, pageFile } from "saddle/course/mod.ts";
import { pageFrame } from "saddle/course/page_frame.ts";
import { film } from "saddle/figures/mod.ts";
import { ACTING, ASKING, displayed, hostileNotebooks } from "../course/hostile_cells.ts";
import { ACTING_FILES } from "../course/linked_documents.ts";
import { notebookOf, text } from "../course/make_notebook.ts";
import { CLIENT_TEST, openBrowser } from "./browser.ts";
import { playFilm } from "./figures_on_page.ts";

/** A site of hostile notebooks, one with a film, and pages that hold each attack unchecked. */
async function buildHostile(folder: string): Promise<{ names: string[]; raw: string[] }> {
  const colours = ["#c00", "#0c0", "#00c"];
  const moving = film(
    colours.map((colour) => (context) => {
      context.fillStyle = colour;
      context.fillRect(0, 0, 400, 400);
    }),
    { caption: "A film.", alt: "Colours change" },
  );
  const links = Object.keys(ACTING_FILES).map((name) => `[x](<${encodeURIComponent(name)}>)`);
  for (const [name, content] of Object.entries(ACTING_FILES)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(join(folder, name), bytes);
  }
  const pages = Object.entries({
    ...hostileNotebooks(),
    "02-links": notebookOf(text(`# Links\n\n${links.join(" ")}`)),
    "01-film": notebookOf(text("# A film"), displayed({ "text/html": moving.html })),
  }).map(([name, notebook]) => coursePage(name, notebook));
  const site = join(folder, "site");
  await buildSite(pages, { site, notebooks: folder });
  const attacks = [...ACTING, ...ASKING];
  for (const [index, body] of attacks.entries()) {
    const html = pageFrame({ title: "", description: "", place: "", body });
    await Deno.writeTextFile(join(site, `raw-${index}.html`), html);
  }
  return {
    names: [
      "index.html",
      ...pages.map(({ name }) => pageFile(name)),
      // what is packed a browser saves
      ...Object.keys(ACTING_FILES).filter((name) => !name.endsWith("z"))
        .map((name) => `files/${name}.txt`),
    ],
    raw: attacks.map((_, index) => `raw-${index}.html`),
  };
}

/** Opens a page, and notes what it asks for elsewhere, but for what the browser held back. */
async function openPage(browser: Browser, origin: string) {
  const context = await browser.newContext(), page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(?:data|blob):/.test(url)) asked.push(url);
  });
  page.on("requestfailed", (request) => {
    if (!/^(?:csp|origin)$/.test(request.failure()?.errorText ?? "")) return;
    asked.splice(asked.indexOf(request.url()), 1);
  });
  page.on("dialog", (dialog) => dialog.dismiss());
  await context.route(/evil\.test/, (route) => route.abort());
  return { page, asked, [Symbol.asyncDispose]: () => context.close() };
}

async function assertQuiet(page: Page, asked: () => string[], place: string): Promise<void> {
  // What loads, fails or moves has had its moment
  await page.waitForTimeout(30);
  assert.equal(await page.evaluate(() => Reflect.get(globalThis, "fired")), undefined, place);
  assert.deepEqual(asked(), [], place);
}

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
};

/** Serves the site as a web server would. */
function serve(site: string): { origin: string } & AsyncDisposable {
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async ({ url }) => {
      const path = decodeURIComponent(new URL(url).pathname);
      const body = await Deno.readFile(join(site, path)).catch(() => undefined);
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      return new Response(body ?? "", {
        status: body === undefined ? 404 : 200,
        headers: { "content-type": type },
      });
    },
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** What scripts of the site may do later: a worker from a blob, and WebAssembly. */
async function assertOwnScripts(page: Page, place: string): Promise<void> {
  const answers = await page.evaluate(async () => {
    const source = `onmessage = async ({ data }) => {
      const { instance } = await WebAssembly.instantiate(data);
      postMessage(instance.exports.f());
    };`;
    // (module (func (export "f") (result i32) i32.const 42))
    const wasm = Uint8Array.from([
      ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0],
      ...[10, 6, 1, 4, 0, 65, 42, 11],
    ]);
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    const answer = await new Promise((then, fail) => {
      worker.onmessage = ({ data }) => then(data);
      worker.onerror = fail;
      worker.postMessage(wasm);
    });
    const { instance } = await WebAssembly.instantiate(wasm);
    return [answer, (instance.exports.f as () => number)()];
  });
  assert.deepEqual(answers, [42, 42], place);
}

Deno.test(
  "hostile notebooks run nothing and ask no host, from a disk and from a server; films play",
  CLIENT_TEST,
  async () => {
    const folder = await Deno.makeTempDir(), site = join(folder, "site");
    const { names, raw } = await buildHostile(folder);
    await using browser = await openBrowser();
    await using server = serve(site);
    for (const origin of [pathToFileURL(resolve(site)).href, server.origin]) {
      const address = (name: string) =>
        `${origin}/${name.split("/").map(encodeURIComponent).join("/")}`;
      for (const name of [...names, ...raw]) {
        await using opened = await openPage(browser, origin);
        const { page, asked } = opened, place = `${origin}/${name}`;
        await page.goto(address(name));
        // For a page on a disk //evil.test is a file, which no policy tells from its own; that a
        // build refuses it is seen from the other pages
        const isFile = (url: string) => raw.includes(name) && url.startsWith("file:");
        await assertQuiet(page, () => asked.filter((url) => !isFile(url)), place);
      }
      await using opened = await openPage(browser, origin);
      const { page } = opened, problems: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      await page.goto(address("01-film.html"));
      await playFilm(page.locator(".saddle-film"), origin);
      await page.locator("button.theme").click();
      const font = await page.evaluate(() => document.fonts.load("16px 'Source Serif 4 Variable'"));
      assert(font.length > 0, `${origin}: fonts load`);
      await assertOwnScripts(page, origin);
      assert.deepEqual(problems, [], origin);
      // A moment later: what evaluate calls itself may do more
      const refused = await page.evaluate(() =>
        new Promise((then) =>
          setTimeout(() => {
            try {
              then(Function("return 1")());
            } catch (error) {
              then((error as Error).name);
            }
          })
        )
      );
      assert.equal(refused, "EvalError", origin);
    }
    await Deno.remove(folder, { recursive: true });
  },
);
