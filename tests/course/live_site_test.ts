import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildSite } from "saddle/course/build_site.ts";
import { checkLinks } from "saddle/course/check_links.ts";
import { coursePage } from "saddle/course/mod.ts";
import { code, notebookOf, text } from "./make_notebook.ts";

/** A site of one notebook in a folder of its own. */
async function built(live: boolean, source: string, name = "a") {
  const folder = await Deno.makeTempDir(), site = join(folder, "site");
  const page = coursePage(name, notebookOf(text("# A"), code(source)));
  await buildSite([page], { site, notebooks: folder, live });
  return {
    site,
    html: await Deno.readTextFile(join(site, `${name}.html`)),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test("a live page asks for one small script, and the rest lies beside it", async () => {
  await using site = await built(true, 'pl.readParquet("../data/losses.parquet");');
  assert.match(site.html, /<script src="live\/page\.js" data-seconds="0" defer><\/script>/);
  assert.match(site.html, /<link rel="stylesheet" href="assets\/live\.css">/);
  const scripts = ["page", "editor", "kernel", "highs", "vega"];
  for (const name of scripts) assert.ok(existsSync(join(site.site, "live", `${name}.js`)), name);
  assert.ok(statSync(join(site.site, "live", "page.js")).size < 30_000);
  const data = [...Deno.readDirSync(join(site.site, "live", "data"))].map(({ name }) => name)
    .sort();
  assert.deepEqual(data, ["README.md", "losses.parquet.js"]); // what the notebook reads
});

Deno.test("a live site has a playground, to which its index leads", async () => {
  await using site = await built(true, "1 + 1");
  const read = (name: string) => Deno.readTextFile(join(site.site, name));
  assert.match(await read("index.html"), /<a href="playground\.html">/);
  assert.match(await read("playground.html"), /<script src="live\/playground\.js" defer>/);
  assert.match(await read("playground.html"), /http-equiv="Content-Security-Policy"/);
  const size = (name: string) => statSync(join(site.site, "live", name)).size;
  assert.ok(size("playground.js") < 100_000); // the networks are in the script of its worker
  assert.ok(size("playground_worker.js") < 1_000_000);
});

Deno.test("what stands in the playground's address is no place in it", async () => {
  await using site = await built(true, "1 + 1", "07-losses");
  assert.match(site.html, /href="playground\.html#data=/);
  assert.deepEqual(await checkLinks(site.site), []);
});

Deno.test("a site that is not live has nothing of it", async () => {
  await using site = await built(false, "1 + 1");
  assert.ok(!existsSync(join(site.site, "playground.html")));
  assert.doesNotMatch(await Deno.readTextFile(join(site.site, "index.html")), /playground/);
  assert.doesNotMatch(site.html, /live\//);
  assert.ok(!existsSync(join(site.site, "live")));
});
