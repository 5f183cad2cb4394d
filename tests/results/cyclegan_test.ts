import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import { colouredDigits, digits } from "saddle/datasets/mod.ts";
import { CYCLE_GAN_TERMS } from "saddle/results/mod.ts";
import { betweenPaperAndInk, colourDomains, meanApart } from "../../lib/results/translations.ts";

const DATA = join(import.meta.dirname!, "..", "..", "data");

Deno.test("coloured digits of one tint read between paper and ink are the grey ones", () => {
  const grey = digits({ part: "test", most: 20 });
  const back = betweenPaperAndInk()(colouredDigits({ of: grey }).points);
  // two bytes of rounding on ways of at least a hundred bytes
  back.forEach((value, i) => assert.ok(Math.abs(value - grey.points[i]!) < 0.03));
  assert.ok(meanApart(back, grey.points) < 0.01);
});

Deno.test("both domains are of other digits, and of others again to look at", () => {
  const { a, b, testA, testB } = colourDomains(1);
  assert.deepEqual([a.size, b.size, testA.size, testB.size], [5000, 5000, 500, 500]);
  assert.deepEqual([a.shape, b.shape], [[28, 28, 1], [28, 28, 3]]);
  assert.notDeepEqual([...a.labels!.values], [...b.labels!.values]);
  assert.notDeepEqual([...testA.labels!.values], [...testB.labels!.values]);
});

Deno.test("the stored CycleGAN has every game to its end, with pictures of both ways", () => {
  const names = Object.keys(CYCLE_GAN_TERMS);
  const table = pl.readParquet(join(DATA, "digits-cyclegan.parquet"));
  const ends = table.filter(pl.col("step").eq(pl.lit(1000))).toRecords();
  assert.equal(ends.length, 2 * names.length);
  for (const { toA, toB, cycleA, cycleB } of ends as Record<string, number>[]) {
    for (const share of [toA!, toB!]) assert.ok(share >= 0 && share <= 1);
    for (const change of [cycleA!, cycleB!]) assert.ok(change >= 0 && change <= 2);
  }
  const pictures = pl.readParquet(join(DATA, "digits-cyclegan-pictures.parquet")).toRecords();
  assert.equal(pictures.length, names.length * 2 * 10);
  for (const { way, pixels } of pictures as unknown as { way: string; pixels: number[] }[]) {
    assert.equal(pixels.length, way === "a to b" ? 28 * 28 * 3 : 28 * 28);
  }
});
