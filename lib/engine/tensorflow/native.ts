import * as protobuf from "./protobuf.ts";
import { type ExecuteAside, executeAside, signatures, type Symbols } from "./symbols.ts";

/** TensorFlow's data type numbers (`TF_DataType` in tf_datatype.h) that Saddle uses. */
export const DataType = {
  float32: 1,
  uint8: 4,
  int32: 3,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  resource: 20,
} as const;

/** Bytes of one element, by TensorFlow's data type number. */
const BYTES: Readonly<Record<number, number>> = { 1: 4, 3: 4, 4: 1, 9: 8, 10: 1 };

/** A pointer into native memory. */
export type Pointer = Deno.PointerValue;

/** Values that become a tensor: anything TensorFlow.js hands to a backend. */
export type HostValues = ArrayBufferView | ArrayLike<number | boolean>;

/** What TensorFlow calls a device. */
export interface Device {
  /** For example `"/job:localhost/replica:0/task:0/device:GPU:0"`. */
  readonly name: string;
  /** `"CPU"` or `"GPU"` (others are left as TensorFlow names them). */
  readonly type: string;
  /** Memory that TensorFlow may use there, in bytes. */
  readonly memory: number;
}

const encoder = new TextEncoder();

/** The bytes of `text` as a C string. */
export function cString(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text + "\0");
}

/** The bytes of `text` without an end mark, for calls that take a length. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * An opened TensorFlow library with one eager context: the lowest layer of the engine. It turns
 * every failed native call into a thrown `Error` and knows how to move values to and from tensors.
 */
export class Native {
  /** The C functions. */
  readonly c: Symbols;
  /** The eager context that every operation runs in. */
  readonly context: Pointer;
  /** TensorFlow's own version, for example `"2.21.0"`. */
  readonly version: string;
  readonly #status: Pointer;
  readonly #path: string;
  #queue: Queue | undefined;
  #queued = 0;
  #aside: ExecuteAside | undefined;
  readonly #calls = new Set<unknown>();
  readonly #names = new Map<string, Uint8Array<ArrayBuffer>>();

  /**
   * Opens the library at `path` and starts a context.
   *
   * @param threads Threads that an operation may use; TensorFlow's own choice without.
   * @throws {Error} If the file cannot be loaded, or is not a TensorFlow library.
   */
  constructor(path: string, threads?: number) {
    this.#path = path;
    this.c = Deno.dlopen(path, signatures).symbols;
    this.version = this.text(this.c.TF_Version());
    this.#status = this.c.TF_NewStatus();
    this.context = this.#newContext(threads);
  }

  /** The status that a native call writes its outcome to; read it with {@linkcode check}. */
  get status(): Pointer {
    return this.#status;
  }

  /** Throws what the last native call reported, with `doing` in front, unless it went well. */
  check(doing: string): void {
    if (this.c.TF_GetCode(this.#status) !== 0) {
      // a queue in which an operation failed would refuse all that come later
      if (this.#queue) this.c.TFE_ExecutorClearError(this.#queue.executor);
      throw new Error(`TensorFlow, ${doing}: ${this.text(this.c.TF_Message(this.#status))}`);
    }
  }

  /**
   * A new operation that a thread of TensorFlow's will run: executing it returns at once, what
   * waits is whoever reads its results, and there an error shows. Such operations are run one
   * after another.
   */
  newQueuedOperation(name: Uint8Array<ArrayBuffer>): Pointer {
    const { c, context } = this;
    const { executor, own } = this.#queue ??= {
      executor: c.TFE_NewExecutor(1, 0, 0),
      own: c.TFE_ContextGetExecutorForThread(context),
    };
    if (++this.#queued >= QUEUE) this.settle();
    c.TFE_ContextSetExecutorForThread(context, executor); // what an operation is made under runs it
    const op = c.TFE_NewOp(context, name, this.#status);
    c.TFE_ContextSetExecutorForThread(context, own);
    return op;
  }

  /**
   * Waits for all that was queued. What failed shows where its results are read, and nowhere else.
   */
  settle(): void {
    if (this.#queued === 0) return;
    this.#queued = 0;
    this.c.TFE_ExecutorWaitForAllPendingNodes(this.#queue!.executor, this.#status);
    this.c.TFE_ExecutorClearError(this.#queue!.executor);
  }

  /**
   * Runs an operation on a thread of its own and returns the native handles of its results.
   *
   * @throws {Error} If it fails.
   */
  async executeAside(op: Pointer, results: number): Promise<BigUint64Array> {
    // a symbol of an opened library either blocks or does not: this one is opened for
    // the second time
    this.#aside ??= Deno.dlopen(this.#path, executeAside).symbols.TFE_Execute;
    // in memory of their own, which V8 never moves; and kept in a list, so that it is not freed
    const handles = new BigUint64Array(new ArrayBuffer(8 * Math.max(results, 16)), 0, results);
    const count = new Int32Array(new ArrayBuffer(128), 0, 1).fill(results);
    const call = { handles, count, status: this.c.TF_NewStatus() };
    this.#calls.add(call);
    try {
      await this.#aside(op, handles, count, call.status);
      if (this.c.TF_GetCode(call.status) === 0) return handles;
      throw new Error(
        `TensorFlow, running a compiled step: ${this.text(this.c.TF_Message(call.status))}`,
      );
    } finally {
      this.c.TF_DeleteStatus(call.status);
      this.#calls.delete(call);
    }
  }

  /** The C string at `pointer`. */
  text(pointer: Pointer): string {
    return pointer === null ? "" : new Deno.UnsafePointerView(pointer).getCString();
  }

  /** A C string kept for the life of the library: names of operations and attributes recur. */
  name(text: string): Uint8Array<ArrayBuffer> {
    let bytes = this.#names.get(text);
    if (!bytes) this.#names.set(text, bytes = cString(text));
    return bytes;
  }

  /** A new native tensor with a copy of `values`; the caller deletes it. */
  newTensor(shape: readonly number[], type: number, values: HostValues): Pointer {
    const size = sizeOf(shape);
    const source = typedValues(type, values);
    if (source.length !== size) {
      throw new RangeError(
        `A tensor of shape [${shape}] takes ${size} values, but ${source.length} came.`,
      );
    }
    const bytes = size * elementBytes(type);
    const dims = BigInt64Array.from(shape, BigInt);
    const tensor = this.c.TF_AllocateTensor(type, dims, shape.length, BigInt(bytes));
    if (bytes > 0) {
      const memory = Deno.UnsafePointerView.getArrayBuffer(this.c.TF_TensorData(tensor)!, bytes);
      new Uint8Array(memory).set(new Uint8Array(source.buffer, source.byteOffset, bytes));
    }
    return tensor;
  }

  /** A copy of the bytes of a native tensor. */
  tensorBytes(tensor: Pointer): ArrayBuffer {
    const bytes = Number(this.c.TF_TensorByteSize(tensor));
    if (bytes === 0) return new ArrayBuffer(0);
    return Deno.UnsafePointerView.getArrayBuffer(this.c.TF_TensorData(tensor)!, bytes).slice(0);
  }

  /** The device whose operation made a tensor, for example `"CPU:0"`. */
  deviceOf(handle: Pointer): string {
    const name = this.text(this.c.TFE_TensorHandleDeviceName(handle, this.#status));
    this.check("asking where an operation ran");
    return name.replace(/^.*device:/, "");
  }

  /** The devices that TensorFlow found. */
  devices(): Device[] {
    const list = this.c.TFE_ContextListDevices(this.context, this.#status);
    this.check("listing devices");
    try {
      return Array.from({ length: this.c.TF_DeviceListCount(list) }, (_, i) => ({
        name: this.text(this.c.TF_DeviceListName(list, i, this.#status)),
        type: this.text(this.c.TF_DeviceListType(list, i, this.#status)),
        memory: Number(this.c.TF_DeviceListMemoryBytes(list, i, this.#status)),
      }));
    } finally {
      this.c.TF_DeleteDeviceList(list);
    }
  }

  #newContext(threads: number | undefined): Pointer {
    const options = this.c.TFE_NewContextOptions();
    const config = configOf(threads);
    try {
      this.c.TFE_ContextOptionsSetConfig(
        options,
        config,
        BigInt(config.length),
        this.#status,
      );
      this.check("setting the options of a context");
      const context = this.c.TFE_NewContext(options, this.#status);
      this.check("starting a context");
      return context;
    } finally {
      this.c.TFE_DeleteContextOptions(options);
    }
  }
}

/** What runs operations one after another on a thread of its own, and what runs them at once. */
interface Queue {
  readonly executor: Pointer;
  readonly own: Pointer;
}

/** Operations that may wait, with the tensors that they hold. */
const QUEUE = 16;

/**
 * A serialised `ConfigProto` with `gpu_options { allow_growth: true }` (without it TensorFlow takes
 * all memory of a GPU at once and a second notebook finds none) and `intra_op_parallelism_threads`.
 */
function configOf(threads: number | undefined): Uint8Array<ArrayBuffer> {
  const { bytes, message, number } = protobuf;
  const memory = bytes(6, message(number(4, 1n)));
  return threads === undefined ? message(memory) : message(memory, number(2, BigInt(threads)));
}

function elementBytes(type: number): number {
  const bytes = BYTES[type];
  if (bytes === undefined) throw new TypeError(`Tensors of TensorFlow's type ${type} stay there.`);
  return bytes;
}

type NumberArray = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** `values` as the typed array that TensorFlow's type number asks for. */
function typedValues(type: number, values: HostValues): NumberArray {
  const list = values as ArrayLike<number>;
  switch (type) {
    case DataType.float32:
      return values instanceof Float32Array ? values : Float32Array.from(list);
    case DataType.int32:
      return values instanceof Int32Array ? values : Int32Array.from(list);
    case DataType.bool:
    case DataType.uint8:
      return values instanceof Uint8Array ? values : Uint8Array.from(list);
    case DataType.int64: // TensorFlow.js hands 64-bit scalars over as pairs of 32-bit halves
      return values instanceof Int32Array
        ? new BigInt64Array(values.slice().buffer)
        : BigInt64Array.from(list, BigInt);
    default:
      throw new TypeError(`Values of TensorFlow's type ${type} cannot be sent there.`);
  }
}
