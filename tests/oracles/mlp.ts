/**
 * A multi-layer perceptron in plain numbers of double precision: what models, penalties and training
 * steps are held against. It shares no code with the library and knows no tensors beyond reading
 * parameters out of them.
 *
 * @module
 */
import { leaves, type Tree } from "saddle/engine/mod.ts";

/** An activation and its derivative. */
export interface PlainActivation {
  readonly f: (x: number) => number;
  readonly slope: (x: number) => number;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** The library's activations by name. */
export const ACTIVATIONS = {
  identity: { f: (x: number) => x, slope: () => 1 },
  relu: { f: (x: number) => Math.max(x, 0), slope: (x: number) => x > 0 ? 1 : 0 },
  leakyRelu: { f: (x: number) => x > 0 ? x : 0.2 * x, slope: (x: number) => x > 0 ? 1 : 0.2 },
  tanh: { f: Math.tanh, slope: (x: number) => 1 - Math.tanh(x) ** 2 },
  sigmoid: { f: logistic, slope: (x: number) => logistic(x) * logistic(-x) },
  softplus: {
    f: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    slope: logistic,
  },
  elu: {
    f: (x: number) => x > 0 ? x : Math.expm1(x),
    slope: (x: number) => x > 0 ? 1 : Math.exp(x),
  },
  silu: {
    f: (x: number) => x * logistic(x),
    slope: (x: number) => logistic(x) * (1 + x * logistic(-x)),
  },
} as const satisfies Record<string, PlainActivation>;

/** One dense layer: `weight[i * outputs + j]` leads from input i to output j. */
export interface PlainLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: Float64Array;
  readonly bias: Float64Array;
}

/** A network: its layers, what lies between them and what comes last. */
export interface PlainMlp {
  readonly layers: readonly PlainLayer[];
  readonly activation: PlainActivation;
  readonly output?: PlainActivation;
}

/** The network of run `run` with the parameters of a library model (`[{ weight, bias? }, ...]`). */
export function plainMlp(
  params: Tree,
  run: number,
  activation: PlainActivation,
  output: PlainActivation = ACTIVATIONS.identity,
): PlainMlp {
  const layers = (params as readonly Tree[]).map((layer) => {
    const [weight, bias] = leaves(layer);
    const [, inputs, outputs] = weight!.shape as [number, number, number];
    const own = (values: ArrayLike<number>, size: number) =>
      Float64Array.from(values).slice(run * size, (run + 1) * size);
    return {
      inputs,
      outputs,
      weight: own(weight!.dataSync(), inputs * outputs),
      bias: bias ? own(bias.dataSync(), outputs) : new Float64Array(outputs),
    };
  });
  return { layers, activation, output };
}

/** The network's outputs for one input. */
export function forward(net: PlainMlp, x: ArrayLike<number>): number[] {
  return trace(net, x).output;
}

/** Gradients of sum over rows of `dy[row] . net(xs[row])` by all parameters, as {@linkcode flat}. */
export function parameterGradient(
  net: PlainMlp,
  xs: readonly ArrayLike<number>[],
  dy: readonly ArrayLike<number>[],
): Float64Array {
  const gradients = net.layers.map((layer) => ({
    ...layer,
    weight: new Float64Array(layer.weight.length),
    bias: new Float64Array(layer.bias.length),
  }));
  xs.forEach((x, row) => {
    const { inputs, deltas } = backward(net, x, dy[row]!);
    gradients.forEach(({ weight, bias, outputs }, l) => {
      deltas[l]!.forEach((delta, j) => {
        bias[j]! += delta;
        inputs[l]!.forEach((input, i) => weight[i * outputs + j]! += input * delta);
      });
    });
  });
  return flat({ ...net, layers: gradients });
}

/** The gradient of `dy . net(x)` by `x`. */
export function inputGradient(
  net: PlainMlp,
  x: ArrayLike<number>,
  dy: ArrayLike<number> = [1],
): number[] {
  const first = net.layers[0]!;
  const delta = backward(net, x, dy).deltas[0]!;
  return Array.from({ length: first.inputs }, (_, i) => {
    return delta.reduce((sum, d, j) => sum + first.weight[i * first.outputs + j]! * d, 0);
  });
}

/** The Euclidean length of the gradient of a one-output network by its input. */
export function inputGradientNorm(net: PlainMlp, x: ArrayLike<number>): number {
  return Math.hypot(...inputGradient(net, x));
}

/** All parameters in the order of a model's leaves: weight, bias, weight, bias, ... */
export function flat({ layers }: Pick<PlainMlp, "layers">): Float64Array {
  return Float64Array.from(layers.flatMap(({ weight, bias }) => [...weight, ...bias]));
}

/** The network with other parameters, given as {@linkcode flat} gives them. */
export function withFlat(net: PlainMlp, values: Float64Array): PlainMlp {
  let next = 0;
  const take = (size: number) => values.slice(next, next += size);
  const layers = net.layers.map((layer) => ({
    ...layer,
    weight: take(layer.weight.length),
    bias: take(layer.bias.length),
  }));
  return { ...net, layers };
}

/**
 * The gradient by all parameters of any number that can be computed from a network (a penalty, say),
 * by central differences: in double precision right to some 1e-9 where the number is smooth.
 */
export function differencesByParameters(
  net: PlainMlp,
  number: (net: PlainMlp) => number,
  step = 1e-5,
): Float64Array {
  const start = flat(net);
  return start.map((value, i) => {
    const at = (x: number) => number(withFlat(net, start.with(i, x)));
    return (at(value + step) - at(value - step)) / (2 * step);
  });
}

/** What every layer was given, its sums before activation, and the network's outputs. */
function trace(
  { layers, activation, output = ACTIVATIONS.identity }: PlainMlp,
  x: ArrayLike<number>,
) {
  const inputs: number[][] = [];
  const sums: number[][] = [];
  let current = Array.from(x);
  layers.forEach(({ weight, bias, outputs }, l) => {
    inputs.push(current);
    const sum = Array.from(bias, (b, j) => {
      return current.reduce((total, input, i) => total + input * weight[i * outputs + j]!, b);
    });
    sums.push(sum);
    current = sum.map(l === layers.length - 1 ? output.f : activation.f);
  });
  return { inputs, sums, output: current };
}

/** The derivative of `dy . net(x)` by every layer's sums, from the last to the first. */
function backward(net: PlainMlp, x: ArrayLike<number>, dy: ArrayLike<number>) {
  const { layers, activation, output = ACTIVATIONS.identity } = net;
  const { inputs, sums } = trace(net, x);
  const deltas: number[][] = [];
  let above = Array.from(dy);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { slope } = l === layers.length - 1 ? output : activation;
    const delta = sums[l]!.map((sum, j) => above[j]! * slope(sum));
    deltas[l] = delta;
    const { weight, inputs: count, outputs } = layers[l]!;
    above = Array.from({ length: count }, (_, i) => {
      return delta.reduce((total, d, j) => total + weight[i * outputs + j]! * d, 0);
    });
  }
  return { inputs, deltas };
}
