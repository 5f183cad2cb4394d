import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { buildSite, type Cell, checkLinks, coursePage } from "saddle/course/mod.ts";
import { notebookOf, text } from "./make_notebook.ts";

/** A cell that gave a picture of many bytes, of which `letter` is each. */
function drawn(letter: string): Cell {
  const html = `<p><img alt="a" src="data:image/webp;base64,${letter.repeat(8000)}"></p>`;
  const output = {
    output_type: "display_data" as const,
    data: { "text/html": html },
    metadata: {},
  };
  return { cell_type: "code", metadata: {}, source: "1", outputs: [output], execution_count: 1 };
}

Deno.test("pictures of pages lie in files, once each; what no page asks for any more is removed", async () => {
  const folder = await Deno.makeTempDir(), site = join(folder, "site");
  try {
    const page = (name: string, ...letters: string[]) =>
      coursePage(name, notebookOf(text(`# ${name}`), ...letters.map(drawn)));
    const pages = [page("a", "A", "B"), page("b", "B")];
    const built = await buildSite(pages, { site, notebooks: folder });
    const names = () =>
      [...Deno.readDirSync(join(site, "pictures"))].map(({ name }) => name).sort();
    const asked = async (name: string) =>
      (await Deno.readTextFile(join(site, `${name}.html`))).match(/pictures\/\w+\.webp/g) ?? [];
    assert.equal(names().length, 2);
    const [first, second] = await asked("a");
    assert.deepEqual(await asked("b"), [second], "one file for both pages");
    assert.deepEqual(
      await Deno.readFile(join(site, second!)),
      Uint8Array.fromBase64("B".repeat(8000)),
    );
    assert.deepEqual(await checkLinks(site), []);

    await built.update(page("a", "C"));
    assert.equal(existsSync(join(site, first!)), false);
    assert.equal(names().length, 2);
    assert.equal((await asked("a")).length, 1);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a drawing lies in a file, unless it would run a script there", async () => {
  const folder = await Deno.makeTempDir(), site = join(folder, "site");
  const drawing = (inner: string) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg">${inner}<!--${"x".repeat(4000)}--></svg>`;
    return text(`<img alt="a" src="data:image/svg+xml;base64,${btoa(svg)}">`);
  };
  try {
    const cells = [text("# A"), drawing("<path d='M0 0'/>"), drawing("<script>alert(1)</script>")];
    await buildSite([coursePage("a", notebookOf(...cells))], { site, notebooks: folder });
    const html = await Deno.readTextFile(join(site, "a.html"));
    assert.equal(html.match(/src="pictures\/\w+\.svg"/g)?.length, 1);
    assert.equal(html.match(/src="data:image\/svg\+xml/g)?.length, 1);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("executed notebooks beside the site leave those in it without outputs", async () => {
  const folder = await Deno.makeTempDir(), site = join(folder, "site");
  try {
    const executed = join(folder, "executed");
    const page = coursePage("a", notebookOf(text("# A"), drawn("A")));
    await buildSite([page], { site, notebooks: folder, executed });
    const read = async (path: string) =>
      JSON.parse(await Deno.readTextFile(join(path, "a.ipynb"))).cells[1];
    assert.equal((await read(executed)).outputs.length, 1);
    const handed = await read(site);
    assert.deepEqual([handed.outputs, handed.execution_count], [[], null]);
    assert.deepEqual(handed.source, ["1"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
