import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { disposeTree, leaves, type Tree } from "saddle/engine/mod.ts";
import {
  biganCritic,
  biganEncoder,
  biganGenerator,
  cycleGanCritic,
  cycleGanTranslator,
  divConvCritic,
  divConvGenerator,
  divDenseCritic,
  divDenseGenerator,
  layerNorm,
  type Model,
  type Normalisation,
  pacganCritic,
  pacganGenerator,
  residualCritic,
  residualGenerator,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { enginesHere, forEachEngine } from "../engines.ts";

/**
 * Parameters of the nets as the systems have them, worked out from their layers by hand: a dense
 * layer has in * out + out, a convolution of k x k pixels k * k * in * out (and out with biases), a
 * batch norm with gain and shift 2 * channels.
 */
const COUNTS: readonly (readonly [model: Model, count: number])[] = [
  // dense 128 to 4x4x256: 528,384. Up from 256: norm 512, conv 295,040, norm 256, conv 147,584,
  // shortcut 32,896. Up from 128, twice: 256 + 147,584 + 256 + 147,584 + 16,512. Norm 256, conv to
  // 3 channels 3,459.
  [residualGenerator(), 528_384 + 476_288 + 2 * 312_192 + 256 + 3_459],
  // down from 3: 3,584 + 147,584 + 512; from 128, twice: 2 * 147,584 + 16,512; conv 147,584; dense
  // 2,049
  [residualCritic(), 151_680 + 2 * 311_680 + 147_584 + 2_049],
  // 50-1024-1024-784, 784-1024-1024-50 and 834-1024-1024-1; the norms have no gain and shift
  [biganGenerator(), 52_224 + 1_049_600 + 803_600],
  [biganEncoder(), 803_840 + 1_049_600 + 51_250],
  [biganCritic(), 855_040 + 1_049_600 + 1_025],
  [biganCritic({ as: "shipped" }), 855_040 + 1_049_600 + 1_025],
  // no biases: 16*64, 16*64*128, twice 9*128*128, 16*128*64, 16*64*3; norms of 64, 128 three times,
  // 64
  [
    cycleGanTranslator({ from: 1, to: 3 }),
    1_024 + 131_072 + 2 * 147_456 + 131_072 + 3_072 + 2 * (64 + 3 * 128 + 64),
  ],
  [
    cycleGanTranslator({ from: 3, to: 1 }),
    3_072 + 131_072 + 2 * 147_456 + 131_072 + 1_024 + 2 * (64 + 3 * 128 + 64),
  ],
  // 16*64, 16*64*128, 16*128*256 and norms of 128 and 256; dense 4x4x256 to 1 or 11
  [cycleGanCritic({ channels: 1 }), 1_024 + 131_072 + 524_288 + 256 + 512 + 4_097],
  [cycleGanCritic({ channels: 1, labels: 10 }), 1_024 + 131_072 + 524_288 + 256 + 512 + 45_067],
  [cycleGanCritic({ channels: 3 }), 3_072 + 131_072 + 524_288 + 256 + 512 + 4_097],
  // its third convolution is one of 3x3: 9*128*256
  [
    cycleGanCritic({ channels: 3, as: "shipped" }),
    3_072 + 131_072 + 294_912 + 256 + 512 + 4_097,
  ],
  // 128-128-256-512-1024-1256-12288, norms of 256, 512, 1024, 1256
  [
    divDenseGenerator(),
    16_512 + 33_024 + 131_584 + 525_312 + 1_287_400 + 15_446_016 + 2 * (256 + 512 + 1024 + 1256),
  ],
  [divDenseCritic(), 6_291_968 + 131_328 + 257],
  // dense 128 to 16,384 and its norm; 25*1024*512, 25*512*256, 9*256*128, 9*128*3; norms of 512,
  // 256, 128
  [
    divConvGenerator(),
    2_113_536 + 32_768 + 13_107_200 + 3_276_800 + 294_912 + 3_456 + 2 * (512 + 256 + 128),
  ],
  // 25*3*64, 9*64*128, 25*128*256, 25*256*512, 16*512: 64 pixels become 31, 15, 7, 4, 1; norms of
  // 128, 256, 512
  [divConvCritic(), 4_800 + 73_728 + 819_200 + 3_276_800 + 8_192 + 2 * (128 + 256 + 512)],
  // dense 256 to 4x4x64; 9*64*32 + 32, 9*32*16 + 16, 9*16*8 + 8, 9*8*3 + 3; norms of 64, 32, 16, 8
  [pacganGenerator(), 263_168 + 18_464 + 4_624 + 1_160 + 219 + 2 * (64 + 32 + 16 + 8)],
  // 9*3*2 + 2, 9*2*4 + 4, 9*4*8 + 8, dense 4x4x8 to 1; norms of 2, 4, 8; a pack of 2 has 6
  // channels: 54 more
  [pacganCritic(), 56 + 76 + 296 + 129 + 2 * (2 + 4 + 8)],
  [pacganCritic({ pack: 2 }), 110 + 76 + 296 + 129 + 2 * (2 + 4 + 8)],
  [pacganCritic({ normalisation: layerNorm() }), 56 + 76 + 296 + 129 + 2 * (2 + 4 + 8)],
];

const start = (model: Model, runs = 1) =>
  model.init(Array.from({ length: runs }, (_, run) => stream(3, run, "init")));
const normals = (shape: number[], name = "data") => {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(stream(4, 0, name).normal(new Float32Array(size)), shape);
};

for (const [model, count] of COUNTS) {
  forEachEngine(`${model.name} has ${count.toLocaleString("en")} parameters`, () => {
    const { params, state } = start(model);
    assert.equal(leaves(params).reduce((sum, { size }) => sum + size, 0), count);
    disposeTree([params, state]);
  }, { engines: enginesHere().slice(-1) });
}

/** Small ones of every kind: what they take and give for points and runs. */
const SMALL: readonly (readonly [model: Model, inputs: number, outputs: number])[] = [
  [residualGenerator({ inputs: 3, size: 16, channels: 1, filters: 2 }), 3, 256],
  [residualCritic({ size: 16, channels: 1, filters: 2 }), 256, 1],
  [biganGenerator({ size: 4, latent: 3, hidden: 5 }), 3, 16],
  [biganEncoder({ size: 4, channels: 3, latent: 3, hidden: 5 }), 48, 3],
  [biganCritic({ size: 4, latent: 3, hidden: 5 }), 19, 1],
  [cycleGanTranslator({ from: 3, to: 1, size: 12, filters: 2 }), 432, 144],
  [cycleGanCritic({ channels: 3, size: 14, filters: 2, labels: 10 }), 588, 11],
  [divDenseGenerator({ inputs: 3, size: 4, channels: 1 }), 3, 16],
  [divDenseCritic({ size: 4 }), 48, 1],
  [divConvGenerator({ inputs: 3, size: 28, channels: 1, filters: 1 }), 3, 784],
  [divConvGenerator({ inputs: 3, size: 24, filters: 1 }), 3, 1728],
  [divConvCritic({ size: 28, channels: 1, filters: 1 }), 784, 1],
  [divConvCritic({ size: 32, filters: 2, as: "shipped" }), 3072, 1],
  [pacganGenerator({ inputs: 3, filters: 1 }), 3, 2352],
  [pacganCritic(), 2352, 1],
];

forEachEngine("the nets make of points what they say, run by run", () => {
  for (const [model, inputs, outputs] of SMALL) {
    tf.tidy(() => {
      assert.deepEqual([model.inputs, model.outputs], [inputs, outputs], model.name);
      const variables = start(model, 2);
      const { y } = model.apply(variables, normals([2, 4, inputs]));
      assert.deepEqual(y.shape, [2, 4, outputs], model.name);
      const values = [...y.dataSync()];
      const [low, high] = model.range ?? [-1e3, 1e3];
      assert.ok(values.every((value) => value >= low && value <= high), model.name);
      assert.ok(new Set(values).size > outputs, model.name); // runs and points differ
    });
  }
});

Deno.test("nets as shipped differ from corrected ones where their docs say", () => {
  const ranges = (make: (as: "shipped" | "corrected") => Model) =>
    (["shipped", "corrected"] as const).map((as) => make(as).range);
  assert.deepEqual(ranges((as) => biganCritic({ as })), [[0, 1], undefined]);
  assert.deepEqual(ranges((as) => cycleGanCritic({ channels: 1, as })), [[0, 1], undefined]);
  assert.match(divDenseGenerator({ as: "shipped" }).name, /batch norm \(epsilon 0\.8\).*shipped$/);
  assert.match(divDenseGenerator().name, /, batch norm but first, output tanh$/);
  assert.equal(divConvCritic({ as: "shipped" }).sees, "batch");
  assert.equal(divConvCritic().sees, "point");
  assert.equal(pacganCritic().sees, "batch");
  assert.equal(pacganCritic({ normalisation: layerNorm() }).sees, "point");
  for (
    const model of [
      residualGenerator({ as: "shipped" }),
      cycleGanCritic({ channels: 3, as: "shipped" }),
    ]
  ) {
    assert.match(model.name, /, as shipped$/);
  }
});

forEachEngine("as shipped, the residual generator starts from 256 channels", () => {
  for (const [as, first] of [["shipped", 256], ["corrected", 4]] as const) {
    const { params } = start(residualGenerator({ inputs: 1, size: 8, filters: 2, as }));
    assert.deepEqual(leaves(params)[0]!.shape, [1, 1, first]);
    disposeTree(params);
  }
}, { engines: enginesHere().slice(-1) });

forEachEngine("a packed critic of stacked digits sees a pack as channels of one image", () => {
  tf.tidy(() => {
    const [alone, pair] = [pacganCritic(), pacganCritic({ pack: 2 })];
    const { params, state } = start(alone);
    const layers = params as unknown as Record<string, tf.Tensor>[];
    const filters = layers[1]!["weight"]!;
    const blind = tf.zerosLike(filters);
    const x = normals([1, 6, alone.inputs]);
    const images = tf.split(tf.reshape(x, [1, 3, 2, alone.inputs]), 2, 2);
    // filters that do not look at the second image, or not at the first
    for (const [place, both] of [[filters, blind], [blind, filters]].entries()) {
      const seeing = layers.with(1, { ...layers[1], weight: tf.concat(both, 3) });
      const got = pair.apply({ params: seeing as unknown as Tree, state }, x, "train").y;
      const image = tf.reshape(images[place]!, [1, 3, alone.inputs]);
      const expected = alone.apply({ params, state }, image).y;
      assert.deepEqual(got.shape, [1, 3, 1]);
      assert.ok(tf.max(tf.abs(tf.sub(got, expected))).dataSync()[0]! < 1e-5);
    }
  });
});

Deno.test("nets of images that cannot be are errors that say which number", () => {
  const cases: [() => unknown, RegExp][] = [
    [
      () => residualGenerator({ size: 28 }),
      /residualGenerator's size is a multiple of 8: .* 28 came/,
    ],
    [() => residualCritic({ filters: 1e9 }), /residualCritic's filters is .* 1000000000 came/],
    [() => biganEncoder({ hidden: 1e9 }), /biganEncoder's hidden is .* but 1000000000 came/],
    [() => divConvGenerator({ inputs: 1e9 }), /divConvGenerator's inputs is .* 1000000000 came/],
    [() => residualCritic({ size: 12 }), /residualCritic's size is a multiple of 8: .* 12 came/],
    [() => residualCritic({ filters: 0 }), /filters is a whole number of at least 1, but 0 came/],
    [
      () => biganCritic({ as: "fixed" as "shipped" }),
      /as is one of "shipped", "corrected", but "fixed"/,
    ],
    [() => cycleGanTranslator({ from: 1, to: 3, size: 30 }), /size is a multiple of 4: .* 30 came/],
    [() => cycleGanTranslator({ from: 1 } as never), /cycleGanTranslator needs to, a whole number/],
    [() => cycleGanCritic({ channels: 1, labels: -1 }), /labels is a whole number of at least 0/],
    [() => divConvGenerator({ size: 27 }), /divConvGenerator's size is an even number .* 27 came/],
    [
      () => divConvCritic({ size: 6 }),
      /divConvCritic's size is an even number of at least 8, .* 6/,
    ],
    [() => divDenseCritic({ size: 1.5 }), /divDenseCritic's size is a whole number/],
    [() => pacganCritic({ pack: 0 }), /pacganCritic's pack is a whole number of at least 1/],
  ];
  for (const [make, message] of cases) assert.throws(make, { name: "RangeError", message });
  const none = {} as Normalisation;
  assert.throws(() => pacganCritic({ normalisation: none }), {
    name: "TypeError",
    message: /pacganCritic's normalisation is a normalisation/,
  });
});
