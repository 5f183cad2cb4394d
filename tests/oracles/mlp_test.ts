import assert from "node:assert/strict";
import { stream } from "saddle/random/mod.ts";
import {
  ACTIVATIONS,
  differencesByParameters,
  forward,
  inputGradient,
  inputGradientNorm,
  parameterGradient,
  type PlainMlp,
} from "./mlp.ts";

function network(activation: keyof typeof ACTIVATIONS): PlainMlp {
  const random = stream(1, 0, "init");
  const widths = [2, 3, 4, 2];
  const normals = (n: number) => Float64Array.from(random.normal(new Float32Array(n)));
  return {
    activation: ACTIVATIONS[activation],
    layers: widths.slice(1).map((outputs, l) => ({
      inputs: widths[l]!,
      outputs,
      weight: normals(widths[l]! * outputs),
      bias: normals(outputs),
    })),
  };
}

Deno.test("the plain network of one linear layer is a matrix product and a shift", () => {
  const net: PlainMlp = {
    activation: ACTIVATIONS.relu,
    layers: [{
      inputs: 2,
      outputs: 2,
      weight: Float64Array.of(1, 2, 3, 4),
      bias: Float64Array.of(10, 20),
    }],
  };
  assert.deepEqual(forward(net, [5, 7]), [5 + 21 + 10, 10 + 28 + 20]);
  assert.deepEqual(inputGradient(net, [5, 7], [1, 0]), [1, 3]);
  assert.deepEqual([...parameterGradient(net, [[5, 7]], [[1, 0]])], [5, 0, 7, 0, 1, 0]);
});

Deno.test("the plain network of one output has the length of its weights as slope", () => {
  const layer = { inputs: 2, outputs: 1, weight: Float64Array.of(3, 4), bias: Float64Array.of(1) };
  assert.equal(inputGradientNorm({ activation: ACTIVATIONS.tanh, layers: [layer] }, [5, 7]), 5);
});

for (const name of Object.keys(ACTIVATIONS) as (keyof typeof ACTIVATIONS)[]) {
  Deno.test(`the plain network's gradients with ${name} equal its central differences`, () => {
    const net = network(name);
    const [xs, dy] = [[[0.3, -0.8], [1.1, 0.4]], [[1, -2], [0.5, 3]]];
    const total = (net: PlainMlp) =>
      xs.reduce(
        (sum, x, row) => sum + forward(net, x).reduce((s, y, j) => s + y * dy[row]![j]!, 0),
        0,
      );
    const expected = differencesByParameters(net, total);
    parameterGradient(net, xs, dy).forEach((g, i) => {
      assert.ok(Math.abs(g - expected[i]!) < 1e-7 * (1 + Math.abs(g)), `${g} and ${expected[i]}`);
    });
    const h = 1e-5;
    inputGradient(net, xs[0]!, dy[0]!).forEach((g, i) => {
      const moved = (t: number) => forward(net, xs[0]!.with(i, xs[0]![i]! + t));
      const slope = dy[0]!.reduce((s, d, j) => s + d * (moved(h)[j]! - moved(-h)[j]!) / (2 * h), 0);
      assert.ok(Math.abs(g - slope) < 1e-7 * (1 + Math.abs(g)), `${g} and ${slope}`);
    });
  });
}
