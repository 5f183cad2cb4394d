import assert from "node:assert/strict";
import { join } from "node:path";
import { buildSite, checkLinks, coursePage, findingsOf } from "saddle/course/mod.ts";
import { ACTING_FILES, QUIET_FILES } from "./linked_documents.ts";
import { notebookOf, text } from "./make_notebook.ts";

Deno.test("files that would act are given as their text, which the build says; others as they are", async () => {
  const folder = await Deno.makeTempDir(), site = join(folder, "site");
  const all = Object.entries({ ...ACTING_FILES, ...QUIET_FILES });
  for (const [name, content] of all) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(join(folder, name), bytes);
  }
  // a name that is taken stays the other file's
  await Deno.writeTextFile(join(folder, "a.html.txt"), "mine");
  const links = [...all.map(([name]) => name), "a.html.txt"]
    .map((name) => text(`[x](<${encodeURIComponent(name)}#part>)`));
  const page = coursePage("p", notebookOf(text("# P"), ...links));
  const built = await buildSite([page], { site, notebooks: folder });
  const given = Array.from(Deno.readDirSync(join(site, "files")), ({ name }) => name).sort();
  const texts = Object.keys(ACTING_FILES).map((name) => `${name}.txt`);
  const expected = [...texts, ...Object.keys(QUIET_FILES), "a.html.txt.txt"].sort();
  assert.deepEqual(given, expected);
  assert.equal(await Deno.readTextFile(join(site, "files", "a.html.txt")), "mine");
  const { wrong, warnings } = findingsOf(built.pages[0]!.notebook);
  assert.deepEqual(wrong, []);
  assert.deepEqual(warnings.map(({ cell }) => cell), texts.map((_, index) => index + 1));
  assert.match(warnings[0]!.message, /^the link to a\.html#part leads to its text: /);
  assert.deepEqual(await checkLinks(site), []);
  await Deno.remove(folder, { recursive: true });
});
