import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "./engine.ts";
import { wrapKernel } from "./kernels.ts";

/**
 * What sums, products and extremes of no numbers at all are: what TensorFlow makes of them.
 * WebAssembly leaves there what was in memory before, plain JavaScript gives 0 or NaN.
 */
export function mendReductionsOfNothing(engine: EngineName): void {
  if (engine === "tensorflow") return;
  for (const [kernelName, valueOf] of Object.entries(OF_NOTHING)) {
    wrapKernel(kernelName, engine, ({ inputs: { x }, attrs }) => {
      if (x!.size > 0) return undefined;
      return () => {
        const axes = tf.util.parseAxisParam(axesOf(attrs)!, x!.shape);
        const shape = attrs["keepDims"]
          ? x!.shape.map((length, axis) => axes.includes(axis) ? 1 : length)
          : x!.shape.filter((_, axis) => !axes.includes(axis));
        return tf.fill(shape, valueOf(x!.dtype), x!.dtype);
      };
    });
  }
  for (const kernelName of ["Conv2D", "FusedConv2D"]) refuseNoChannels(kernelName, engine);
  for (const kernelName of ["ArgMax", "ArgMin"]) {
    wrapKernel(kernelName, engine, ({ inputs: { x }, attrs }) => {
      const axis = [axesOf(attrs) ?? 0].flat()[0]!;
      if (x!.shape.at(axis) !== 0) return undefined;
      throw new RangeError(
        `${kernelName === "ArgMax" ? "argMax" : "argMin"} takes at least one number along its ` +
          `axis, but axis ${axis} of shape [${x!.shape}] came. Choose an axis that has some.`,
      );
    });
  }
}

/** Refuses images without channels, of which WebAssembly makes what was in memory before. */
function refuseNoChannels(kernelName: string, engine: EngineName): void {
  wrapKernel(kernelName, engine, ({ inputs: { x, filter } }) => {
    if (filter!.shape[2] !== 0) return undefined;
    throw new RangeError(
      `conv2d takes images with at least one channel, but images of shape [${x!.shape}] and a ` +
        `filter of shape [${filter!.shape}] came. Give the images a channel.`,
    );
  });
}

/** The smallest and the largest number of a type. */
const ENDS = {
  float32: [-Infinity, Infinity],
  int32: [-(2 ** 31), 2 ** 31 - 1],
} as const;

/** What each kernel gives for no numbers of a type. */
const OF_NOTHING: Readonly<Record<string, (dtype: tf.DataType) => number>> = {
  Sum: () => 0,
  Prod: () => 1,
  Max: (dtype) => ENDS[dtype as keyof typeof ENDS][0],
  Min: (dtype) => ENDS[dtype as keyof typeof ENDS][1],
  Mean: () => NaN,
  Any: () => 0,
  All: () => 1,
};

/** The axes of a reduction, by the name that its kernel has for them. */
function axesOf(attrs: Readonly<Record<string, unknown>>): number | number[] | undefined {
  return (attrs["axis"] ?? attrs["reductionIndices"]) as number | number[] | undefined;
}
