import type * as tf from "@tensorflow/tfjs";
import type { Layer, Pass, Shape } from "./layer.ts";

/** A layer without parameters. */
export function plainLayer(
  name: string,
  { shape, apply, ...rest }: {
    readonly shape: (given: Shape) => Shape;
    readonly apply: (x: tf.Tensor, pass: Pass) => tf.Tensor;
  } & Pick<Layer, "range" | "sees">,
): Layer {
  return {
    name,
    ...rest,
    shape,
    init: () => ({ params: {}, state: {} }),
    apply: ({ state }, x, pass) => ({ y: apply(x, pass), state }),
  };
}
