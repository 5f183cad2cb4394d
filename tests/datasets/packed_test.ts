import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { createTar } from "nanotar";
import { cifar10, usps } from "saddle/datasets/mod.ts";
import { cifarRecords, fromBase64 } from "./archives.ts";

Deno.test("CIFAR's archive is read as it is published: a packed tar with a folder", async () => {
  const folder = await Deno.makeTempDir(), inside = "cifar-10-batches-bin";
  const batches = [1, 2, 3, 4, 5].map((i) => ({
    name: `${inside}/data_batch_${i}.bin`,
    data: cifarRecords(2, 2 * (i - 1)),
  }));
  const others = [
    { name: `${inside}/test_batch.bin`, data: cifarRecords(3) },
    { name: `${inside}/readme.html`, data: new TextEncoder().encode("<html>") },
  ];
  const packed = gzipSync(createTar([...batches, ...others]));
  await Deno.writeFile(`${folder}/cifar-10-binary.tar.gz`, packed);
  const train = await cifar10({ folder }), test = await cifar10({ folder, part: "test" });
  assert.deepEqual([...train.labels!.values], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(test.size, 3);
  await Deno.writeFile(`${folder}/cifar-10-binary.tar.gz`, packed.subarray(0, packed.length - 20));
  await assert.rejects(cifar10({ folder }), {
    name: "RangeError",
    message: /^cifar-10-binary\.tar\.gz is damaged or not whole: /,
  });
  await Deno.writeFile(`${folder}/cifar-10-binary.tar.gz`, gzipSync(createTar(others)));
  await assert.rejects(cifar10({ folder }), /tar\.gz has no file data_batch_1\.bin/);
});

Deno.test("USPS is read as it is published: packed by bzip2", async () => {
  const folder = await Deno.makeTempDir();
  // bz2.compress(b"7 1:1 2:-1 256:0.5\n10 1:-1\n") of Python
  const packed = fromBase64(
    "QlpoOTFBWSZTWTl5DB0AAAtYAAAQQANzkCAAIam0jynoIBppoaUIwWSxSYH5Ou8Oi7kinChIHLyGDoA=",
  );
  await Deno.writeFile(`${folder}/usps.bz2`, packed);
  const set = await usps({ folder });
  assert.deepEqual([...set.labels!.values], [6, 9]);
  assert.deepEqual([...set.points.subarray(0, 2)], [1, -1]);
  await Deno.writeFile(`${folder}/usps.bz2`, packed.subarray(0, 30));
  await assert.rejects(usps({ folder }), /^RangeError: usps\.bz2 is damaged or not whole: /);
});
