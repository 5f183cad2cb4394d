import * as tf from "@tensorflow/tfjs";

/** What is used of TensorFlow.js's WebAssembly backend. */
interface WasmBackend {
  readonly wasm: {
    /** Tensors by their numbers, shapes by their addresses; whether to transpose each side. */
    _BatchMatMul(
      ...[a, shapeA, rankA, b, shapeB, rankB, transposeA, transposeB, out]: number[]
    ): void;
    _malloc(bytes: number): number;
    readonly HEAPU8: Uint8Array;
    readonly tfjs: {
      registerTensor(id: number, size: number, memoryOffset: number): void;
      disposeData(id: number): void;
    };
  };
  readonly dataIdMap: { get(id: object): { readonly memoryOffset: number } };
  dataIdNextNumber: number;
  makeOutput(shape: readonly number[], dtype: "float32"): tf.TensorInfo;
  typedArrayFromHeap(x: tf.TensorInfo): tf.TypedArray;
  disposeData(id: object): boolean;
}

/** What the kernel is called with. */
interface Call {
  readonly inputs: { readonly a: tf.TensorInfo; readonly b: tf.TensorInfo };
  readonly attrs: { readonly transposeA: boolean; readonly transposeB: boolean };
}

/**
 * Makes products of matrices fast on WebAssembly. TensorFlow.js multiplies with SIMD only where
 * there is one pair of matrices and none is transposed, and element by element elsewhere: in runs
 * side by side, and in every gradient. Here the pairs are multiplied one by one, in place, and what
 * is to be transposed is transposed before.
 */
export function registerWasmMatMul(): void {
  const own = theirs ??= tf.getKernel("BatchMatMul", "wasm");
  const backend = tf.backend() as unknown as WasmBackend;
  const shapes = backend.wasm._malloc(24) >>> 0; // the address of two shapes of three whole numbers
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel({
    ...own,
    kernelFunc: (call) => {
      const { inputs: { a, b }, attrs } = call as unknown as Call;
      if (a.dtype !== "float32" || b.dtype !== "float32") return own.kernelFunc(call);
      const [left, dropLeft] = upright(backend, a, attrs.transposeA);
      const [right, dropRight] = upright(backend, b, attrs.transposeB);
      try {
        return multiplied(backend, shapes, left, right);
      } finally {
        dropLeft();
        dropRight();
      }
    },
  });
}

/** TensorFlow.js's own kernel; the engine may be started more than once. */
let theirs: tf.KernelConfig | undefined;

/** Matrices that need no transposing any more, and what frees them. */
function upright(
  backend: WasmBackend,
  x: tf.TensorInfo,
  transposed: boolean,
): [tf.TensorInfo, () => void] {
  if (!transposed) return [x, () => {}];
  const axes = x.shape.map((_, i) => i);
  const perm = [...axes.slice(0, -2), ...axes.slice(-2).reverse()];
  const transpose = tf.getKernel("Transpose", "wasm").kernelFunc as unknown as (
    call: Record<string, unknown>,
  ) => tf.TensorInfo;
  const turned = transpose({ inputs: { x }, backend, attrs: { perm } });
  return [turned, () => void backend.disposeData(turned.dataId)];
}

/** The products of all pairs; of a side that has a single matrix it is the same one in each. */
function multiplied(
  backend: WasmBackend,
  shapes: number,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
): tf.TensorInfo {
  const { wasm, dataIdMap } = backend;
  const [m, k] = a.shape.slice(-2) as [number, number];
  const [inner, n] = b.shape.slice(-2) as [number, number];
  if (k !== inner) {
    throw new RangeError(`matMul takes inner sizes that agree, got ${k} and ${inner}.`);
  }
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const out = backend.makeOutput([...outer, m, n], "float32");
  const [startA, startB, startOut] = [a, b, out].map((x) => dataIdMap.get(x.dataId).memoryOffset);
  if (k === 0) {
    // the kernel leaves what was in memory before
    backend.typedArrayFromHeap(out).fill(0);
    return out;
  }
  const [placesA, placesB] = [placesOf(outerA, outer), placesOf(outerB, outer)];
  new Int32Array(wasm.HEAPU8.buffer, shapes, 6).set([1, m, k, 1, k, n]);
  // numbers under which parts of the three can be passed without a copy
  const ids = [0, 1, 2].map(() => backend.dataIdNextNumber++);
  const [idA, idB, idOut] = ids as [number, number, number];
  for (let i = 0; i < placesA.length; i++) {
    wasm.tfjs.registerTensor(idA, m * k, startA! + 4 * placesA[i]! * m * k);
    wasm.tfjs.registerTensor(idB, k * n, startB! + 4 * placesB[i]! * k * n);
    wasm.tfjs.registerTensor(idOut, m * n, startOut! + 4 * i * m * n);
    wasm._BatchMatMul(idA, shapes, 3, idB, shapes + 12, 3, 0, 0, idOut);
    // this also frees what the product has packed of its right side
    for (const id of ids) wasm.tfjs.disposeData(id);
  }
  return out;
}

/** Which of the matrices of shape `from` stands at each place of shape `to`. */
function placesOf(from: readonly number[], to: readonly number[]): readonly number[] {
  const count = tf.util.sizeFromShape([...to]);
  if (tf.util.sizeFromShape([...from]) === count) return Array.from({ length: count }, (_, i) => i);
  const padded = [...new Array<number>(to.length - from.length).fill(1), ...from];
  let places = [0];
  to.forEach((length, axis) => {
    const own = padded[axis]!;
    const next = (place: number) =>
      Array.from({ length }, (_, i) => place * own + (own === 1 ? 0 : i));
    places = places.flatMap(next);
  });
  return places;
}
