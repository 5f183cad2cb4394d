import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Bytes of an IDX file: its axes, then its values. */
export function idx(shape: readonly number[], values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + values.length);
  bytes.set([0, 0, 8, shape.length]);
  shape.forEach((side, axis) => new DataView(bytes.buffer).setUint32(4 + 4 * axis, side));
  bytes.set(Array.from(values), 4 + 4 * shape.length);
  return bytes;
}

/** The bytes behind base64. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/**
 * Two SVHN images, written by scipy.io.savemat(..., do_compression=True) 1.16: X[r, c, channel, n] =
 * 60 * (r // 8) + 8 * (c // 8) + 3 * channel + n, y = [10, 3].
 */
export const SVHN_FILE = fromBase64(
  "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFN1biBOb3YgMjkgMjE6Mjk6" +
    "NTkgMjAyNgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAA" +
    "+wAAAHic3cn3KsZhGMfhn/2KjIhXhMPwB5ERGZERcSJERmRERsSJEBmRERkRJ+RXrhzEfT19u5/6lCVJ0pJNksL0" +
    "ZtIVJ38K0lWka7a8dLnpctI35Z9kk3+tzHJK9J6hm2Wuid4rGGSTR6L3LOPs8070nkc785wTvZfQyyq3RO9VDLPN" +
    "M9F7PZMc8kn0Xkgni1wSvZfRzzr3RO81jLLLK9F7I9Mc8030nkMbc5wRvRfTwwo3RO+VDLHFE9F7HRMc8EH0nk8H" +
    "C1wQvZfSxxp3RO/VjLDDC9F7A1Mc8UX0XkQXS1wRvZczwAYPRO+1jLHHG9F7EzOc8EP0/gsSjOXLDwAAACkAAAB4" +
    "nONjYGAwAGI2IOYAYk4GCGCF8pmAmBGMGRkqwXwmBi5mBgYAGMsA8g==",
);

/** Arrays of other types, uncompressed: a int16 [2, 3], d double [1, 2], s a text, y uint8 [1, 2]. */
export const SMALL_MATLAB_FILE = fromBase64(
  "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFN1biBOb3YgMjkgMjE6Mjk6" +
    "NTkgMjAyNgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0OAAAA" +
    "QAAAAAYAAAAIAAAACgAAAAAAAAAFAAAACAAAAAIAAAADAAAAAQABAGEAAAADAAAADAAAAAAAAwABAAQAAgAFAAAA" +
    "AAAOAAAAQAAAAAYAAAAIAAAABgAAAAAAAAAFAAAACAAAAAEAAAACAAAAAQABAGQAAAAJAAAAEAAAAAAAAAAAAOA/" +
    "AAAAAAAA8L8OAAAAMAAAAAYAAAAIAAAABAAAAAAAAAAFAAAACAAAAAEAAAAEAAAAAQABAHMAAAAQAAQAdGV4dA4A" +
    "AAAwAAAABgAAAAgAAAAJAAAAAAAAAAUAAAAIAAAAAQAAAAIAAAABAAEAeQAAAAIAAgABAgAA",
);

/** CIFAR's records: image i has the label i and is all i in red, 10 i in green and 20 i in blue. */
export function cifarRecords(count: number, first = 0): Uint8Array {
  const bytes = new Uint8Array(3073 * count);
  for (let i = 0; i < count; i++) {
    const record = bytes.subarray(i * 3073, (i + 1) * 3073), n = first + i;
    record[0] = n % 10;
    [1, 10, 20].forEach((factor, c) => record.fill(n * factor, 1 + c * 1024, 1 + (c + 1) * 1024));
  }
  return bytes;
}

/** A folder in the form of `SADDLE_DATA`, with a little of every collection. */
export function makeArchives(): string {
  const root = Deno.makeTempDirSync();
  const write = (folder: string, name: string, bytes: Uint8Array | string) => {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, name), bytes);
  };
  for (const folder of ["mnist", "fashion-mnist"]) {
    const pixels = Array.from({ length: 3 * 28 * 28 }, (_, i) => i % 256);
    write(folder, "train-images-idx3-ubyte.gz", gzipSync(idx([3, 28, 28], pixels)));
    write(folder, "train-labels-idx1-ubyte.gz", gzipSync(idx([3], [5, 0, 4])));
    write(folder, "t10k-images-idx3-ubyte", idx([1, 28, 28], new Uint8Array(784).fill(255)));
    write(folder, "t10k-labels-idx1-ubyte", idx([1], [7]));
  }
  write("cifar-10", "data_batch_1.bin", cifarRecords(4));
  write("cifar-10", "data_batch_3.bin", cifarRecords(2, 4));
  write("svhn", "train_32x32.mat", SVHN_FILE);
  write("usps", "usps", "7 1:1 2:-1 3:0.5 256:0\n10 1:-1\n");
  return root;
}
