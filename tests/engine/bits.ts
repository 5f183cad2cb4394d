/**
 * Short trainings of every kind and what they come to, as hashes: run by itself it prints them as JSON.
 *
 * @module
 */
import { createHash } from "node:crypto";
import * as tf from "@tensorflow/tfjs";
import {
  adam,
  alternating,
  annealed,
  clipping,
  compile,
  consensus,
  convCritic,
  convGenerator,
  type Dataset,
  extragradient,
  fiveGaussians,
  generate,
  gradientPenalty,
  hinge,
  layerNorm,
  leastSquares,
  mlp,
  nonSaturating,
  optimistic,
  r1,
  relu,
  ring,
  rmsprop,
  sgd,
  simplePenalty,
  spectralNorm,
  start,
  stream,
  tanh,
  train,
  type TrainOptions,
  unrolled,
  wasserstein,
  wassersteinDivergence,
} from "saddle";

type Training = Pick<TrainOptions, "generator" | "critic" | "loss"> & Partial<TrainOptions>;

const images: Dataset = {
  name: "noise",
  dimension: 256,
  extent: Array.from({ length: 256 }, () => [0, 1] as const),
  sample: (random, n) => random.uniform(new Float32Array(n * 256)),
};

function perceptrons(hidden: number[], activation = tanh) {
  return {
    generator: mlp({ inputs: 2, hidden, outputs: 2, activation }),
    critic: mlp({ inputs: 2, hidden, outputs: 1, activation }),
  };
}

/** What is trained, and for how many steps. */
const TRAININGS: Record<string, { steps: number; options: Training }> = {
  "WGAN-GP, Adam, 64 wide": {
    steps: 60,
    options: {
      ...perceptrons([64, 64]),
      loss: wasserstein(),
      constraints: [gradientPenalty({ weight: 0.1 })],
      optimiser: adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 }),
    },
  },
  "R1, RMSprop, two critic steps, 33 wide, batch 75": {
    steps: 40,
    options: {
      ...perceptrons([33, 33], relu),
      dataset: fiveGaussians(),
      loss: nonSaturating(),
      constraints: [r1({ gamma: 0.1 })],
      optimiser: rmsprop({ rate: 1e-3 }),
      update: alternating({ criticSteps: 2 }),
      batch: 75,
    },
  },
  "simple penalty, SGD": {
    steps: 60,
    options: {
      ...perceptrons([40, 40]),
      loss: wasserstein(),
      constraints: [simplePenalty({ weight: 1 })],
      optimiser: sgd({ rate: 0.005 }),
      batch: 75,
    },
  },
  "eight runs in lanes": {
    steps: 40,
    options: { ...perceptrons([32, 32]), loss: nonSaturating(), runs: 8 },
  },
  "128 wide, batch 256": {
    steps: 6,
    options: {
      ...perceptrons([128, 128]),
      loss: wasserstein(),
      constraints: [gradientPenalty()],
      batch: 256,
    },
  },
  "512 wide, batch 128": {
    steps: 2,
    options: {
      ...perceptrons([512, 512]),
      loss: wasserstein(),
      constraints: [gradientPenalty()],
      batch: 128,
    },
  },
  "optimistic Adam, clipping": {
    steps: 30,
    options: {
      ...perceptrons([24, 24]),
      loss: wasserstein(),
      constraints: [clipping({ limit: 0.05 })],
      optimiser: optimistic(adam({ rate: 1e-3 })),
    },
  },
  "extragradient, annealed": {
    steps: 30,
    options: {
      ...perceptrons([24, 24]),
      loss: leastSquares(),
      optimiser: annealed(adam({ rate: 1e-3 }), { over: 30 }),
      update: extragradient(),
    },
  },
  "consensus": {
    steps: 20,
    options: {
      ...perceptrons([24, 24]),
      loss: nonSaturating(),
      update: consensus({ gamma: 1 }),
    },
  },
  "unrolled": {
    steps: 10,
    options: { ...perceptrons([24, 24]), loss: nonSaturating(), update: unrolled({ steps: 3 }) },
  },
  "layer and spectral normalisation, hinge": {
    steps: 20,
    options: {
      generator: mlp({ inputs: 2, hidden: [24, 24], outputs: 2, normalisation: layerNorm() }),
      critic: spectralNorm(mlp({ inputs: 2, hidden: [24, 24], outputs: 1 })),
      loss: hinge(),
    },
  },
  "convolutions, W-div": {
    steps: 4,
    options: {
      dataset: images,
      generator: convGenerator({ inputs: 16, size: 16, channels: 1, filters: [16, 8] }),
      critic: convCritic({ size: 16, channels: 1, filters: [8, 16] }),
      loss: wasserstein(),
      constraints: [wassersteinDivergence({ points: "line" })],
      batch: 16,
    },
  },
};

/** The hash of the trained parameters, losses and samples of each training, and of single operations. */
export async function bits(): Promise<Record<string, string>> {
  await start();
  const found: Record<string, string> = operations();
  for (const [name, { steps, options }] of Object.entries(TRAININGS)) {
    const run = await train({
      dataset: ring(),
      batch: 64,
      runs: 2,
      ...options,
      steps,
      every: steps,
      grid: null,
      seed: 5,
    });
    const drawn = await generate(run, 32);
    const numbers = [run.generator, run.critic].flatMap(({ params }) => params.leaves)
      .flatMap(({ values }) => [...values]);
    found[name] = hashOf([...numbers, ...[drawn].flat().flatMap((points) => [...points as never])]);
  }
  return found;
}

function operations(): Record<string, string> {
  const x = tf.tensor2d(stream(7, 0, "x").normal(new Float32Array(256 * 64)), [256, 64]);
  const size = (t: tf.Tensor) => tf.sqrt(tf.sum(tf.square(t), 1, true));
  const all: Record<string, (t: tf.Tensor) => tf.Tensor> = {
    "tanh": tf.tanh,
    "softplus": tf.softplus,
    "log": (t) => tf.log(tf.abs(t)),
    "inverse square root": (t) => tf.rsqrt(tf.abs(t)),
    "over a root": (t) => tf.div(t, tf.sqrt(tf.abs(t))),
    "one over a root": (t) => tf.div(1, tf.sqrt(tf.abs(t))),
    "over its length": (t) => tf.div(t, size(t)),
    "sum": (t) => tf.sum(t),
    "mean over rows": (t) => tf.mean(t, 0),
  };
  try {
    return Object.fromEntries(
      Object.entries(all).map(([name, operation]) => {
        const step = compile((
          _: Record<string, never>,
          b: tf.Tensor,
          __: Record<string, never>,
        ) => ({
          state: {},
          outputs: operation(b),
        }));
        const { outputs } = step({}, x, {});
        const [compiled, alone] = tf.tidy(() => [outputs.dataSync(), operation(x).dataSync()]);
        outputs.dispose();
        step.dispose();
        return [name, `${hashOf(compiled!)} ${hashOf(alone!)}`];
      }),
    );
  } finally {
    x.dispose();
  }
}

function hashOf(values: ArrayLike<number>): string {
  return createHash("sha256").update(new Uint8Array(Float32Array.from(values).buffer))
    .digest("hex").slice(0, 16);
}

if (import.meta.main) {
  console.log(JSON.stringify(await bits(), null, 2));
  Deno.exit(0);
}
