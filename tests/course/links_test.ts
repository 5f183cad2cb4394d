import assert from "node:assert/strict";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import {
  Anchors,
  buildSite,
  type Cell,
  checkLinks,
  coursePage,
  mapHtmlAddresses,
  pageFile,
} from "saddle/course/mod.ts";
import { code, notebookOf, text } from "./make_notebook.ts";

// What an address means is what a browser makes of it (the URL standard's parser), what a heading is
// called is what JupyterLab 4 and VS Code 1.9x give it.

const PIXEL = Uint8Array.fromBase64(
  "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
);

/** Builds a site of notebooks and beside them files. */
async function site(notebooks: Record<string, Cell[]>, files: readonly string[] = []) {
  const folder = await Deno.makeTempDir();
  for (const name of files) await Deno.writeFile(join(folder, name), PIXEL);
  const pages = Object.entries(notebooks).map(([name, cells]) =>
    coursePage(name, notebookOf(...cells))
  );
  const built = await buildSite(pages, { site: join(folder, "site"), notebooks: folder });
  return {
    built,
    problems: () =>
      built.pages.flatMap(({ notebook }) => {
        const record = notebook.metadata.saddle_run as { problems?: { message: string }[] };
        return (record?.problems ?? []).map(({ message }) => message);
      }),
    read: (name: string) => Deno.readTextFile(join(folder, "site", name)),
    query: async (name: string, selector: string) =>
      query(
        await Deno.readTextFile(join(folder, "site", name)),
        selector,
      ),
    broken: async () =>
      (await checkLinks(join(folder, "site"))).map(({ page, cell, address }) => ({
        page,
        cell,
        address,
      })),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

interface Found {
  getAttribute(name: string): string | null;
  textContent: string;
}
function query(html: string, selector: string): Found[] {
  const { document } = parseHTML(html) as unknown as {
    document: { querySelectorAll(selector: string): Iterable<Found> };
  };
  return [...document.querySelectorAll(selector)];
}
const hrefs = (found: Found[]) => found.map((link) => link.getAttribute("href"));
const output = (data: Record<string, unknown>): Cell => ({
  ...code("1"),
  outputs: [{ output_type: "display_data", data, metadata: {} }],
} as Cell);

Deno.test("a heading is found by what JupyterLab, VS Code and the page call it", () => {
  const anchors = new Anchors(["by-hand"]);
  const ids = [
    "What we saw",
    "The game of $D_\\psi$",
    "a -- b?",
    "Twice",
    "Twice",
    "Content",
    "Cell 4",
  ]
    .map((heading) => anchors.add(heading));
  assert.equal(new Set(ids).size, ids.length);
  assert(!ids.includes("content") && !ids.includes("cell-4"), "the page has these ids itself");
  const names: [string, number][] = [
    ...[["what-we-saw", 0], ["What-we-saw", 0], ["What we saw", 0]] as [string, number][],
    ["The-game-of-$D_\\psi$", 1],
    ["the-game-of-d_psi", 1],
    ["a----b", 2],
    ["a----b?", 2],
    ["Twice", 3],
    ["twice-1", 4],
    ["twice-2", 4],
    ["content", 5],
    ["Content", 5],
    ["cell-4", 6],
  ];
  for (const [name, heading] of names) assert.equal(anchors.resolve(name), ids[heading], name);
  assert.equal(anchors.resolve("by-hand"), "by-hand");
  for (const name of ["", "nowhere", "twice-7", "constructor"]) {
    assert.equal(anchors.resolve(name), undefined, name);
  }
});

Deno.test("links lead to pages and their headings, in Markdown, in HTML, in outputs, on the index", async () => {
  const links = (kind: string) =>
    `[a](b.ipynb#What-we-saw) <a class=${kind} href='b.ipynb#What%20we-saw'>b</a> [c](#Later-on)`;
  await using built = await site({
    a: [
      text(`# A [linked](b.ipynb) title\n\nSummary ${links("x")} ![p](p.gif)`),
      output({ "text/markdown": links("y") }),
      output({ "text/html": `${links("z")}<p id="In_Output"></p><a href="#In_Output">own</a>` }),
      text(
        "## Later on\n\n## A [link](b.ipynb)\n\n<div>\n<a href=./b.ipynb>raw</a> <img src=p.gif>\n</div>",
      ),
    ],
    b: [text("# B\n\n<a name='By_Hand'></a>[own](#By_Hand)\n\n## What we saw\n\n[a](a.ipynb)")],
  }, ["p.gif"]);
  const [first, second, third] = ["b.html#what-we-saw", "b.html#what-we-saw", "#later-on"];
  const article = await built.query("a.html", "article .text p a");
  assert.deepEqual(hrefs(article).slice(0, 3), [first, second, third]);
  assert.deepEqual(hrefs(await built.query("a.html", ".outputs .html p a")).slice(0, 3), [
    first,
    second,
    third,
  ]);
  assert.deepEqual(
    hrefs(await built.query("a.html", "#cell-3 .outputs a")),
    ["b.html#what-we-saw", "#In_Output"],
  );
  assert.deepEqual(hrefs(await built.query("a.html", "#cell-4 div > a")), ["b.html"]);
  const pictures = await built.query("a.html", ".text img");
  assert.deepEqual(pictures.map((image) => image.getAttribute("src")?.slice(0, 21)), [
    "data:image/gif;base64",
    "data:image/gif;base64",
  ]);
  assert.deepEqual(hrefs(await built.query("b.html", ".text a:not(.anchor)")), [
    null,
    "#By_Hand",
    "a.html",
  ]);
  const summary = await built.query("index.html", ".summary a");
  assert.deepEqual(hrefs(summary).slice(0, 3), [first, second, "a.html#later-on"]);
  const shown = await built.query("index.html", ".summary img");
  assert.match(shown[0]?.getAttribute("src") ?? "", /^data:image\/gif;base64,R0lG/);
  for (const page of ["a.html", "b.html", "index.html"]) {
    assert.deepEqual(await built.query(page, "a a"), [], `${page}: no link inside a link`);
  }
  assert.deepEqual(await built.broken(), []);
  assert.deepEqual(built.problems(), []);
});

Deno.test("headings that are written in HTML have ids, as in JupyterLab", async () => {
  await using built = await site({
    a: [
      text("<h1 align=center>The <i>title</i> *here*</h1>\n\nA summary. [s](#Second)"),
      text(
        "<div>\n<H2>Second</H2><h2 id='own'>Own</h2>\n<h3></h3></div>\n\n## Second\n\n[t](#own)",
      ),
    ],
    b: [text("# B\n\n[t](a.ipynb#Second) [u](a.ipynb#second-1) [v](a.ipynb#The-title-*here*)")],
  });
  assert.deepEqual(
    (await built.query("a.html", "article :is(h1, h2)")).map((one) => one.getAttribute("id")),
    ["the-title-here", "second", "own", "second-2"],
  );
  assert.deepEqual(hrefs(await built.query("a.html", ".contents li a")), [
    ...["#second", "#own", "#second-2"],
  ]);
  assert.deepEqual(hrefs(await built.query("b.html", ".text p a")), [
    ...["a.html#second", "a.html#second-2", "a.html#the-title-here"],
  ]);
  const [title] = await built.query("index.html", ".course h2 a");
  assert.equal(title?.textContent, "The title *here*");
  assert.equal((await built.query("a.html", "title"))[0]?.textContent, "The title *here* · Saddle");
  assert.deepEqual(await built.broken(), []);
});

Deno.test("odd names of notebooks, pictures and files are reached", async () => {
  const names = ["index", "index-notebook", "what? #1 & 50% «é»", "it's"];
  const encoded = names.map(encodeURIComponent);
  const others = encoded.map((name) => `[x](<${name}.ipynb#Über-uns>)`).join(" ");
  await using built = await site(
    Object.fromEntries(names.map((name) => [
      name,
      [text(
        `# Title\n\n${others}\n\n![p](a%23b%3F%20c.gif) ![q](p.gif?raw=1#x) [data](a%20b.csv)\n\n## Über uns`,
      )],
    ])),
    ["a#b? c.gif", "p.gif", "a b.csv"],
  );
  assert.match(await built.read("index.html"), /class="course"/, "the index is the course's");
  assert.equal(new Set(names.map(pageFile)).size, names.length);
  const here = "https://course.example/";
  for (const name of names) {
    const page = pageFile(name);
    const links = hrefs(await built.query(page, ".text p a")).map((href) =>
      new URL(href ?? "", here)
    );
    const files = links.map(({ pathname }) => decodeURIComponent(pathname.slice(1)));
    assert.deepEqual(files, [...names.map(pageFile), "files/a b.csv"], page);
    assert.deepEqual([...new Set(links.slice(0, -1).map(({ hash }) => decodeURIComponent(hash)))], [
      "#über-uns",
    ]);
    assert.equal((await built.query(page, ".text img")).length, 2);
  }
  assert.deepEqual(await built.broken(), []);
  assert.deepEqual(built.problems(), []);
});

Deno.test("an address that leads nowhere is told with its page and cell, and takes nothing away", async () => {
  await using built = await site({
    a: [
      text(
        "# A\n\nSummary.\n\n[x](b.ipynb#nothing) [y](no.ipynb) [z](#nothing) [u](../secret.txt) [ok](#top)",
      ),
      text("![p](caf%E9.png)"),
      output({ "text/html": `<a href="%E9.html">bad</a>` }),
      text("[web](https://example.org/x#y) <mailto:a@b.c> [up](#)"),
    ],
    b: [text("# B\n\n![gone](gone.png)")],
  });
  assert.deepEqual(await built.broken(), [
    { page: "a.html", cell: 0, address: "b.html#nothing" },
    { page: "a.html", cell: 0, address: "no.ipynb" },
    { page: "a.html", cell: 0, address: "#nothing" },
    { page: "a.html", cell: 0, address: "../secret.txt" },
    { page: "a.html", cell: 2, address: "%E9.html" },
  ]);
  const problems = built.problems();
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? "", /expected the picture "caf%E9\.png" in .*, found none/);
  assert.match(problems[1] ?? "", /expected the picture "gone\.png"/);
});

Deno.test("no file outside of the notebooks is given away, and none that is no file is waited for", async () => {
  const folder = await Deno.makeTempDir(), notebooks = join(folder, "notebooks");
  await Deno.mkdir(notebooks);
  await Deno.writeTextFile(join(folder, "secret.txt"), "secret");
  await Deno.writeTextFile(join(notebooks, "..data.csv"), "1");
  for (const name of ["link.txt", "link.gif"]) {
    await Deno.symlink(join(folder, "secret.txt"), join(notebooks, name));
  }
  await Deno.symlink(folder, join(notebooks, "outside"));
  for (const name of ["pipe.gif", "pipe.csv"]) {
    await new Deno.Command("mkfifo", { args: [join(notebooks, name)] }).output();
  }
  const pictures = ["link.gif", "pipe.gif"].map((name) => text(`![p](${name})`));
  const links = text(
    "[a](link.txt) [b](outside/secret.txt) [c](pipe.csv) [d](..data.csv#row=2) [e](%00)",
  );
  const page = coursePage("a", notebookOf(text("# A"), ...pictures, links));
  const options = { site: join(folder, "site"), notebooks };
  const built = await buildSite([page], options);
  const record = built.pages[0]?.notebook.metadata.saddle_run as { problems: { cell: number }[] };
  assert.deepEqual(record.problems.map(({ cell }) => cell), [1, 2]);
  const html = await Deno.readTextFile(join(folder, "site", "a.html"));
  assert(!html.includes(btoa("secret")));
  assert.deepEqual(hrefs(query(html, "#cell-4 a")), [
    ...["link.txt", "outside/secret.txt", "pipe.csv", "files/..data.csv#row=2", "%00"],
  ]);
  const given = Array.from(Deno.readDirSync(join(folder, "site", "files")), ({ name }) => name);
  assert.deepEqual(given, ["..data.csv"]);
  assert.equal((await checkLinks(options.site)).length, 4);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("pictures of several sizes, and of a style, are links too", async () => {
  await using built = await site({
    a: [text(`# A

<div>
<img alt="" src="p.gif" srcset="gone.gif 2x, https://example.org/a.gif 3x"><b style="background:url('lost.gif')">a</b>
<svg><rect style="fill:url(#own)"/></svg><img alt="" srcset="data:image/gif;base64,R0lG 1x">
</div>`)],
  }, ["p.gif"]);
  assert.deepEqual((await built.broken()).map(({ address }) => address), []);
  assert.equal(built.problems().length, 1, "another host");
  await using own = await site({
    a: [
      text(
        `<div><img alt="" srcset="gone.gif 2x"><b style="background:url('lost.gif')">a</b></div>`,
      ),
    ],
  });
  assert.deepEqual((await own.broken()).map(({ address }) => address), ["gone.gif", "lost.gif"]);
});

Deno.test("pictures that are there again are no problem any more, and none is told twice", async () => {
  const folder = await Deno.makeTempDir();
  const options = { site: join(folder, "site"), notebooks: folder };
  const page = coursePage("a", notebookOf(text("# A\n\n![p](p.gif)")));
  const first = await buildSite([page], options);
  const again = await buildSite(first.pages, options);
  const problems = ({ pages }: typeof again) =>
    (pages[0]?.notebook.metadata.saddle_run as { problems: unknown[] } | undefined)?.problems;
  assert.equal(problems(again)?.length, 1);
  await Deno.writeFile(join(folder, "p.gif"), PIXEL);
  assert.equal(problems(await buildSite(again.pages, options)), undefined);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("HTML keeps what is no address as it was written", () => {
  const html =
    `<!-- <a href=x> --><p CLASS=a>1 &lt; 2<br/><script>"<a href='x'>"</script><A HREF=x>`;
  assert.equal(
    mapHtmlAddresses(html, (address, kind) => `${kind}:${address}`),
    html.replace("<A HREF=x>", `<a href="link:x">`),
  );
  assert.equal(
    mapHtmlAddresses(`<img src='a&amp;b"' alt="&quot;"/>`, () => `c"<d>`),
    `<img src="c&quot;&lt;d&gt;" alt="&quot;" />`,
  );
});
