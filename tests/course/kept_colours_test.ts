import assert from "node:assert/strict";
import { KeptColours } from "saddle/course/kept_colours.ts";

/** A new process, as far as the colours know, that colours some codes; gives what it had to make. */
async function colour(folder: string, codes: readonly string[], maker = "one"): Promise<string[]> {
  const colours = new KeptColours(maker, folder), made: string[] = [];
  for (const code of codes) {
    const html = colours.of(code, () => {
      made.push(code);
      return `<pre>${code}</pre>`;
    });
    assert.equal(html, `<pre>${code}</pre>`);
  }
  await colours.save();
  return made;
}

function fileIn(folder: string): string {
  return `${folder}/${[...Deno.readDirSync(folder)][0]?.name}`;
}

Deno.test("the same code is coloured once, and by a later process not at all", async () => {
  const folder = `${await Deno.makeTempDir()}/colours`;
  assert.deepEqual(await colour(folder, ["a", "b\n", "a"]), ["a", "b\n"]);
  assert.deepEqual(await colour(folder, ["b\n", "a", "c"]), ["c"]);
  assert.deepEqual(await colour(folder, ["a", "b\n", "c"]), []);
});

Deno.test("what others have kept meanwhile stays", async () => {
  const folder = `${await Deno.makeTempDir()}/colours`;
  const early = new KeptColours("one", folder);
  await colour(folder, ["b"]);
  early.of("a", () => "<pre>a</pre>");
  await early.save();
  assert.deepEqual(await colour(folder, ["a", "b"]), []);
});

Deno.test("what something else would colour differently is not taken", async () => {
  const folder = `${await Deno.makeTempDir()}/colours`;
  await colour(folder, ["a"]);
  assert.deepEqual(await colour(folder, ["a"], "another"), ["a"]);
});

Deno.test("rubbish in the file costs the time to colour again, and no more", async () => {
  const folder = `${await Deno.makeTempDir()}/colours`;
  await colour(folder, ["a", "b"]);
  const whole = Deno.readTextFileSync(fileIn(folder));
  const changed = whole.replace("<pre>a", "<script>a");
  for (const rubbish of ["", "x", whole.slice(0, -3), changed, `${whole}\n`.repeat(2), "\n[[1]]"]) {
    Deno.writeTextFileSync(fileIn(folder), rubbish);
    await colour(folder, ["a", "b", "c"]);
    assert.deepEqual(await colour(folder, ["a", "b", "c"]), [], rubbish);
  }
});

Deno.test("what is used least goes where there is too much", async () => {
  const folder = `${await Deno.makeTempDir()}/colours`;
  const long = (letter: string) => letter.repeat(9e6);
  await colour(folder, [long("a"), long("b")]);
  await colour(folder, [long("a"), long("c")]);
  assert.deepEqual(await colour(folder, [long("a"), long("c")]), []);
  assert.deepEqual(await colour(folder, [long("b")]), [long("b")]);
});

Deno.test("files of other versions go after a month", async () => {
  const folder = `${await Deno.makeTempDir()}/colours`;
  await colour(folder, ["a"], "old");
  const old = fileIn(folder), then = new Date(Date.now() - 31 * 24 * 3600e3);
  Deno.utimeSync(old, then, then);
  await colour(folder, ["a"]);
  assert.equal([...Deno.readDirSync(folder)].length, 1);
  assert.notEqual(fileIn(folder), old);
});

Deno.test("a folder that cannot be made keeps nothing, and nothing fails", async () => {
  const file = await Deno.makeTempFile();
  assert.deepEqual(await colour(`${file}/colours`, ["a"]), ["a"]);
});
