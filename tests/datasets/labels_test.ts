import assert from "node:assert/strict";
import {
  finite,
  fromPoints,
  fromSampler,
  gaussian,
  labelModes,
  minMaxScaled,
  ring,
  scaled,
} from "saddle/datasets/mod.ts";

const points = [[0, 0], [1, 0], [0, 1]];

Deno.test("labels are those of the nearest centre", () => {
  const { labels, points: drawn, modes } = labelModes(
    finite(ring({ modes: 6 }), { size: 50, seed: 3 }),
  );
  assert.deepEqual(labels!.names, ["0", "1", "2", "3", "4", "5"]);
  labels!.values.forEach((label, row) => {
    const [x, y] = drawn.subarray(2 * row, 2 * row + 2) as unknown as [number, number];
    // by the angle: the k-th mode lies at 2 pi k / 6
    const turns = Math.atan2(y, x) / (2 * Math.PI) * 6;
    assert.equal(label, (Math.round(turns) + 6) % 6);
  });
  assert.equal(modes!.weights.length, 6);
  assert.throws(() => labelModes(fromPoints({ name: "three", points })), /three has no modes/);
});

Deno.test("points come with the shape and the labels that they are given", () => {
  const labels = { values: Uint8Array.of(0, 1, 1), names: ["zero", "one"] };
  const set = fromPoints({ name: "three", points, shape: [1, 2, 1], labels });
  assert.deepEqual([set.shape, set.labels], [[1, 2, 1], labels]);
  assert.equal(fromPoints({ name: "three", points }).labels, undefined);
});

Deno.test("labels and shapes that do not fit are refused", () => {
  const set = (more: object) => fromPoints({ name: "three", points, ...more });
  const names = ["a", "b"];
  assert.throws(
    () => set({ labels: { values: Uint8Array.of(0, 1), names } }),
    /each of 3 points, but 2 came/,
  );
  assert.throws(() => set({ labels: { values: Int32Array.of(0, 2, 1), names } }), /row 1 is 2/);
  assert.throws(() => set({ labels: { values: Int32Array.of(0, 1, -1), names } }), /row 2 is -1/);
  assert.throws(() => set({ shape: [2, 2, 1] }), /of 2 numbers, but \[2,2,1\] came/);
  assert.throws(() => set({ shape: [1, 2] }), /height, width, channels/);
  const { sample, extent } = gaussian();
  const sampler = { name: "x", dimension: 1, sample, extent, shape: [1, 1, 3] as const };
  assert.throws(() => fromSampler(sampler), /of 1 numbers, but/);
});

Deno.test("a finite set keeps the shape of its data", () => {
  const { sample, extent, dimension } = gaussian({ dimension: 4 });
  const pictures = fromSampler({ name: "noise", dimension, sample, extent, shape: [2, 2, 1] });
  assert.deepEqual(finite(pictures, { size: 3, seed: 1 }).shape, [2, 2, 1]);
});

Deno.test("scaled points keep their shape and their labels", () => {
  const shape = [1, 2, 1] as const;
  const labels = { values: Uint8Array.of(0, 1, 1), names: ["a", "b"] };
  const set = fromPoints({ name: "three", points, shape, labels });
  for (const moved of [scaled(set, 2), minMaxScaled(set)]) {
    assert.deepEqual([moved.shape, moved.labels], [shape, labels]);
  }
});
