import assert from "node:assert/strict";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { course, externalRequests, formatNotebook } from "saddle/course/mod.ts";
import { buildReference } from "saddle/course/reference/build_reference.ts";
import { addReference } from "saddle/course/reference/kept_reference.ts";
import { notebookOf, text } from "./make_notebook.ts";

const ROOMS: Record<string, string> = {
  "mod.ts": `export * from "./shapes/mod.ts";\n`,
  "shapes/mod.ts": `/**
 * Shapes: what can be drawn.
 *
 * @module
 */
export * from "./circle.ts";
export type { Point } from "../points/mod.ts";
`,
  "shapes/circle.ts": `import type { Point } from "../points/mod.ts";

/** The setting of {@linkcode circle}. */
export interface CircleOptions {
  /** How far it reaches. @default 0.5 */
  readonly radius?: number;
}

/** A shape of area $\\\\pi r^2$. */
export interface Circle {
  /** Its middle. */
  readonly centre: Point;
  /**
   * Moves it.
   *
   * @param by How far.
   * @throws {TypeError} Where that is no point.
   */
  moved(by: Point): Circle;
}

/**
 * A circle. It is round.
 *
 * @param centre Its middle, with \`[x, y]\`.
 * @returns A circle that can be moved.
 * @throws {RangeError} If the radius is below 0.
 *
 * @example
 * \`\`\`ts
 * circle([0, 0], { radius: 2 });
 * \`\`\`
 */
export function circle(centre: Point, options: CircleOptions = {}): Circle {
  return { centre, moved: (by) => circle(by, options) };
}

/** The circles that are known. */
export const KNOWN: readonly Circle[] = [];

/** Why nothing was drawn. */
export class Undrawn extends Error {
  /** What it was. */
  readonly shape: "circle" | "square" = "circle";
}
`,
  "points/mod.ts": `/**
 * Points in the plane.
 *
 * @module
 */

/** A place: x, then y. See {@link Nowhere}. */
export type Point = readonly [number, number];

/** The same point for all. */
export function same<T extends Point>(point: T): T;
/** The same two. */
export function same<T extends Point>(point: T, other: T): [T, T];
export function same(point: Point, other?: Point): unknown {
  return other === undefined ? point : [point, other];
}
`,
};

async function libraryOf(files: Record<string, string>) {
  const folder = await Deno.makeTempDir();
  const library = join(folder, "lib");
  for (const [name, content] of Object.entries(files)) {
    await Deno.mkdir(join(library, name, ".."), { recursive: true });
    await Deno.writeTextFile(join(library, name), content);
  }
  return {
    folder,
    library,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

interface Found {
  readonly id: string;
  readonly textContent: string;
  readonly innerHTML: string;
  readonly parentElement: Found;
  getAttribute(name: string): string | null;
}

function query(html: string, selector: string): Found[] {
  const window = parseHTML(html) as unknown as {
    document: { querySelectorAll(selector: string): Iterable<Found> };
  };
  return [...window.document.querySelectorAll(selector)];
}

/** What stands in the entry of a symbol. */
function entry(html: string, name: string): string {
  const heading = query(html, ".symbol h3, .symbol h4").find(({ id }) => id === name);
  assert(heading, `${name} has an entry`);
  return heading.parentElement.textContent.replace(/\s+/g, " ");
}

/** Every link inside the reference leads to a page and, where it names one, an element in it. */
function assertLinked(files: Readonly<Record<string, string>>): void {
  const ids = new Map(
    Object.entries(files).map((
      [name, html],
    ) => [name, new Set(Array.from(html.matchAll(/ id="([^"]+)"/g), ([, id]) => id))]),
  );
  for (const [name, html] of Object.entries(files).filter(([name]) => name.endsWith(".html"))) {
    assert.equal(html.match(/ id="/g)?.length, ids.get(name)?.size, `${name}: anchors differ`);
    for (const [, href = ""] of html.matchAll(/<a[^>]* href="([^"]*)"/g)) {
      if (/^https?:|^\.\.\/index\.html$/.test(href)) continue;
      const [file = "", anchor] = href.split("#"), target = file === "" ? name : file;
      assert(ids.has(target), `${name} links to ${href}`);
      assert(anchor === undefined || ids.get(target)?.has(anchor), `${name} links to ${href}`);
    }
  }
}

Deno.test("every symbol of a room has its text, parameters, defaults, errors and example", async () => {
  await using fixture = await libraryOf(ROOMS);
  const { files, problems } = await buildReference(fixture.library);
  assert.deepEqual(problems, []);
  const page = files["shapes.html"] ?? "", circle = entry(page, "circle");
  assert.match(
    circle,
    /circle function lib\/shapes\/circle\.ts # circle\(centre: Point, options\?: CircleOptions\): Circle A circle\. It is round\./,
  );
  assert.match(circle, /Parameters centre: Point Its middle, with \[x, y\]\./);
  assert.match(circle, /CircleOptions interface # The setting of circle\./);
  assert.match(circle, /radius\?: number How far it reaches\. Default 0\.5\./);
  assert.match(circle, /Returns A circle that can be moved\./);
  assert.match(circle, /Throws RangeError If the radius is below 0\./);
  assert.match(circle, /Example circle\(\[0, 0\], \{ radius: 2 \}\);/);
  assert.match(page, /<span class="k\d+">circle<\/span>/, "the example is coloured");
  assert.match(entry(page, "Circle"), /moved\(by: Point\): Circle Moves it\. by: Point How far\./);
  assert.match(entry(page, "Circle"), /TypeError Where that is no point\./);
  assert.match(entry(page, "KNOWN"), /KNOWN: readonly Circle\[\] The circles that are known\./);
  assert.match(entry(page, "Undrawn"), /class Undrawn extends Error .*shape: "circle" \| "square"/);
  assert.match(entry(page, "Point"), /Explained in points\./);
  const points = files["points.html"] ?? "";
  assert.match(entry(points, "Point"), /type Point = readonly \[number, number\]/);
  assert.match(
    entry(points, "same"),
    /same<T extends Point>\(point: T\): T The same point for all\. same<T extends Point>\(point: T, other: T\): \[T, T\] The same two\./,
    "each way to call it, without the body's own",
  );
  assert(query(page, ".text .katex").length > 0, "formulas are set");
});

Deno.test("types and names lead to where they are explained, and every page can be reached", async () => {
  await using fixture = await libraryOf(ROOMS);
  const { files } = await buildReference(fixture.library);
  assertLinked(files);
  const page = files["shapes.html"] ?? "";
  const links = query(page, ".signature a").map((link) => link.getAttribute("href"));
  assert(links.includes("points.html#Point"));
  assert(links.includes("shapes.html#CircleOptions"));
  const names = query(page, ".contents .level-3").map(({ textContent }) => textContent);
  assert.deepEqual(names, ["circle", "Undrawn", "KNOWN", "Circle", "Point"]);
  assert.deepEqual(
    query(files["index.html"] ?? "", ".rooms h2").map(({ textContent }) => textContent),
    ["points", "shapes"],
  );
  assert.match(query(page, ".import")[0]?.textContent ?? "", /from "saddle";/);
  assert.doesNotMatch(
    query(files["points.html"] ?? "", ".import")[0]?.textContent ?? "",
    /"saddle";/,
  );
});

type Symbols = readonly (readonly string[])[];

/** The search as the pages have it. */
async function searchOf(files: Readonly<Record<string, string>>) {
  const script = await Deno.readTextFile("lib/course/assets/library.js");
  const run = new Function(
    "addEventListener",
    `${files["symbols.js"]}${script}; return (query) => findSymbols(SYMBOLS, query);`,
  );
  return run(() => {}) as (query: string) => Symbols;
}

Deno.test("the search finds a symbol by its name, a part of it, and what it is", async () => {
  await using fixture = await libraryOf(ROOMS);
  const find = await searchOf((await buildReference(fixture.library)).files);
  assert.deepEqual(find("circle")[0], ["circle", "shapes", "function", "A circle."]);
  assert.deepEqual(find("CIRC").map(([name]) => name), [
    "circle",
    "Circle",
    "CircleOptions",
    "KNOWN",
  ]);
  assert.deepEqual(find("options")[0]?.[0], "CircleOptions");
  assert.deepEqual(find("known circles")[0]?.[0], "KNOWN");
  assert.equal(find("Point").length, 2, "a name that two rooms give out is there once, and same");
  assert.deepEqual(find("nonsense"), []);
});

Deno.test("a comment that cannot be rendered is shown as it was written, and told of", async () => {
  const files = {
    "sums/mod.ts": "/** A sum $\\frac{$ of two. */\nexport const SUM: number = 2;\n",
  };
  await using fixture = await libraryOf(files);
  const reference = await buildReference(fixture.library);
  assert.match(reference.files["sums.html"] ?? "", /<p>A sum \$\\frac\{\$ of two\.<\/p>/);
  assert.equal(reference.problems.length, 1);
  assert.match(reference.problems[0] ?? "", /^sums: SUM: KaTeX cannot set/);
});

Deno.test("this library's reference is whole, small, and asks no other host", async () => {
  const { files, problems } = await buildReference("lib");
  assert.deepEqual(problems, []);
  assertLinked(files);
  const size = Object.values(files).reduce((sum, text) => sum + text.length, 0);
  assert(size < 3e6, `the reference has ${(size / 1e6).toFixed(1)} MB`);
  for (const [name, html] of Object.entries(files)) {
    assert.deepEqual(externalRequests(html), [], name);
  }
  const find = await searchOf(files);
  assert.deepEqual(find("gradientPenalty").slice(0, 2).map(([, room]) => room), [
    "constraints",
    "dynamics",
  ]);
});

Deno.test("a reference is made once for each state of the library", async () => {
  await using fixture = await libraryOf(ROOMS);
  const lines: string[] = [], { folder, library } = fixture;
  const add = async (name: string) => {
    await Deno.mkdir(join(folder, name, "library"), { recursive: true });
    const options = {
      library,
      keep: join(folder, "keep"),
      log: (line: string) => lines.push(line),
    };
    assert.deepEqual(await addReference(join(folder, name), options), []);
    return Deno.readTextFile(join(folder, name, "library", "shapes.html"));
  };
  const first = await add("one");
  assert.equal(await add("two"), first);
  assert.equal(lines.length, 1);
  await Deno.writeTextFile(
    join(library, "shapes", "circle.ts"),
    ROOMS["shapes/circle.ts"]!.replace("It is round.", "It is very round."),
  );
  assert.match(await add("three"), /It is very round\./);
  assert.equal(lines.length, 2);
});

Deno.test("where the reference cannot be made, the course's pages stand, and its own says why", async () => {
  await using fixture = await libraryOf({ "sums/mod.ts": "export const = 2;\n" });
  const { folder, library } = fixture, site = join(folder, "site");
  await Deno.writeTextFile(join(folder, "00-a.ipynb"), formatNotebook(notebookOf(text("# A?"))));
  const report = await course({ notebooks: folder, site, library, pagesOnly: true });
  assert.equal(report.failures.length, 1);
  assert.match(report.failures[0] ?? "", /^the library's reference cannot be made: /);
  assert.match(await Deno.readTextFile(join(site, "00-a.html")), /A\?/);
  const index = await Deno.readTextFile(join(site, "index.html"));
  assert.match(index, /href="library\/index\.html"/);
  assert.match(
    await Deno.readTextFile(join(site, "library", "index.html")),
    /The library&#39;s reference cannot be made|The library's reference cannot be made/,
  );
});
