import assert from "node:assert/strict";
import { start } from "saddle/engine/mod.ts";
import { linearProbe, nearestAccuracy } from "saddle/judges/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { enginesHere } from "../engines.ts";

const [engine] = enginesHere();

/** Three heaps in the plane that overlap, and what each point is of. */
function heaps(n: number, run = 0) {
  const random = stream(3, run, "heaps"), labels = new Uint8Array(n);
  const features = random.normal(new Float32Array(2 * n));
  for (let i = 0; i < n; i++) {
    labels[i] = i % 3;
    features[2 * i]! += [0, 2, 0][i % 3]!;
    features[2 * i + 1]! += [0, 0, 2][i % 3]!;
  }
  return { features, labels };
}

const PLANE = { dimension: 2, classes: 3 } as const;

/** The penalised cross entropy of two classes on a line, by the difference a x + b of its logits. */
function newton(x: readonly number[], labels: readonly number[], decay: number) {
  const n = x.length, mean = x.reduce((sum, value) => sum + value) / n;
  const z = x.map((value) => value - mean);
  const power = z.reduce((sum, value) => sum + value ** 2, 0) / n;
  let [a, b] = [0, 0];
  for (let round = 0; round < 50; round++) {
    // the logits are ± a z / 2, so that the penalty is decay a² power / 4
    const slope = [decay * a * power / 2, 0], curve = [decay * power / 2, 0, 0];
    z.forEach((value, i) => {
      const p = 1 / (1 + Math.exp(-(a * value + b))), error = (p - labels[i]!) / n;
      slope[0]! += error * value;
      slope[1]! += error;
      const weight = p * (1 - p) / n;
      curve[0]! += weight * value ** 2;
      curve[1]! += weight * value;
      curve[2]! += weight;
    });
    const [aa, ab, bb] = curve as [number, number, number], across = aa * bb - ab ** 2;
    a -= (bb * slope[0]! - ab * slope[1]!) / across;
    b -= (aa * slope[1]! - ab * slope[0]!) / across;
  }
  return { a, b: b - a * mean };
}

Deno.test("a well trained probe is at the minimum that Newton's method finds", async () => {
  await start({ engine: engine! });
  const x = [-2, -1, -0.5, 0.1, 0.3, 0.8, 1.5, 4], labels = [0, 0, 1, 0, 1, 0, 1, 1];
  for (const decay of [1e-4, 1e-1]) {
    const rows = { features: Float32Array.from(x), labels };
    const { weights, bias } = linearProbe(rows, rows, { dimension: 1, classes: 2, decay });
    const { a, b } = newton(x, labels, decay);
    assert.ok(Math.abs(weights[1]! - weights[0]! - a) < 2e-3 * Math.abs(a), `${weights}, ${a}`);
    assert.ok(Math.abs(bias[1]! - bias[0]! - b) < 2e-3 * Math.max(1, Math.abs(b)), `${bias}, ${b}`);
  }
});

Deno.test("a well trained probe reads what is left after any invertible map; a short one does not", async () => {
  await start({ engine: engine! });
  const [train, test] = [heaps(600), heaps(300, 1)];
  const moved = ({ features, labels }: typeof train, scale: number) => ({
    labels,
    features: Float32Array.from(features, (_, i) => {
      const [x, y] = [features[i - i % 2]!, features[i - i % 2 + 1]!];
      return scale * (i % 2 === 0 ? 3 * x + y : y - x) + 5 * scale;
    }),
  });
  const probed = (scale: number, trainedAs: "well" | "gan-pytorch") =>
    linearProbe(moved(train, scale), moved(test, scale), { ...PLANE, trainedAs });
  const well = [linearProbe(train, test, PLANE), probed(1, "well"), probed(0.01, "well")];
  for (const { accuracy, crossEntropy } of well) {
    assert.ok(Math.abs(accuracy - well[0]!.accuracy) <= 1 / 300);
    assert.ok(Math.abs(crossEntropy - well[0]!.crossEntropy) < 1e-3);
  }
  const small = probed(0.01, "gan-pytorch");
  assert.equal(small.steps, 2350);
  // numbers of hundredths leave it nearly where it began, at log 3
  assert.ok(small.crossEntropy > 1 && well[0]!.crossEntropy < 0.7, `${small.crossEntropy}`);
});

Deno.test("a probe of heaps reads as much as Bayes' rule does, but for the sample's error", async () => {
  await start({ engine: engine! });
  const test = heaps(3000, 1);
  const centres = [[0, 0], [2, 0], [0, 2]];
  const bayes = Array.from({ length: 3000 }, (_, i) => {
    const apart = centres.map(([a, b]) =>
      Math.hypot(test.features[2 * i]! - a!, test.features[2 * i + 1]! - b!)
    );
    return apart.indexOf(Math.min(...apart)) === i % 3 ? 1 : 0;
  }).reduce<number>((sum, right) => sum + right, 0) / 3000;
  for (const trainedAs of ["well", "gan-pytorch"] as const) {
    const { accuracy, trainAccuracy } = linearProbe(heaps(3000), test, { ...PLANE, trainedAs });
    assert.ok(Math.abs(accuracy - bayes) < 0.02, `${trainedAs}: ${accuracy}, Bayes ${bayes}`);
    assert.ok(Math.abs(trainAccuracy - bayes) < 0.04);
  }
});

Deno.test("features that never change, or are linear in each other, do no harm to a probe", async () => {
  await start({ engine: engine! });
  const [train, test] = [heaps(600), heaps(300, 1)];
  const wider = ({ features, labels }: typeof train) => ({
    labels,
    features: Float32Array.from({ length: 4 * labels.length }, (_, i) => {
      const [x, y] = [features[2 * Math.floor(i / 4)]!, features[2 * Math.floor(i / 4) + 1]!];
      return [x, y, x + y, 7][i % 4]!;
    }),
  });
  const { accuracy } = linearProbe(test, test, PLANE);
  const wide = linearProbe(wider(train), wider(test), { dimension: 4, classes: 3 });
  assert.ok(Math.abs(wide.accuracy - accuracy) < 0.02);
  assert.ok(wide.weights.every(Number.isFinite));
});

Deno.test("the nearest neighbour is the one that a search finds, in pieces too", async () => {
  await start({ engine: engine! });
  const [train, test] = [heaps(200), heaps(1200, 1)]; // more than are compared at once
  let right = 0;
  for (let i = 0; i < 1200; i++) {
    const apart = Array.from(
      { length: 200 },
      (_, j) =>
        (test.features[2 * i]! - train.features[2 * j]!) ** 2 +
        (test.features[2 * i + 1]! - train.features[2 * j + 1]!) ** 2,
    );
    if (apart.indexOf(Math.min(...apart)) % 3 === i % 3) right++;
  }
  const got = nearestAccuracy(train, test, { dimension: 2 });
  assert.ok(Math.abs(got - right / 1200) <= 1 / 1200, `${got}, ${right / 1200}`); // equals may tie
});

Deno.test("probes refuse rows without labels, labels that are no classes, and numbers that are no rows", () => {
  const train = heaps(9), odd = { ...train, labels: [0, 1, 2, 0, 1, 2, 0, 1, 3] };
  const cut = { ...train, features: train.features.subarray(1) };
  assert.throws(() => linearProbe(odd, train, PLANE), /train needs labels .* 0 to 2, .* 8 is 3/);
  assert.throws(
    () => linearProbe(train, cut, PLANE),
    /test needs .* 2 numbers .* 17 numbers and 9/,
  );
  assert.throws(() => nearestAccuracy(cut, train, { dimension: 2 }), /nearestAccuracy's train/);
  assert.throws(() => linearProbe(train, train, { ...PLANE, decay: 0 }), /decay/);
});
