import assert from "node:assert/strict";
import { digits, stackedDigits } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { digitJudge, type Judge, stackedModes } from "saddle/judges/mod.ts";
import { enginesHere } from "../engines.ts";

const [engine] = enginesHere();

/** Reads an image of one number as that number. */
const reader: Judge = {
  ...{ name: "a reader of numbers", inputs: 1, features: 1, names: [] },
  see: (images) => ({
    features: images,
    probabilities: images,
    classes: Uint8Array.from(images),
  }),
};

Deno.test("red, green and blue are the three digits of a mode", () => {
  // 123 three times and 321 once: KL = 3/4 log 750 + 1/4 log 250
  const images = Float32Array.of(1, 2, 3, 1, 2, 3, 3, 2, 1, 1, 2, 3);
  const { modes, reverseKL } = stackedModes(reader, images);
  assert.equal(modes, 2);
  assert.ok(Math.abs(reverseKL - (0.75 * Math.log(750) + 0.25 * Math.log(250))) < 1e-12);
});

Deno.test("one mode is as far from a thousand as can be, and all as often are not far", () => {
  assert.equal(stackedModes(reader, new Float32Array(30)).reverseKL, Math.log(1000));
  const all = Float32Array.from({ length: 3000 }, (_, i) => {
    const number = Math.floor(i / 3);
    return Math.floor(number / 10 ** (2 - i % 3)) % 10;
  });
  const { modes, reverseKL } = stackedModes(reader, all);
  assert.equal(modes, 1000);
  assert.ok(Math.abs(reverseKL) < 1e-12);
});

Deno.test("of real stacks the judge finds the modes that there are", async () => {
  await start({ engine: engine! });
  const set = stackedDigits({ of: digits({ part: "test" }), size: 400 });
  const { modes } = stackedModes(await digitJudge(), set.points);
  const there = new Set(set.labels!.values).size;
  // it misreads one digit of eighty, so about 15 of 400 stacks, which may land on other modes
  assert.ok(Math.abs(modes - there) <= 15, `${modes} of ${there}`);
});

Deno.test("images that are not whole, or none, are refused", () => {
  assert.throws(() => stackedModes(reader, new Float32Array(4)), /3 times the 1 .* 4 numbers came/);
  assert.throws(() => stackedModes(reader, new Float32Array(0)), /but 0 numbers came/);
  assert.throws(() => stackedModes({} as Judge, new Float32Array(3)), /judge/);
});
