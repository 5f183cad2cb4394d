import * as tf from "@tensorflow/tfjs";
import type { ConvolutionCall } from "./convolutions.ts";
import { replaceKernel } from "./traced_kernel.ts";

/**
 * Lets convolutions have a number as padding, which the kernels of TensorFlow.js for TensorFlow
 * refuse: the image gets its zeros first, and what flows back to them is cut off.
 */
export function registerPaddedConvolutions(): void {
  for (const [kernelName, compose] of Object.entries(COMPOSED)) {
    replaceKernel(kernelName, (call: ConvolutionCall) => {
      const { pad } = call.attrs;
      return typeof pad === "number" && pad > 0 ? () => compose(call, pad) : undefined;
    });
  }
}

type Shape = ConvolutionCall["attrs"]["inputShape"];

/** The kernels by themselves without padding. */
const COMPOSED: Readonly<Record<string, (call: ConvolutionCall, pad: number) => tf.Tensor>> = {
  Conv2D({ inputs, attrs }, pad) {
    const { strides, dataFormat, dilations } = attrs;
    const x = around(inputs.x, pad, dataFormat);
    return tf.conv2d(x, inputs.filter, strides, "valid", dataFormat, dilations);
  },
  Conv2DBackpropInput({ inputs, attrs }, pad) {
    const { inputShape, dataFormat } = attrs;
    const [larger, axes] = [[...inputShape] as Shape, sides(dataFormat)];
    for (const axis of axes) larger[axis]! += 2 * pad;
    const whole = run("Conv2DBackpropInput", inputs, {
      ...attrs,
      ...{ inputShape: larger, pad: "valid" },
    });
    return tf.slice(whole, larger.map((_, axis) => axes.includes(axis) ? pad : 0), inputShape);
  },
  Conv2DBackpropFilter({ inputs: { x, dy }, attrs }, pad) {
    const padded = around(x, pad, attrs.dataFormat);
    return run("Conv2DBackpropFilter", { x: padded, dy }, { ...attrs, pad: "valid" });
  },
};

function sides(dataFormat: "NHWC" | "NCHW"): readonly number[] {
  return dataFormat === "NHWC" ? [1, 2] : [2, 3];
}

function around(x: tf.Tensor4D, pad: number, dataFormat: "NHWC" | "NCHW"): tf.Tensor4D {
  const axes = sides(dataFormat);
  return tf.pad(x, x.shape.map((_, axis) => axes.includes(axis) ? [pad, pad] : [0, 0]));
}

function run(kernel: string, inputs: object, attrs: object): tf.Tensor {
  return tf.engine().runKernel(kernel, inputs as tf.NamedTensorMap, attrs as never);
}
