import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { start } from "saddle/engine/mod.ts";
import { mlp, type Model, train, wasserstein } from "saddle";
import { dirac } from "saddle/datasets/mod.ts";
import { enginesHere } from "../engines.ts";

/** A critic of a number that goes through an operation which XLA does not have; it changes nothing. */
function dilating(): Model {
  const inner = mlp({ inputs: 1, hidden: [4], outputs: 1 });
  return {
    ...inner,
    apply(variables, x) {
      const image = tf.reshape(x, [1, -1, 1, 1]) as tf.Tensor4D;
      const same = tf.dilation2d(image, tf.zeros([1, 1, 1]) as tf.Tensor3D, 1, "valid");
      return inner.apply(variables, tf.reshape(same, x.shape));
    },
  };
}

/** What a training prints as warnings. */
async function warningsOf(critic: Model): Promise<string[]> {
  const [lines, before] = [[] as string[], console.warn];
  console.warn = (line: string) => lines.push(line);
  try {
    await train({
      dataset: dirac(),
      generator: mlp({ inputs: 1, hidden: [4], outputs: 1 }),
      critic,
      loss: wasserstein(),
      steps: 4,
      every: 2,
      batch: 2,
    });
  } finally {
    console.warn = before;
  }
  return lines;
}

Deno.test({
  name: "a step that XLA does not compile is announced once, with the operation that it lacks",
  ignore: !enginesHere().includes("tensorflow"),
  async fn() {
    await start({ engine: "tensorflow" });
    assert.deepEqual(await warningsOf(mlp({ inputs: 1, hidden: [4], outputs: 1 })), []);
    const lines = await warningsOf(dilating());
    assert.equal(lines.length, 1);
    assert.match(
      lines[0]!,
      /XLA has no Dilation2D.*\. So its step runs as a plain graph, several times slower/,
    );
  },
});
