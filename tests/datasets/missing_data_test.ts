import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { dataset, mnist, NotReady, withData } from "saddle/datasets/mod.ts";
import { findFile } from "../../lib/datasets/images/find_file.ts";

const archive = { title: "Test images", call: "testImages", folder: "test-images" };
const CONTENT = "the images";
const hex = createHash("sha256").update(CONTENT).digest("hex");

/** Runs with a cache of its own, and a server that has the file. */
async function withCache(
  test: (cache: string, address: string, asked: () => number) => Promise<void>,
): Promise<void> {
  const before = Deno.env.get("SADDLE_CACHE"), cache = await Deno.makeTempDir();
  let asked = 0;
  Deno.env.set("SADDLE_CACHE", cache);
  const server = Deno.serve({ port: 0, onListen: () => {} }, () => {
    asked++;
    return new Response(CONTENT);
  });
  try {
    await test(cache, `http://localhost:${server.addr.port}/images.gz`, () => asked);
  } finally {
    if (before === undefined) Deno.env.delete("SADDLE_CACHE");
    else Deno.env.set("SADDLE_CACHE", before);
    await server.shutdown();
  }
}

const fileAt = (address: string, sum = hex) => ({
  name: "images.gz",
  bytes: CONTENT.length,
  sum: { kind: "sha256", hex: sum } as const,
  addresses: [address],
});

Deno.test("what is missing is fetched once, kept in the cache, and found there", async () => {
  await withCache(async (cache, address, asked) => {
    const lines: string[] = [], file = fileAt(address);
    const load = () => findFile(archive, file, { download: true });
    assert.throws(load, { name: "MissingData", message: /Test images is not on this machine/ });
    const path = await withData(load, (line) => lines.push(line));
    assert.equal(path, `${cache}/data/test-images/images.gz`);
    assert.equal(await Deno.readTextFile(path), CONTENT);
    assert.equal(load(), path);
    assert.equal(asked(), 1);
    assert.match(lines[0]!, /^Test images: fetching images\.gz \(0\.00 MB\)/);
  });
});

Deno.test("a wrong sum is an error that says what to do, and nothing is kept", async () => {
  await withCache(async (cache, address) => {
    const file = fileAt(address, "0".repeat(64));
    const load = () => findFile(archive, file, { download: true });
    await assert.rejects(withData(load, () => {}), {
      name: "RangeError",
      message:
        /images\.gz cannot be fetched .*where 0{64} is expected.*Without a network, put its files into .*test-images, .*as SADDLE_DATA a folder with a folder test-images\. digits\(\) and faces\(\) ship/,
    });
    assert.deepEqual([...Deno.readDirSync(`${cache}/data/test-images`)], []);
  });
});

Deno.test("without download what is missing is an error that says what to do", async () => {
  await withCache(async () => {
    await assert.rejects(mnist({ download: false }), {
      name: "RangeError",
      message:
        /MNIST is not on this machine: its train-images-idx3-ubyte\.gz is missing\..*mnist\(\)` fetches it \(9\.9 MB\)/,
    });
    assert.throws(() => dataset("mnist"), NotReady);
  });
});

Deno.test("a folder of one's own comes before the cache, and is not left for it", async () => {
  await withCache(async (_, address) => {
    const folder = await Deno.makeTempDir(), file = fileAt(address);
    await Deno.writeTextFile(`${folder}/images`, "mine"); // unpacked serves as well
    const found = findFile(archive, file, { folder, download: true });
    assert.equal(basename(found), "images");
    const empty = await Deno.makeTempDir();
    assert.throws(
      () => findFile(archive, file, { folder: empty, download: true }),
      /^RangeError: testImages's folder .* has no file images\.gz or images\./,
    );
  });
});
