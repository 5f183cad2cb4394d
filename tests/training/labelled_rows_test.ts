import assert from "node:assert/strict";
import { digits, fromPoints } from "saddle/datasets/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { dataRows } from "saddle/training/mod.ts";

Deno.test("labels come beside their points, of a set in memory and of one that is made in rows", () => {
  const made = digits({ part: "test", most: 40 });
  const kept = fromPoints({
    ...{ name: "kept", points: made.points, dimension: 784 },
    labels: made.labels!,
  });
  for (const set of [made, kept]) {
    const source = dataRows(set, { field: "x", label: "y" });
    assert.deepEqual(source.fields, { x: 784, y: 10 });
    const { next } = source.open(stream(1, 0, "data"), 8);
    const [x, y] = [new Float32Array(8 * 784), new Float32Array(8 * 10)];
    for (let batch = 0; batch < 6; batch++) { // over the end of an epoch
      next([x, y], batch);
      for (let i = 0; i < 8; i++) {
        const image = x.subarray(784 * i, 784 * (i + 1));
        const place = Array.from({ length: 40 }, (_, at) => at).find((at) =>
          image.every((value, k) => value === made.points[784 * at + k])
        );
        const oneHot = Array.from({ length: 10 }, (_, k) => +(k === made.labels!.values[place!]));
        assert.deepEqual([...y.subarray(10 * i, 10 * (i + 1))], oneHot);
      }
    }
  }
});
