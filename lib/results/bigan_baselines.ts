import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import pl from "nodejs-polars";
import type { FiniteDataset } from "../datasets/mod.ts";
import { linearProbe, nearestAccuracy } from "../judges/mod.ts";
import { batchNorm, leakyRelu, mlp, type Model } from "../models/mod.ts";
import { outputsOf, type Trained } from "../training/mod.ts";

/** Both parts of a set of digits. */
export interface Parts {
  /** To learn from. */
  readonly train: FiniteDataset;
  /** To read. */
  readonly test: FiniteDataset;
}

/** Numbers of images: `[n, dimension]` of images `[n, pixels]`. */
interface Description {
  readonly features: string;
  readonly dimension: number;
  readonly of: (images: Float32Array) => Float32Array;
  /** How a probe is trained on it. */
  readonly probes: readonly ("well" | "gan-pytorch")[];
}

/**
 * How well the digits can be read in an encoder's codes, and in what costs no training: their own
 * pixels, principal components, the same encoder at random. Columns: features, dimension, probe,
 * probeAsShipped (both missing where they were not tried), nearest. Pixels are not probed: there
 * are hundreds of them, many nearly always black, and what a probe makes of those depends on its
 * penalty.
 */
export function biganBaselines(
  { train, test }: Parts,
  encoders: Readonly<Record<"untrained" | "trained", Trained>>,
): pl.DataFrame {
  const rows = descriptionsOf(train, encoders).map(({ features, dimension, of, probes }) => {
    const [known, unseen] = [train, test].map((set) => ({
      features: of(set.points),
      labels: set.labels!.values,
    }));
    const probed = (trainedAs: "well" | "gan-pytorch") =>
      probes.includes(trainedAs)
        ? linearProbe(known!, unseen!, { dimension, trainedAs }).accuracy
        : null;
    return {
      ...{ features, dimension, probe: probed("well") },
      probeAsShipped: probed("gan-pytorch"),
      nearest: nearestAccuracy(known!, unseen!, { dimension }),
    };
  });
  const column = <K extends keyof typeof rows[number]>(name: K) => rows.map((row) => row[name]);
  return pl.DataFrame([
    pl.Series("features", column("features"), pl.Utf8),
    pl.Series("dimension", column("dimension"), pl.Int32),
    ...(["probe", "probeAsShipped", "nearest"] as const).map((name) =>
      pl.Series(name, column(name), pl.Float64)
    ),
  ]);
}

function descriptionsOf(
  train: FiniteDataset,
  encoders: Readonly<Record<"untrained" | "trained", Trained>>,
): Description[] {
  const { inputs, outputs } = encoders.untrained.model;
  const form = { dimension: outputs, probes: ["well", "gan-pytorch"] } as const;
  const plain = { ...encoders.untrained, model: withoutNorm(encoders.untrained) };
  return [
    { features: "pixels", dimension: inputs, of: (images) => images, probes: [] },
    { features: "principal components", ...form, of: components(train.points, inputs, outputs) },
    {
      features: "untrained, running statistics",
      ...form,
      of: (images) => outputsOf(plain, images),
    },
    ...Object.entries(encoders).flatMap(([name, encoder]): Description[] => {
      const hidden = { ...encoder, model: hiddenLayer(encoder) };
      return [
        { features: name, ...form, of: (images: Float32Array) => outputsOf(encoder, images) },
        {
          features: `${name}, hidden layer`,
          dimension: hidden.model.outputs,
          of: (images: Float32Array) => outputsOf(hidden, images),
          probes: ["well"],
        },
      ];
    }),
  ];
}

/** Widths of the layers of an mlp. */
function widthsOf({ model, params }: Trained): { hidden: number[]; inputs: number } {
  const hidden = params.leaves.filter((_, i) => params.places[i]!.endsWith("weight"))
    .slice(0, -1).map(({ shape }) => shape[2]!);
  return { hidden, inputs: model.inputs };
}

/**
 * The encoder as PyTorch evaluates one that was never trained: the running mean of its batch norm
 * is still 0 and the running variance 1, so that it changes nothing.
 */
export function withoutNorm(encoder: Trained): Model {
  const { outputs } = encoder.model;
  return mlp({ ...widthsOf(encoder), outputs, activation: leakyRelu() });
}

/** The encoder without its last layer: what the authors of BiGAN look for neighbours in. */
function hiddenLayer(encoder: Trained): Model {
  const { hidden: [width], inputs } = widthsOf(encoder);
  const norm = batchNorm({ affine: false }), leaky = leakyRelu();
  const output = {
    name: "batch norm, leaky ReLU",
    apply: (x: Parameters<typeof leaky.apply>[0]) => leaky.apply(norm.apply(x)),
  };
  const model = mlp({ inputs, hidden: [width!], outputs: width!, activation: leaky, output });
  return {
    ...model,
    sees: "batch",
    apply: ({ params, state }, x, phase) =>
      model.apply({ params: (params as readonly []).slice(0, 2), state }, x, phase),
  };
}

/** The first principal components of images. */
function components(
  images: Float32Array,
  inputs: number,
  count: number,
): (images: Float32Array) => Float32Array {
  const mean = meanOf(images, inputs);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    covarianceOf(images, mean),
    { assumeSymmetric: true },
  );
  const order = realEigenvalues.map((_, i) => i)
    .sort((i, j) => realEigenvalues[j]! - realEigenvalues[i]!);
  const axes = order.slice(0, count).map((i) => eigenvectorMatrix.getColumn(i));
  return (images) => {
    const n = images.length / inputs, out = new Float32Array(n * count);
    for (let i = 0; i < n; i++) {
      axes.forEach((axis, c) => {
        let sum = 0;
        for (let k = 0; k < inputs; k++) sum += axis[k]! * (images[i * inputs + k]! - mean[k]!);
        out[i * count + c] = sum;
      });
    }
    return out;
  };
}

function meanOf(rows: Float32Array, wide: number): Float64Array {
  const mean = new Float64Array(wide), n = rows.length / wide;
  for (let i = 0; i < n; i++) for (let k = 0; k < wide; k++) mean[k]! += rows[i * wide + k]! / n;
  return mean;
}

/** Of at most the first 10,000 rows: more would not move the axes. */
function covarianceOf(rows: Float32Array, mean: Float64Array): Matrix {
  const wide = mean.length, n = Math.min(10_000, rows.length / wide);
  const centred = Matrix.zeros(n, wide);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < wide; k++) centred.set(i, k, rows[i * wide + k]! - mean[k]!);
  }
  return centred.transpose().mmul(centred).div(n);
}
