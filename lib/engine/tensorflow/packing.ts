import type { Binding } from "./binding.ts";
import type { Graph, Output, TensorSpec } from "./graph.ts";
import { DataType, sizeOf } from "./native.ts";

/**
 * Numbers of a tensor that are packed with others at most: copying more costs more than it saves.
 */
const SMALL = 2 ** 10;
/** Tensors that are worth a pack. */
const FEW = 4;

/**
 * The places of those of `specs` that go over the border of a native function in one tensor, one
 * after another: TensorFlow takes some microseconds for every argument and every result, which for
 * the parameters and moments of two small networks is as much as a fifth of a step. None, if only
 * few are small.
 */
export function packable(specs: readonly TensorSpec[], from: number, to: number): number[] {
  const found: number[] = [];
  for (let i = from; i < to; i++) {
    const { shape, type } = specs[i]!;
    if (type === DataType.float32 && sizeOf(shape) <= SMALL) found.push(i);
  }
  return found.length < FEW ? [] : found;
}

/** What is known of the pack of tensors. */
export function packSpec(specs: readonly TensorSpec[]): TensorSpec {
  return {
    shape: [specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0)],
    type: DataType.float32,
  };
}

/**
 * A pack among the arguments of a program: it came out of the last call, or is made here and kept.
 */
export class PackedArguments {
  readonly #binding: Binding;
  readonly #places: readonly number[];
  #ids: readonly number[] = [];
  #pack: number | undefined;

  /** The pack of the arguments at `places`. */
  constructor(binding: Binding, places: readonly number[]) {
    this.#binding = binding;
    this.#places = places;
  }

  /** The engine's number of the pack, given those of all arguments. */
  among(ids: readonly number[]): number {
    const own = this.#places.map((place) => ids[place]!);
    const whole = this.#binding.packOf(own);
    if (whole !== undefined) return whole;
    if (this.#pack === undefined || own.some((id, i) => id !== this.#ids[i])) {
      this.free();
      this.#pack = this.#binding.pack(own);
      this.#ids = own; // a number is never given twice, and a tensor never changes
    }
    return this.#pack;
  }

  /** Frees what is kept. */
  free(): void {
    if (this.#pack !== undefined) this.#binding.deleteTensor(this.#pack);
    this.#pack = undefined;
  }
}

/** The tensors of a pack, in a graph. */
export function unpackIn(graph: Graph, pack: Output, specs: readonly TensorSpec[]): Output[] {
  const sizes = specs.map(({ shape }) => sizeOf(shape));
  const operation = graph.add("SplitV", [pack, graph.ints(sizes), graph.ints(0)], {
    num_split: { int: sizes.length },
    T: { type: DataType.float32 },
    Tlen: { type: DataType.int32 },
  });
  return specs.map(({ shape }, index) =>
    graph.reshape({ operation, index }, shape, DataType.float32)
  );
}

/** The pack of tensors, in a graph. */
export function packIn(graph: Graph, tensors: readonly Output[]): Output {
  const flat = tensors.map((tensor) => graph.reshape(tensor, [-1], DataType.float32));
  return graph.one("ConcatV2", [flat, graph.ints(0)], {
    T: { type: DataType.float32 },
    Tidx: { type: DataType.int32 },
  });
}
