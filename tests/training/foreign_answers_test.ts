import assert from "node:assert/strict";
import { finite, ring, scaled } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { table } from "saddle/figures/mod.ts";
import { nonSaturating } from "saddle/losses/mod.ts";
import { leakyRelu, mlp, packed } from "saddle/models/mod.ts";
import { alternating, type Metric, train, unrolled } from "saddle/training/mod.ts";

const SMALL = {
  dataset: ring(),
  generator: mlp({ inputs: 2, hidden: [4], outputs: 2 }),
  critic: mlp({ inputs: 2, hidden: [4], outputs: 1 }),
  loss: nonSaturating(),
  steps: 4,
  every: 2,
  batch: 32,
  grid: null,
};

/** A ring that gives this in its fourth draw, and 32 points at 0 before. */
function brokenLater(value: unknown) {
  let draws = 0;
  const sample = () => draws++ < 3 ? new Float32Array(64) : value as Float32Array;
  return { ...ring(), sample };
}

Deno.test("a data set that later gives too few, too many or no numbers is refused", async () => {
  await start({ engine: "wasm" });
  const wrong = [
    [new Float32Array(3), /shape \[32, 2\], 64 numbers, but 3 came/],
    [new Float32Array(65), /64 numbers, but 65 came/],
    [undefined, /64 numbers, but undefined came/],
    [Promise.resolve(new Float32Array(64)), /64 numbers, but a Promise came/],
    ["x".repeat(64), /64 numbers, but "x+" came/],
  ] as const;
  for (const [value, message] of wrong) {
    await assert.rejects(train({ ...SMALL, dataset: brokenLater(value) }), { message });
  }
});

Deno.test("sets made of a broken one say so too", () => {
  const broken = { ...ring(), sample: () => new Float32Array(3) };
  assert.throws(() => finite(broken, { size: 10, seed: 1 }), /20 numbers, but 3 came/);
  const doubled = scaled(broken, 2);
  assert.throws(() => finite(doubled, { size: 10, seed: 1 }), /20 numbers, but 3 came/);
});

Deno.test("metrics that give nothing at once are refused", async () => {
  await start({ engine: "wasm" });
  const wrong: Record<string, () => unknown> = {
    "{}": () => ({}),
    "a Promise": () => Promise.resolve(3),
    "[1, 2]": () => [1, 2],
    "a Float32Array": () => new Float32Array(2),
    "a Map": () => new Map([["a", 1]]),
  };
  for (const [came, metric] of Object.entries(wrong)) {
    await assert.rejects(train({ ...SMALL, metrics: { odd: metric as unknown as Metric } }), {
      name: "TypeError",
      message: `The metric "odd" gives a number or a record of numbers at once, but ${came} came.`,
    });
  }
});

Deno.test("options that would hang, mean nothing or are misspelt are refused at once", () => {
  const critic = mlp({ inputs: 16, outputs: 1 });
  const wrong: Record<string, [() => unknown, RegExp]> = {
    "steps of a far look ahead": [() => unrolled({ steps: 2 ** 53 }), /but 9007199254740992 came/],
    "more steps than can be written out": [() => unrolled({ steps: 1001 }), /but 1001 came/],
    "critic steps": [() => alternating({ criticSteps: 1e9 }), /but 1000000000 came/],
    "a slope": [() => leakyRelu(NaN), /but NaN came/],
    "a pack": [() => packed(critic, { pack: 8 } as never), /no option "pack"/],
    "a limit of NaN rows": [() => table([{ a: 1 }], { caption: "c", limit: NaN }), /but NaN came/],
    "a limit of -1 rows": [() => table([{ a: 1 }], { caption: "c", limit: -1 }), /but -1 came/],
    "digits of a column": [
      () => table([{ a: 1 }], { caption: "c", columns: [{ key: "a", digits: NaN }] }),
      /digits is a whole number .* but NaN came/,
    ],
    "an option of a column": [
      () => table([{ a: 1 }], { caption: "c", columns: [{ key: "a", digit: 3 } as never] }),
      /no option "digit"/,
    ],
  };
  for (const [what, [make, message]] of Object.entries(wrong)) assert.throws(make, message, what);
});

Deno.test("a bound for divergence is a number", async () => {
  for (const divergence of ["3", NaN, -1, null]) {
    await assert.rejects(
      train({ ...SMALL, divergence: divergence as number }),
      /divergence is a number above 0/,
    );
  }
});
