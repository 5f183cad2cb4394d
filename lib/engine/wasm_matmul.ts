import * as tf from "@tensorflow/tfjs";

/** What is used of TensorFlow.js's WebAssembly backend. */
interface WasmBackend {
  readonly wasm: {
    cwrap(name: string, returns: null, takes: readonly string[]): (...values: unknown[]) => void;
    readonly tfjs: {
      registerTensor(id: number, size: number, memoryOffset: number): void;
      disposeData(id: number): void;
    };
  };
  readonly dataIdMap: { get(id: object): { readonly memoryOffset: number } };
  dataIdNextNumber: number;
  makeOutput(shape: readonly number[], dtype: "float32"): tf.TensorInfo;
  disposeData(id: object): boolean;
}

/** What the kernel is called with. */
interface Call {
  readonly inputs: { readonly a: tf.TensorInfo; readonly b: tf.TensorInfo };
  readonly attrs: { readonly transposeA: boolean; readonly transposeB: boolean };
}

/**
 * Makes products of matrices fast on WebAssembly. TensorFlow.js multiplies with SIMD only where there is
 * one pair of matrices and none is transposed, and element by element elsewhere: in runs side by
 * side, and in every gradient. Here the pairs are multiplied one by one, in place, and what is to be
 * transposed is transposed before.
 */
export function registerWasmMatMul(): void {
  const own = tf.getKernel("BatchMatMul", "wasm");
  const backend = tf.backend() as unknown as WasmBackend;
  const multiply = backend.wasm.cwrap("BatchMatMul", null, SIGNATURE);
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel({
    ...own,
    kernelFunc: (call) => {
      const { inputs: { a, b }, attrs } = call as unknown as Call;
      if (a.dtype !== "float32" || b.dtype !== "float32") return own.kernelFunc(call);
      const [left, dropLeft] = upright(backend, a, attrs.transposeA);
      const [right, dropRight] = upright(backend, b, attrs.transposeB);
      const product = multiplied(backend, multiply, left, right);
      dropLeft();
      dropRight();
      return product;
    },
  });
}

const SIGNATURE = [
  ...["number", "array", "number"], // a matrix: its number, its shape, the length of that
  ...["number", "array", "number"],
  ...["number", "number", "number"], // whether to transpose each, and the number of the product
];

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
  multiply: (...values: unknown[]) => void,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
): tf.TensorInfo {
  const [[m, k], [inner, n]] = [a, b].map(({ shape }) => shape.slice(-2)) as unknown as [
    Pair,
    Pair,
  ];
  const [outerA, outerB] = [a, b].map(({ shape }) => shape.slice(0, -2)) as [number[], number[]];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  tf.util.assert(k === inner, () => `matMul takes inner sizes that agree, got ${k} and ${inner}.`);
  const out = backend.makeOutput([...outer, m, n], "float32");
  const [placesA, placesB] = [placesOf(outerA, outer), placesOf(outerB, outer)];
  const shapes = [[1, m, k], [1, k, n]].map((shape) =>
    new Uint8Array(Int32Array.from(shape).buffer)
  );
  for (let i = 0; i < placesA.length; i++) {
    const ids = [
      viewed(backend, a, placesA[i]!, m * k),
      viewed(backend, b, placesB[i]!, k * n),
      viewed(backend, out, i, m * n),
    ] as const;
    multiply(ids[0], shapes[0], 3, ids[1], shapes[1], 3, 0, 0, ids[2]);
    for (const id of ids) backend.wasm.tfjs.disposeData(id);
  }
  return out;
}

type Pair = readonly [number, number];

/** Which of the matrices of shape `from` stands at each place of shape `to`. */
function placesOf(from: readonly number[], to: readonly number[]): number[] {
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

/** The number under which the `i`-th matrix of `size` numbers can be passed, without a copy. */
function viewed(backend: WasmBackend, x: tf.TensorInfo, i: number, size: number): number {
  const id = backend.dataIdNextNumber++;
  const { memoryOffset } = backend.dataIdMap.get(x.dataId);
  backend.wasm.tfjs.registerTensor(id, size, memoryOffset + 4 * i * size);
  return id;
}
