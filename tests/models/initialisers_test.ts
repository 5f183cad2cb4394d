import assert from "node:assert/strict";
import {
  constantValues,
  heNormal,
  type Initialiser,
  lecunUniform,
  normalWeights,
  orthogonal,
  xavierUniform,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";

const [INPUTS, OUTPUTS] = [80, 50];
const N = INPUTS * OUTPUTS;

function values(init: Initialiser, inputs = INPUTS, outputs = OUTPUTS) {
  return init(stream(3, 0, "init"), inputs, outputs);
}

const mean = (xs: ArrayLike<number>) => Array.from(xs).reduce((sum, x) => sum + x, 0) / xs.length;
const moment = (xs: ArrayLike<number>, k: number) => mean(Array.from(xs, (x) => x ** k));

/** Rules that draw: the variance and the fourth moment over the square of the variance they imply. */
const DRAWN: readonly (readonly [string, Initialiser, number, number])[] = [
  ["heNormal", heNormal(), 2 / INPUTS, 3],
  ["heNormal with gain 1", heNormal({ gain: 1 }), 1 / INPUTS, 3],
  ["normalWeights", normalWeights(), 0.02 ** 2, 3],
  ["xavierUniform", xavierUniform(), 2 / (INPUTS + OUTPUTS), 1.8],
  ["xavierUniform with gain 1.5", xavierUniform({ gain: 1.5 }), 4.5 / (INPUTS + OUTPUTS), 1.8],
  ["lecunUniform", lecunUniform(), 1 / (3 * INPUTS), 1.8],
];

for (const [name, init, variance, kurtosis] of DRAWN) {
  Deno.test(`${name} draws weights of the variance and the shape that it states`, () => {
    const { weight, bias } = values(init);
    assert.equal(weight.length, N);
    assert.equal(bias.length, OUTPUTS);
    // five standard errors of the mean, the variance and the fourth moment of 4000 numbers
    assert.ok(Math.abs(mean(weight)) < 5 * Math.sqrt(variance / N));
    const got = moment(weight, 2);
    assert.ok(Math.abs(got / variance - 1) < 5 * Math.sqrt((kurtosis - 1) / N), `${got}`);
    const eighth = kurtosis === 3 ? 105 : 9; // E x^8 / variance^4 of normal and uniform numbers
    const error = Math.sqrt((eighth - kurtosis ** 2) / N);
    assert.ok(Math.abs(moment(weight, 4) / variance ** 2 - kurtosis) < 5 * error);
  });
}

Deno.test("uniform rules stay within their bounds and fill them", () => {
  const within = (xs: Float32Array, bound: number) => {
    const largest = Math.max(...xs.map(Math.abs));
    // the largest of n uniform numbers is below 1 - 10 / n with probability e^-10
    assert.ok(
      largest <= bound * (1 + 1e-7) && largest > bound * (1 - 10 / xs.length),
      `${largest}`,
    );
  };
  within(values(xavierUniform()).weight, Math.sqrt(6 / (INPUTS + OUTPUTS)));
  within(values(lecunUniform()).weight, 1 / Math.sqrt(INPUTS));
  within(values(lecunUniform(), 100, 400).bias, 1 / Math.sqrt(100));
});

Deno.test("biases are zero except where the rule draws them", () => {
  for (const init of [heNormal(), xavierUniform(), normalWeights(), orthogonal()]) {
    assert.ok(values(init).bias.every((b) => b === 0));
  }
  assert.ok(values(lecunUniform()).bias.some((b) => b !== 0));
});

for (const [inputs, outputs] of [[6, 4], [4, 6], [5, 5], [1, 7], [64, 64]] as const) {
  Deno.test(`orthogonal weights ${inputs} x ${outputs} have orthonormal rows or columns`, () => {
    const gain = 1.4;
    const { weight } = values(orthogonal({ gain }), inputs, outputs);
    const at = (i: number, j: number) => weight[i * outputs + j]! / gain;
    const [short, long] = inputs >= outputs ? [outputs, inputs] : [inputs, outputs];
    const entry = (vector: number, k: number) => inputs >= outputs ? at(k, vector) : at(vector, k);
    for (let a = 0; a < short; a++) {
      for (let b = a; b < short; b++) {
        let product = 0;
        for (let k = 0; k < long; k++) product += entry(a, k) * entry(b, k);
        assert.ok(Math.abs(product - (a === b ? 1 : 0)) < 1e-6, `${a}, ${b}: ${product}`);
      }
    }
  });
}

Deno.test("orthogonal weights differ from draw to draw", () => {
  const [a, b] = [0, 1].map((run) => orthogonal()(stream(3, run, "init"), 4, 4).weight);
  assert.notDeepEqual(a, b);
});

Deno.test("given values of a wrong length are an error that names both lengths", () => {
  const wrong = [constantValues([1, 2, 3]), constantValues([1, 2, 3, 4], [1])];
  for (const init of wrong) {
    assert.throws(() => init(stream(3, 0, "init"), 2, 2), {
      name: "RangeError",
      message:
        /2 inputs and 2 outputs takes 4 weights and 2 biases \(or none\), but [34] and [01] came/,
    });
  }
  assert.deepEqual([...constantValues([1, 2, 3, 4])(stream(3, 0, "init"), 2, 2).bias], [0, 0]);
});
