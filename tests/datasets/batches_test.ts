import assert from "node:assert/strict";
import { batches, finite, fromPoints, ring } from "../../lib/datasets/mod.ts";
import { stream } from "../../lib/random/mod.ts";

const numbers = (n: number) =>
  fromPoints({ name: "numbers", points: Array.from({ length: n }, (_, i) => [i, -i]) });

Deno.test("an epoch hands out each row at most once and drops the short last batch", () => {
  const source = batches(numbers(23), stream(1, 0, "data"), 5);
  const orders = new Set<string>();
  for (let epoch = 0; epoch < 10; epoch++) {
    assert.equal(source.epoch, epoch);
    const rows = Array.from({ length: 4 }, () => [...source.next()]).flat();
    assert.equal(rows.length, 4 * 5 * 2);
    const firsts = rows.filter((_, i) => i % 2 === 0);
    assert.equal(new Set(firsts).size, 20);
    rows.forEach((v, i) => i % 2 === 1 && assert.equal(v, -rows[i - 1]!));
    orders.add(firsts.join());
  }
  assert.equal(orders.size, 10); // every epoch has its own order
  assert.equal(source.epoch, 10);
});

Deno.test("over many epochs every row is left out equally often", () => {
  const source = batches(numbers(10), stream(2, 0, "data"), 3), counts = new Int32Array(10);
  for (let i = 0; i < 3000; i++) {
    const batch = source.next();
    for (let j = 0; j < 6; j += 2) counts[batch[j]!]!++;
  }
  // 1,000 epochs in which each row is in with probability 9/10.
  for (const c of counts) assert.ok(Math.abs(c - 900) < 4.5 * Math.sqrt(90), `${c}`);
});

Deno.test("gan_comparison's 10,000 points in batches of 64 are 156 steps an epoch", () => {
  const source = batches(numbers(10_000), stream(1, 0, "data"), 64);
  let steps = 0;
  for (; source.epoch < 1; steps++) source.next();
  assert.equal(steps, 156);
});

Deno.test("fresh data never repeat and have no epochs; a given array is filled", () => {
  const source = batches(ring(), stream(1, 0, "data"), 4), out = new Float32Array(8);
  assert.equal(source.next(out), out);
  const first = out.slice();
  assert.notDeepEqual(source.next(out), first);
  assert.equal(source.epoch, 0);
  assert.deepEqual(batches(ring(), stream(1, 0, "data"), 4).next(), first);
});

Deno.test("the same stream gives the same batches", () => {
  const set = finite(ring(), { size: 40, seed: 1 });
  const [a, b] = [0, 0].map((run) => batches(set, stream(1, run, "data"), 7));
  for (let i = 0; i < 20; i++) assert.deepEqual(a!.next(), b!.next());
});

Deno.test("batches go on from where they stood, in the middle of an epoch or between two", () => {
  for (const set of [numbers(23), ring()]) {
    for (const before of [0, 3, 4, 6]) {
      const [one, random] = [stream(1, 0, "data"), stream(2, 0, "data")];
      const source = batches(set, one, 5);
      for (let i = 0; i < before; i++) source.next();
      const other = batches(set, random, 5);
      other.next();
      random.seek(one.position());
      other.seek(source.position());
      assert.equal(other.epoch, source.epoch);
      for (let i = 0; i < 9; i++) assert.deepEqual(other.next(), source.next());
    }
  }
  const odd = { done: 3, order: Int32Array.of(1, 2) };
  const seek = () => batches(numbers(23), stream(1, 0, "data"), 5).seek(odd);
  assert.throws(seek, /After 3 batches the order of 23 points is needed, but that of 2 came/);
});

Deno.test("bad sizes are refused", () => {
  const random = stream(1, 0, "data");
  assert.throws(
    () => batches(ring(), random, 0),
    /batches's size is a whole number of at least 1, but 0 came/,
  );
  assert.throws(() => batches(numbers(5), random, 6), /at most 5, the size of numbers, but 6 came/);
  const source = batches(ring(), random, 4);
  assert.throws(() => source.next(new Float32Array(4)), /shape \[4, 2\], 8 numbers, but 4 came/);
});
