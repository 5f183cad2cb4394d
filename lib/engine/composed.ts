import * as tf from "@tensorflow/tfjs";

/** A function with a gradient of its own, as `tf.customGrad` takes it. */
type Custom = (...inputs: unknown[]) => { readonly value: tf.Tensor };

/** The parts of TensorFlow.js's engine that functions made of others pass through. */
interface Makers {
  customGrad(f: Custom): (...inputs: tf.Tensor[]) => tf.Tensor;
  runKernel(name: string, inputs: Record<string, tf.Tensor>, attributes?: object): unknown;
  keep(tensor: tf.Tensor): tf.Tensor;
  readonly state: {
    readonly activeTape: { readonly outputs: readonly tf.Tensor[]; saved: tf.Tensor[] }[] | null;
    readonly kernelDepth: number;
    readonly activeScope: Scope | null;
    readonly scopeStack: readonly Scope[];
  };
}

/** A scope has the name of the operation that opened it. */
interface Scope {
  readonly name: string;
}

/**
 * Mends functions that TensorFlow.js makes of several operations, with gradients of their own.
 *
 * - The inputs of a function with a gradient of its own live until that gradient was taken. The one
 *   of `tf.logSigmoid` uses its input, which was freed before unless it was the very tensor that is
 *   differentiated by.
 * - `tf.losses.softmaxCrossEntropy` has derivatives of every order, by the labels too, and by logits
 *   whose labels do not sum to 1. TensorFlow.js's own gives the labels the slope of the logits with
 *   the sign turned.
 * - `tf.logSumExp` subtracts no maximum that is infinite: infinity minus itself is NaN.
 */
export function mendComposed(): void {
  const makers = tf.engine() as unknown as Makers;
  const { customGrad, runKernel } = makers;
  makers.customGrad = (f) => {
    const own = customGrad.call(makers, f);
    return (...inputs) => {
      const { activeTape, kernelDepth, activeScope } = makers.state;
      if (activeScope?.name === "softmaxCrossEntropy__op") return f(...inputs, () => {}).value;
      if (!activeTape || kernelDepth > 0) return own(...inputs);
      const held = inputs.map((input) => makers.keep(tf.clone(input)));
      const value = own(...held);
      freedWithTape(activeTape, value, held);
      return value;
    };
  };
  makers.runKernel = (name, inputs, attributes) => {
    const made = runKernel.call(makers, name, inputs, attributes);
    if (name !== "Max" || makers.state.scopeStack.at(-2)?.name !== "logSumExp__op") return made;
    const largest = made as tf.Tensor;
    return largest.dtype === "float32" ? tf.where(tf.isInf(largest), 0, largest) : largest;
  };
}

/** Has tensors freed with what was recorded of the operation that made `value`. */
function freedWithTape(
  tape: NonNullable<Makers["state"]["activeTape"]>,
  value: tf.Tensor,
  held: readonly tf.Tensor[],
): void {
  const node = tape.findLast(({ outputs }) => outputs.includes(value));
  if (node) node.saved = [...node.saved, ...held];
  else for (const tensor of held) tensor.dispose();
}
