import assert from "node:assert/strict";
import { fromPoints, ring } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { cycleGan, type CycleGanOptions } from "saddle/games/mod.ts";
import { constantValues, linear } from "saddle/models/mod.ts";
import { play, sgd } from "saddle/training/mod.ts";

/** One point of one class, so that all means are its own values. */
const point = (values: number[], label: number) =>
  fromPoints({
    name: `point ${values}`,
    points: Float32Array.from(values),
    dimension: 2,
    labels: { values: Uint8Array.of(label), names: ["left", "right"] },
  });
const map = (weight: number[], outputs: number) =>
  linear({ inputs: 2, outputs, bias: false, init: constantValues(weight) });

/** ab doubles, ba changes nothing, both critics score the first coordinate. */
const OPTIONS: CycleGanOptions = {
  a: point([1, 2], 0),
  b: point([3, 4], 1),
  models: {
    ab: map([2, 0, 0, 2], 2),
    ba: map([1, 0, 0, 1], 2),
    a: map([1, 0], 1),
    b: map([1, 0], 1),
  },
  optimiser: sgd({ rate: 0 }),
  shown: 1,
};

/** The terms of one step, in which nobody moves. */
async function termsOf(options: CycleGanOptions): Promise<Record<string, number>> {
  const { history } = await play(cycleGan(options), { steps: 1, batch: 1 });
  return history.toRecords()[0] as Record<string, number>;
}
const near = (got: number | undefined, expected: number) =>
  assert.ok(Math.abs(got! - expected) < 1e-5, `${got}, not ${expected}`);

Deno.test("the terms of a CycleGAN are those worked out by hand", async () => {
  await start({ engine: "wasm" });
  const terms = await termsOf({ ...OPTIONS, cycle: [2, 10] });
  near(terms["translatorLoss"], (2 - 1) ** 2 + (3 - 1) ** 2); // b of (2, 4), a of (3, 4)
  near(terms["cycle"], 2 * 1.5 + 10 * 3.5); // (1, 2) comes back as (2, 4), (3, 4) as (6, 8)
  near(terms["criticA"], ((1 - 1) ** 2 + 3 ** 2) / 2);
  near(terms["criticB"], ((3 - 1) ** 2 + 2 ** 2) / 2);
  near((await termsOf({ ...OPTIONS, cycle: 0 }))["cycle"], 0);
  near((await termsOf({ ...OPTIONS, cycle: 4 }))["cycle"], 4 * (1.5 + 3.5));
});

Deno.test("with labels, what was made is one more class", async () => {
  await start({ engine: "wasm" });
  const classes = map([1, 0, 0, 0, 1, 0], 3); // the logits of (x, y) are x, y, 0
  const models = { ...OPTIONS.models, a: classes, b: classes };
  const terms = await termsOf({ ...OPTIONS, models, labels: true });
  const entropy = (logits: number[], label: number) =>
    Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[label]!;
  near(terms["translatorLoss"], entropy([2, 4, 0], 0) + entropy([3, 4, 0], 1));
  near(terms["criticA"], entropy([1, 2, 0], 0) + entropy([3, 4, 0], 2));
  near(terms["criticB"], entropy([3, 4, 0], 1) + entropy([2, 4, 0], 2));
});

Deno.test("whoever moves second answers to the new place of the first, on the same points", async () => {
  await start({ engine: "wasm" });
  const moving = { ...OPTIONS, cycle: 0, optimiser: sgd({ rate: 1 }) };
  const still = await termsOf({ ...OPTIONS, cycle: 0 });
  const [before, after] = [await termsOf({ ...moving, first: "critics" }), await termsOf(moving)];
  near(before["criticB"], still["criticB"]!); // the first sees the start
  near(after["translatorLoss"], still["translatorLoss"]!);
  assert.ok(Math.abs(after["criticB"]! - still["criticB"]!) > 0.1);
  assert.ok(Math.abs(before["translatorLoss"]! - still["translatorLoss"]!) > 0.1);
});

Deno.test("a CycleGAN refuses labels that are not there, critics of other widths, weights below 0", () => {
  const labelled = { ...OPTIONS, labels: true };
  assert.throws(() => cycleGan(labelled), /player a .* maps 2 features to 3/);
  assert.throws(() => cycleGan({ ...labelled, b: ring() }), /needs data of the same classes/);
  assert.throws(
    () => cycleGan({ ...OPTIONS, cycle: [1, -1] }),
    /cycleGan's cycle is a number of at least 0/,
  );
  assert.throws(() => cycleGan({ ...OPTIONS, cycle: [1] as never }), /cycleGan's cycle/);
  assert.throws(() => cycleGan({ ...OPTIONS, first: "both" as never }), /cycleGan's first is/);
});
