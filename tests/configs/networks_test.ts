import assert from "node:assert/strict";
import { configOf } from "saddle/configs/mod.ts";
import { leaves } from "saddle/engine/mod.ts";
import {
  averagePool,
  conv,
  dense,
  divConvCritic,
  divConvGenerator,
  heNormal,
  instanceNorm,
  layerNorm,
  leakyRelu,
  lecunUniform,
  type Model,
  network,
  pacganCritic,
  pacganGenerator,
  packed,
  relu,
  reshaped,
  residual,
  silu,
  tanh,
  transposedConv,
  upConv,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";

const START = "dataset: ring\nloss: hinge\n";

/** The pair that a file describes. */
function pairOf(text: string): { generator: Model; critic: Model } {
  const { candidates } = configOf(START + text, "run.yaml");
  return candidates[0]!.training();
}

/** Names and starting values. */
function alike(one: Model, other: Model): void {
  const valuesOf = (model: Model) => {
    const start = leaves(model.init([stream(1, 0, "init")]).params);
    const values = start.map((leaf) => [leaf.shape, [...leaf.dataSync()]]);
    start.forEach((leaf) => leaf.dispose());
    return values;
  };
  assert.equal(one.name, other.name);
  assert.deepEqual(valuesOf(one), valuesOf(other));
}

forEachEngine("a file puts networks together as code does", () => {
  const { generator, critic } = pairOf(`
generator:
  network:
    input: [3]
    layers:
      - dense: { outputs: 16, init: lecun-uniform }
      - reshaped: { shape: [2, 2, 4] }
      - residual:
          branch: [instance-norm, silu, { up-conv: { filters: 3 } }]
          shortcut: [{ up-conv: { filters: 3, kernel: 1, bias: false } }]
      - transposed-conv: { filters: 1, kernel: 5, padding: 2, outputPadding: 1 }
      - average-pool: { kernel: 3, padding: 1 }
      - dense: { outputs: 2 }
      - tanh
critic:
  packed:
    size: 4
    of:
      network:
        name: judge
        layers:
          - reshaped: { shape: [4, 2, 1] }
          - conv: { filters: 4, stride: 2, padding: same, init: { he-normal: { gain: 1 } } }
          - layer-norm: { affine: false }
          - leaky-relu: { slope: 0.1 }
          - residual: { branch: [relu] }
          - dense: { outputs: 1 }
`);
  alike(
    generator,
    network({
      input: [3],
      layers: [
        dense({ outputs: 16, init: lecunUniform() }),
        reshaped([2, 2, 4]),
        residual({
          branch: [instanceNorm(), silu, upConv({ filters: 3 })],
          shortcut: [upConv({ filters: 3, kernel: 1, bias: false })],
        }),
        transposedConv({ filters: 1, kernel: 5, padding: 2, outputPadding: 1 }),
        averagePool({ kernel: 3, padding: 1 }),
        dense({ outputs: 2 }),
        tanh,
      ],
    }),
  );
  const judge = network({
    name: "judge",
    input: [8], // four points of two features: the file need not say so
    layers: [
      reshaped([4, 2, 1]),
      conv({ filters: 4, stride: 2, init: heNormal({ gain: 1 }) }),
      layerNorm({ affine: false }),
      leakyRelu(0.1),
      residual({ branch: [relu] }),
      dense({ outputs: 1 }),
    ],
  });
  alike(critic, packed(judge, { size: 4 }));
});

Deno.test("a file names the nets of the systems", () => {
  const pair = (generator: string, critic: string) =>
    pairOf(`generator: ${generator}\ncritic: ${critic}`);
  const faces = pair(
    "{ div-conv-generator: { size: 32, filters: 16 } }",
    "{ div-conv-critic: { size: 32, filters: 16, as: shipped } }",
  );
  assert.equal(faces.generator.name, divConvGenerator({ size: 32, filters: 16 }).name);
  assert.equal(faces.critic.name, divConvCritic({ size: 32, filters: 16, as: "shipped" }).name);
  const digits = pair("pacgan-generator", "{ pacgan-critic: { pack: 2 } }");
  assert.equal(digits.generator.name, pacganGenerator().name);
  assert.equal(digits.critic.name, pacganCritic({ pack: 2 }).name);
  const { critic } = pair("pacgan-generator", "{ pacgan-critic: { normalisation: layer-norm } }");
  assert.equal(critic.name, "PacGAN critic 28x28x3, 2 filters, layer norm");
  assert.throws(
    () => pair("residual-generator", "{ div-conv-critic: { as: mended } }"),
    /critic\.div-conv-critic\.as: expected one of "shipped", "corrected", got "mended"/,
  );
});

Deno.test("what does not fit together in a file is an error that says where", () => {
  const layers = (list: string) => () =>
    pairOf(`generator: { mlp: { inputs: 2 } }\ncritic:\n  network:\n    layers: ${list}`);
  const wrong: readonly (readonly [string, RegExp])[] = [
    ["[{ conv: { filters: 4 } }]", /6:5: critic\.network: conv takes images .* shape \[2\] come/],
    [
      "[{ conv: { filters: 0 } }]",
      /layers\[0\]\.conv\.filters: expected a whole number of at least 1, got 0/,
    ],
    ["[{ conv: { filter: 4 } }]", /unknown key "filter" in .*conv\. The nearest .* "filters"/],
    ["[convolution]", /unknown layer "convolution"\./],
    ["[{ residual: {} }]", /"branch" is missing/],
    ["relu", /layers: expected a list, got/],
    ["[]", /network\.layers: expected a list of at least 1, each a layer, got a list of 0/],
  ];
  for (const [list, message] of wrong) assert.throws(layers(list), message, list);
  assert.throws(
    () => pairOf("generator: { network: { layers: [relu] } }\ncritic: mlp"),
    /generator\.network: "input" is missing/,
  );
});
