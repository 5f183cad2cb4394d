import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { squaredGradientNorm } from "saddle/constraints/mod.ts";
import {
  compile,
  type CompileReport,
  type EngineName,
  mapTree,
  type Tree,
  valueAndGradient,
} from "saddle/engine/mod.ts";
import {
  averagePool,
  batchNorm,
  conv,
  dense,
  depthToSpace,
  divConvCritic,
  heNormal,
  instanceNorm,
  type LayerLike,
  layerNorm,
  leakyRelu,
  type Model,
  nearest,
  network,
  reshaped,
  residual,
  type Shape,
  silu,
  spaceToDepth,
  spectralNorm,
  tanh,
  transposedConv,
  upConv,
  type Variables,
} from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { valuesOf } from "../engine/values_of.ts";
import { forEachEngine } from "../engines.ts";

const init = heNormal();
const RUNS = 2;

/** A function of parameters with one number for all runs. */
type Value = (params: Tree) => tf.Tensor;

function normals(shape: readonly number[], seed: number): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(stream(seed, 0, "noise").normal(new Float32Array(size)), [...shape]);
}

/** In double precision: the differences of single precision are rough enough. */
function dot(one: Tree, other: Tree): number {
  const others = valuesOf(other);
  return valuesOf(one).reduce((sum, x, i) => sum + x * others[i]!, 0);
}

/**
 * Holds a gradient against five-point differences of `value` along three directions of normal
 * numbers. The derivative along one is about as large as the gradient, so that a lacking term
 * shows; the differences are of fourth order in `step`, and single precision adds some 1e-7 / step.
 */
function checkGradient(value: Value, params: Tree, gradient: Tree, step = 3e-3): void {
  const size = Math.sqrt(dot(gradient, gradient));
  assert.ok(size > 1e-3, `a gradient of length ${size} tells nothing`);
  for (const seed of [1, 2, 3]) {
    const along = mapTree((leaf) => normals(leaf.shape, 100 * seed + leaf.size), params);
    const at = (t: number) =>
      tf.tidy(() =>
        value(mapTree((p, d) => tf.add(p, tf.mul(t, d!)), params, along)).dataSync()[0]!
      );
    const numeric = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
    const off = Math.abs(dot(gradient, along) - numeric) / size;
    assert.ok(off < 5e-3, `direction ${seed}: ${off} of the gradient's length ${size} away`);
  }
}

function slopeOf(value: Value, params: Tree): Tree {
  return valueAndGradient((params: Tree) => ({ value: value(params), aux: [] }), params).gradient;
}

/** The penalty of a critic: the cubed lengths of its gradients at some points, summed over runs. */
function penaltyOf(model: Model, state: Tree, x: tf.Tensor): Value {
  return (params) => {
    const score = (x: tf.Tensor) => model.apply({ params, state }, x, "evaluate").y;
    return tf.sum(tf.pow(tf.add(squaredGradientNorm(score, x), 1e-6), 1.5));
  };
}

/** What XLA refuses runs as a plain graph, right but slow. */
function checkMode({ mode, refusal }: CompileReport, engine: EngineName): void {
  if (engine === "tensorflow") assert.deepEqual({ mode, refusal }, { mode: "xla", refusal: "" });
}

/**
 * The gradient of such a penalty, at once and in a traced step, whose convolutions are put in other
 * terms.
 */
function checkPenalty(
  model: Model,
  engine: EngineName,
  { xla = true, step, start }: {
    readonly xla?: boolean;
    readonly step?: number;
    readonly start?: Variables;
  } = {},
): void {
  tf.tidy(() => {
    const randoms = Array.from({ length: RUNS }, (_, run) => stream(5, run, "init"));
    const { params, state } = start ?? model.init(randoms);
    const x = normals([RUNS, 3, model.inputs], 7);
    const value = penaltyOf(model, state, x);
    const gradient = (args: Tree): Tree => {
      const [params, state, x] = args as unknown as [Tree, Tree, tf.Tensor];
      return slopeOf(penaltyOf(model, state, x), params);
    };
    const args = [params, state, x] as unknown as Tree;
    const traced = compile(
      (state: Tree, batch: Tree, _: Tree) => ({ state, outputs: gradient(batch) }),
      { xla },
    );
    try {
      for (const found of [gradient(args), traced([], args, []).outputs]) {
        checkGradient(value, params, found, step);
      }
      if (xla) checkMode(traced.report, engine);
    } finally {
      traced.dispose();
    }
  });
}

/** A critic with the layer in its middle, curved on both sides of it. */
function around(input: Shape, filters: number, ...layers: LayerLike[]): Model {
  return network({
    input,
    layers: [conv({ filters, init }), silu, ...layers, tanh, dense({ outputs: 1, init })],
  });
}

/** Small images, odd sizes where the layer takes them. */
const LAYERS: Readonly<Record<string, Model>> = {
  "conv, same": around([4, 3, 1], 2, conv({ filters: 2, init })),
  "conv 5/2 of padding 1": around(
    [6, 5, 1],
    2,
    conv({ filters: 2, kernel: 5, stride: 2, padding: 1, init }),
  ),
  "conv 3/2 that leaves a row": around(
    [6, 5, 1],
    2,
    conv({ filters: 2, stride: 2, padding: 0, init }),
  ),
  "conv 4/2, same": around([4, 6, 1], 2, conv({ filters: 2, kernel: 4, stride: 2, init })),
  "transposed conv 4/2, same": around([3, 2, 1], 2, transposedConv({ filters: 2, init })),
  "transposed conv 5/2 as PyTorch's": around(
    [2, 3, 1],
    2,
    transposedConv({ filters: 2, kernel: 5, padding: 2, outputPadding: 1, init }),
  ),
  "up conv of 3": around([3, 2, 1], 2, upConv({ filters: 2, init })),
  "up conv of 1": around([3, 2, 1], 2, upConv({ filters: 2, kernel: 1, init })),
  "nearest": around([3, 2, 1], 2, nearest()),
  "depth to space": around([2, 3, 1], 4, depthToSpace()),
  "space to depth": around([4, 2, 1], 2, spaceToDepth()),
  "average pool 2": around([4, 5, 1], 2, averagePool()),
  "average pool 3/2 of padding 1": around([4, 5, 1], 2, averagePool({ kernel: 3, padding: 1 })),
  "dense and reshaped": around([2, 3, 1], 2, dense({ outputs: 6, init }), reshaped([3, 2, 1])),
  "batch norm": around([3, 2, 1], 2, batchNorm()),
  "layer norm": around([3, 2, 1], 2, layerNorm()),
  "instance norm": around([3, 2, 1], 2, instanceNorm()),
  "residual with a shortcut": around(
    [3, 4, 1],
    2,
    residual({
      branch: [conv({ filters: 3, init }), silu],
      shortcut: [conv({ filters: 3, kernel: 1, init })],
    }),
  ),
  "residual without one": around([3, 2, 1], 2, residual({ branch: [conv({ filters: 2, init })] })),
};

for (const [name, model] of Object.entries(LAYERS)) {
  forEachEngine(`the gradient of a penalty through ${name} equals differences`, (engine) => {
    checkPenalty(model, engine, { xla: false }); // which takes seconds for each: see the nets
  });
}

const down = (activation: LayerLike, filters: number) => {
  const pool = averagePool({ kernel: 3, padding: 1 });
  return residual({
    branch: [conv({ filters, init }), activation, pool, conv({ filters, init })],
    shortcut: [pool, conv({ filters, kernel: 1, init })],
  });
};

/** Critics as those of the systems, small and smooth, and one of all other layers. */
const NETS: Readonly<Record<string, Model>> = {
  "every kind of scaling and norm": network({
    input: [4, 2, 1],
    layers: [
      ...[conv({ filters: 4, init }), silu, nearest(), spaceToDepth(), layerNorm(), silu],
      ...[dense({ outputs: 16, init }), reshaped([2, 2, 4]), instanceNorm(), silu],
      ...[depthToSpace(), upConv({ filters: 2, init }), silu, averagePool()],
      ...[upConv({ filters: 2, kernel: 1, init }), averagePool({ kernel: 3, padding: 1 })],
      transposedConv({ filters: 1, kernel: 5, padding: 2, outputPadding: 1, init }),
      ...[transposedConv({ filters: 1, init }), tanh, dense({ outputs: 1, init })],
    ],
  }),
  "a convolutional critic with batch norm": network({
    input: [9, 9, 2],
    layers: [
      conv({ filters: 3, kernel: 5, stride: 2, padding: 1, bias: false, init }),
      silu,
      conv({ filters: 4, stride: 2, padding: 0, bias: false, init }),
      batchNorm({ epsilon: 0.8 }),
      silu,
      dense({ outputs: 1, bias: false, init }),
    ],
  }),
  "Wasserstein-Div's critic": divConvCritic({ size: 16, channels: 1, filters: 2 }),
  "Wasserstein-Div's critic as shipped": divConvCritic({
    ...{ size: 16, channels: 1, filters: 2 },
    as: "shipped",
  }),
  "a residual critic": network({
    input: [8, 6, 1],
    layers: [
      down(silu, 3),
      down(silu, 3),
      silu,
      conv({ filters: 2, init }),
      dense({ outputs: 1, init }),
    ],
  }),
};

for (const [name, model] of Object.entries(NETS)) {
  forEachEngine(`the gradient of a penalty through ${name} equals differences`, (engine) => {
    checkPenalty(model, engine, { step: 1e-3 });
  });
}

forEachEngine(
  "the gradient of a penalty through a spectrally normed net equals differences",
  (engine) => {
    const inner = network({
      input: [4, 4, 1],
      layers: [conv({ filters: 3, stride: 2, init }), silu, dense({ outputs: 1, init })],
    });
    checkPenalty(spectralNorm(inner, { warmUp: 300 }), engine);
  },
);

forEachEngine(
  "the gradient of a penalty through kinks equals differences beside them",
  (engine) => {
    tf.tidy(() => {
      const model = network({
        input: [6, 4, 1],
        layers: [
          down(leakyRelu(), 4),
          leakyRelu(),
          conv({ filters: 4, init }),
          dense({ outputs: 1, init }),
        ],
      });
      const { params, state } = model.init([0, 1].map((run) => stream(5, run, "init")));
      // biases of 20 and -20 in turn: channels that stay on one side of their kink
      const apart = mapTree(
        (leaf) =>
          leaf.shape.length === 3 && leaf.shape[2] === 4
            ? tf.add(leaf, tf.tensor1d([20, -20, 20, -20]))
            : leaf,
        params,
      );
      checkPenalty(model, engine, { start: { params: apart, state } });
    });
  },
);

forEachEngine("the gradient of a generator through its critic equals differences", (engine) => {
  tf.tidy(() => {
    const generator = network({
      input: [3],
      layers: [
        dense({ outputs: 16, init }),
        reshaped([2, 2, 4]),
        residual({
          branch: [
            batchNorm(),
            silu,
            conv({ filters: 3, init }),
            batchNorm(),
            silu,
            upConv({ filters: 3, init }),
          ],
          shortcut: [upConv({ filters: 3, kernel: 1, init })],
        }),
        batchNorm(),
        silu,
        transposedConv({ filters: 1, kernel: 3, padding: 1, outputPadding: 1, init }),
        tanh,
      ],
    });
    const critic = network({
      input: [8, 8, 1],
      layers: [conv({ filters: 2, stride: 2, init }), silu, dense({ outputs: 1, init })],
    });
    const randoms = [0, 1].map((run) => stream(5, run, "init"));
    const [maker, judge] = [generator.init(randoms), critic.init(randoms)];
    const z = normals([RUNS, 4, 3], 7);
    const valueOf = (judged: Tree, z: tf.Tensor): Value => (params) => {
      const { y } = generator.apply({ ...maker, params }, z);
      return tf.sum(tf.square(critic.apply({ ...judge, params: judged }, y).y));
    };
    const gradient = (args: Tree): Tree => {
      const [params, judged, z] = args as unknown as [Tree, Tree, tf.Tensor];
      return slopeOf(valueOf(judged, z), params);
    };
    const value = valueOf(judge.params, z);
    const args = [maker.params, judge.params, z] as unknown as Tree;
    const step = compile(
      (state: Tree, batch: Tree, _: Tree) => ({ state, outputs: gradient(batch) }),
      { xla: true },
    );
    try {
      for (const found of [gradient(args), step([], args, []).outputs]) {
        checkGradient(value, maker.params, found);
      }
      checkMode(step.report, engine);
    } finally {
      step.dispose();
    }
  });
});
