import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "./engine.ts";
import { type Memory, wrapKernel } from "./kernels.ts";

/**
 * Keeps numbers in the places that indices say, in plain JavaScript and on WebAssembly: a NaN in
 * its own segment, and nothing in a place outside of a tensor. There TensorFlow.js multiplies
 * segments with zeros and ones, which makes NaN of all, and writes and reads where the place would
 * be in memory. The rules are TensorFlow's: a place outside is an error, but rows of a negative
 * segment are left out.
 */
export function keepPlaces(engine: EngineName): void {
  if (engine !== "cpu" && engine !== "wasm") return;
  if (tf.getKernel("UnsortedSegmentSum", engine)) {
    tf.unregisterKernel("UnsortedSegmentSum", engine);
  }
  tf.registerKernel({
    kernelName: "UnsortedSegmentSum",
    backendName: engine,
    kernelFunc: ({ inputs, attrs, backend }) =>
      segmentSum(
        inputs["x"] as tf.TensorInfo,
        inputs["segmentIds"] as tf.TensorInfo,
        attrs!["numSegments"] as number,
        backend as unknown as Memory,
      ),
  });
  for (const [kernelName, { name, indices, shapeOf }] of Object.entries(PLACED)) {
    wrapKernel(kernelName, engine, ({ inputs, attrs }) => {
      refuseOutside(name, inputs[indices]!, shapeOf(inputs, attrs));
      return undefined;
    });
  }
}

type Inputs = Readonly<Record<string, tf.Tensor>>;
type Attributes = Readonly<Record<string, unknown>>;

/** Kernels with places, and the shape that these are places in. */
const PLACED: Readonly<
  Record<string, {
    readonly name: string;
    readonly indices: string;
    readonly shapeOf: (inputs: Inputs, attrs: Attributes) => readonly number[];
  }>
> = {
  GatherNd: { name: "gatherND", indices: "indices", shapeOf: ({ params }) => params!.shape },
  ScatterNd: {
    name: "scatterND",
    indices: "indices",
    shapeOf: (_, { shape }) => shape as number[],
  },
  TensorScatterUpdate: {
    name: "tensorScatterUpdate",
    indices: "indices",
    shapeOf: ({ tensor }) => tensor!.shape,
  },
  CropAndResize: {
    name: "cropAndResize",
    indices: "boxInd",
    shapeOf: ({ image }) => image!.shape.slice(0, 1),
  },
  SparseToDense: {
    name: "sparseToDense",
    indices: "sparseIndices",
    shapeOf: (_, { outputShape }) => outputShape as number[],
  },
};

/** @throws {RangeError} If one of the places lies outside of the shape. */
function refuseOutside(name: string, indices: tf.Tensor, shape: readonly number[]): void {
  const values = (tf.backend() as unknown as Memory).readSync(indices.dataId);
  // a single axis holds one place to gather from, or many to scatter to
  const depth = indices.rank > 1 || name === "gatherND" ? indices.shape.at(-1) ?? 1 : 1;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! >= 0 && values[i]! < (shape[i % depth] ?? Infinity)) continue;
    const start = i - i % depth;
    throw new RangeError(
      `${name} takes places inside of the shape [${shape}], but ` +
        `[${values.slice(start, start + depth)}] came. Count from 0 along each axis.`,
    );
  }
}

/** Sums the rows of `x` that have the same number. */
function segmentSum(
  { dataId, shape, dtype }: tf.TensorInfo,
  segmentIds: tf.TensorInfo,
  numSegments: number,
  memory: Memory,
): tf.TensorInfo {
  const [values, ids] = [memory.readSync(dataId), memory.readSync(segmentIds.dataId)];
  const inner = shape.slice(segmentIds.shape.length);
  const length = tf.util.sizeFromShape(inner);
  const sums = tf.util.makeZerosTypedArray(numSegments * length, dtype as "float32");
  ids.forEach((id, row) => {
    if (id >= numSegments) {
      throw new RangeError(
        `unsortedSegmentSum takes numbers of segments below ${numSegments}, but ${id} came. ` +
          "Number the segments from 0, or ask for more of them.",
      );
    }
    if (id < 0) return;
    for (let j = 0; j < length; j++) sums[id * length + j]! += values[row * length + j]!;
  });
  const made = [numSegments, ...inner];
  return { dataId: memory.write(sums, made, dtype), shape: made, dtype };
}
