import * as tf from "@tensorflow/tfjs";
import { overriding } from "./overriding.ts";

/** The parts of TensorFlow.js's engine that every operation passes through. */
interface Gates {
  readonly backend: Backend;
  readonly backendName: string;
  runKernelFunc(call: KernelCall): unknown;
  makeTensor(...values: unknown[]): tf.Tensor;
  makeTensorFromTensorInfo(info: tf.TensorInfo): tf.Tensor;
  removeDataId(dataId: object, backend: Backend): void;
}

/** What all backends have for the memory behind tensors. */
interface Backend {
  incRef(dataId: object): void;
  disposeData(dataId: object): boolean;
}

/**
 * An operation as the engine is asked for it; without a name it is a gradient of the user's own.
 */
interface KernelCall {
  readonly kernelName?: string;
  readonly inputs: Inputs;
  readonly attrs?: tf.NamedAttrMap;
}

/** Tensors by name, or the list that some operations take. */
type Inputs = Readonly<Record<string, tf.Tensor | undefined>>;

/** An operation to repeat. */
interface Operation {
  readonly run: tf.KernelFunc;
  /** What it is called with. */
  readonly call: Parameters<tf.KernelFunc>[0];
  /** The inputs in it: stand-ins that are given the memory at hand before every use. */
  readonly standIns: readonly { dataId: object }[];
  /** Which places the inputs come from. */
  readonly from: readonly number[];
  /** Which places its results go to. */
  readonly to: readonly number[];
  /** Places that nothing after it needs. */
  done: readonly number[];
}

/** A place whose tensor is a result, with the form it is returned in. */
interface Returned {
  readonly place: number;
  readonly shape: number[];
  readonly dtype: tf.DataType;
}

/** Shapes that depend on values cannot be recorded; nor can tensors of two parts or of texts. */
const UNRECORDED = /^(Unique|NonMaxSuppression|Sparse|Ragged|String|Where|Multinomial)/;
const PLAIN = ["float32", "int32", "bool"];

/**
 * The operations of a computation without branches, to be repeated on other tensors of the same
 * shapes: for engines that have no graphs. Repeating skips what TensorFlow.js does around each
 * operation (tensors, tapes, scopes, gradients: a third of a small step on WebAssembly), what leads
 * to no result, and what was computed before. The numbers are the same to the last bit.
 *
 * A tensor is known here by the memory behind it, so that copies and reshapes cost nothing.
 */
export class Recording {
  readonly #gates = tf.engine() as unknown as Gates;
  readonly #backend = this.#gates.backend;
  readonly #places = new Map<object, number>();
  readonly #constants = new Map<number, object>();
  readonly #repeated = new Map<string, readonly number[]>();
  readonly #replaced = new Map<number, number>();
  readonly #copies: [object, object][] = [];
  readonly #given: number;
  #operations: Operation[] = [];
  #returned: readonly Returned[] = [];
  #count = 0;
  #refusal = "";

  private constructor(given: readonly tf.Tensor[]) {
    this.#given = given.length;
    for (const { dataId, dtype } of given) {
      // they may not do so the next time, and could not be told apart
      if (this.#places.has(dataId)) this.#refusal = "two arguments share their memory";
      if (!PLAIN.includes(dtype)) this.#refusal = `an argument is ${dtype}`;
      this.#newPlace(dataId);
    }
  }

  /**
   * Runs `body` and records how its results come from the tensors `given`.
   *
   * @returns How to repeat it, or why it could not be recorded.
   */
  static of(
    given: readonly tf.Tensor[],
    body: () => readonly tf.Tensor[],
  ): Recording | string {
    const recording = new Recording(given);
    try {
      recording.#finish(recording.#listen(body));
    } catch (error) {
      recording.dispose();
      throw error;
    }
    if (recording.#refusal === "") return recording;
    recording.dispose();
    return recording.#refusal;
  }

  /**
   * The same for other tensors in the place of those that were given; the results are the caller's.
   */
  repeat(given: readonly tf.Tensor[]): tf.Tensor[] {
    const memory: (object | undefined)[] = new Array(this.#count);
    given.forEach(({ dataId }, place) => memory[place] = dataId);
    for (const [place, dataId] of this.#constants) memory[place] = dataId;
    try {
      for (const operation of this.#operations) this.#perform(operation, memory);
    } catch (error) {
      for (let place = this.#given; place < memory.length; place++) {
        if (memory[place] && !this.#constants.has(place)) this.#free(memory[place]!);
      }
      throw error;
    }
    const handedOut = new Set<number>();
    return this.#returned.map(({ place, shape, dtype }) => {
      const dataId = memory[place]!;
      const borrowed = place < this.#given || this.#constants.has(place) || handedOut.has(place);
      if (borrowed) this.#backend.incRef(dataId);
      handedOut.add(place);
      return this.#gates.makeTensorFromTensorInfo({ dataId, shape, dtype });
    });
  }

  /** Frees what it holds: the constants of the computation. */
  dispose(): void {
    for (const dataId of this.#constants.values()) this.#free(dataId);
    this.#constants.clear();
    this.#operations = [];
  }

  #perform(operation: Operation, memory: (object | undefined)[]): void {
    const { run, call, standIns, from, to, done } = operation;
    for (let i = 0; i < from.length; i++) standIns[i]!.dataId = memory[from[i]!]!;
    const made = run(call);
    const results = Array.isArray(made) ? made : [made];
    for (let k = 0; k < to.length; k++) memory[to[k]!] = this.#owned(results[k]!);
    for (const place of done) {
      this.#free(memory[place]!);
      memory[place] = undefined;
    }
  }

  /**
   * The memory of a result. Kernels that are made of others return a tensor, which a
   * scope would free.
   */
  #owned(result: tf.TensorInfo): object {
    if ((result as tf.Tensor).rank !== undefined) {
      this.#backend.incRef(result.dataId);
      (result as tf.Tensor).dispose();
      this.#gates.removeDataId(result.dataId, this.#backend);
    }
    return result.dataId;
  }

  #free(dataId: object): void {
    if (this.#backend.disposeData(dataId)) this.#gates.removeDataId(dataId, this.#backend);
  }

  #newPlace(dataId: object): number {
    this.#places.set(dataId, this.#count);
    return this.#count++;
  }

  #hold(dataId: object): void {
    this.#backend.incRef(dataId);
    this.#constants.set(this.#newPlace(dataId), dataId);
  }

  /** Runs `body` with an ear at the engine's gates. */
  #listen(body: () => readonly tf.Tensor[]): readonly tf.Tensor[] {
    const gates = this.#gates;
    const { runKernelFunc, makeTensor } = gates;
    let inside = 0; // operations that an operation is made of are its own business
    const heard: Partial<Gates> = {
      runKernelFunc: (call: KernelCall) => {
        if (call.kernelName === undefined) return runKernelFunc.call(gates, call);
        inside++;
        let made: unknown;
        try {
          made = runKernelFunc.call(gates, call);
        } finally {
          inside--;
        }
        if (call.kernelName === "Identity") {
          this.#copies.push([call.inputs["x"]!.dataId, (made as tf.Tensor).dataId]);
        } else if (inside === 0) {
          this.#note(call.kernelName, call, made as tf.Tensor | tf.Tensor[]);
        }
        if (inside === 0) this.#settleCopies();
        return made;
      },
      makeTensor: (...values: unknown[]) => {
        const made = makeTensor.apply(gates, values);
        if (inside === 0) this.#hold(made.dataId);
        return made;
      },
    };
    return overriding(gates, heard, body);
  }

  /** Copies are what they are made of: also those that an operation keeps for its gradient. */
  #settleCopies(): void {
    for (const [original, copy] of this.#copies) {
      const place = this.#places.get(original);
      if (place !== undefined) this.#places.set(copy, place);
    }
    this.#copies.length = 0;
  }

  #note(name: string, { inputs, attrs }: KernelCall, made: tf.Tensor | tf.Tensor[]): void {
    const results = Array.isArray(made) ? made : [made];
    const unknown = results.filter(({ dataId }) => !this.#places.has(dataId));
    if (unknown.length === 0) return; // a copy, or the same numbers in another shape
    const used = Object.entries(inputs).filter((entry): entry is [string, tf.Tensor] => !!entry[1]);
    const from = used.map(([, { dataId }]) => this.#places.get(dataId));
    const plain = results.every(({ dtype }) => PLAIN.includes(dtype)) && !UNRECORDED.test(name);
    if (!plain || unknown.length < results.length || from.includes(undefined)) {
      this.#refusal = `${name} cannot be recorded`;
      return;
    }
    const known = from.map((place) => this.#replaced.get(place!) ?? place!);
    if (known.every((place) => this.#constants.has(place))) {
      for (const { dataId } of results) this.#hold(dataId);
      return;
    }
    const to = results.map(({ dataId }) => this.#newPlace(dataId));
    const key = keyOf(name, used, known, attrs);
    const earlier = this.#repeated.get(key);
    if (earlier) return to.forEach((place, k) => this.#replaced.set(place, earlier[k]!));
    this.#repeated.set(key, to);
    const stand = used.map(([key, { shape, dtype, dataId }]) =>
      [key, new tf.Tensor(shape, dtype, dataId, -1)] as const
    );
    const backend = this.#backend as unknown as tf.KernelBackend;
    const call = {
      inputs: Array.isArray(inputs) ? stand.map(([, x]) => x) : Object.fromEntries(stand),
    };
    this.#operations.push({
      run: tf.getKernel(name, this.#gates.backendName).kernelFunc,
      call: { ...call, backend, ...(attrs ? { attrs } : {}) } as unknown as Operation["call"],
      standIns: stand.map(([, x]) => x),
      from: known,
      to,
      done: [],
    });
  }

  /** Drops what leads to no result, and finds out when each tensor is needed last. */
  #finish(results: readonly tf.Tensor[]): void {
    const places = results.map(({ dataId }) => this.#places.get(dataId));
    if (places.includes(undefined)) this.#refusal = "a result comes from elsewhere";
    if (this.#refusal !== "") return;
    this.#returned = results.map(({ shape, dtype }, i) => {
      return { place: this.#replaced.get(places[i]!) ?? places[i]!, shape: [...shape], dtype };
    });
    const needed = new Set(this.#returned.map(({ place }) => place));
    const kept: Operation[] = [];
    for (const operation of this.#operations.reverse()) {
      if (!operation.to.some((place) => needed.has(place))) continue;
      const touched = new Set([...operation.from, ...operation.to]);
      operation.done = [...touched].filter((place) =>
        place >= this.#given && !this.#constants.has(place) && !needed.has(place)
      );
      for (const place of operation.from) needed.add(place);
      kept.push(operation);
    }
    this.#operations = kept.reverse();
    for (const [place, dataId] of this.#constants) {
      if (!needed.has(place)) this.#release(place, dataId);
      else if (!results.some((result) => result.dataId === dataId)) {
        this.#gates.removeDataId(dataId, this.#backend); // no tensor of the caller's any more
      }
    }
    for (const map of [this.#places, this.#repeated, this.#replaced]) map.clear();
  }

  #release(place: number, dataId: object): void {
    this.#constants.delete(place);
    this.#free(dataId);
  }
}

/** Two operations with the same key compute the same. */
function keyOf(
  name: string,
  used: readonly (readonly [string, tf.Tensor])[],
  places: readonly number[],
  attrs: tf.NamedAttrMap | undefined,
): string {
  const inputs = used.map(([key, { shape, dtype }], i) => [key, places[i], shape, dtype]);
  const exactly = (_: string, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? `${value}` : value;
  return JSON.stringify([name, inputs, attrs], exactly);
}
