import type { CodeCache } from "./code_cache.ts";
import { cString, DataType, type Native } from "./native.ts";
import { Graph } from "./graph.ts";
import { bytes, message, number } from "./protobuf.ts";

/**
 * Different steps whose machine code may lie idle: as many as a notebook's trainings, some 50 MB.
 */
const IDLE = 16;

/**
 * Looks after the machine code of compiled steps. TensorFlow keeps all that XLA ever compiled
 * (some megabytes a step) in one object of the device, and finds it again by the name of the
 * function, which says its content: a training with the graph of an earlier one does not compile
 * again. No call of the C API frees that code; but an operation destroys resources, and that object
 * is one. It is destroyed when no compiled step is left and there is code of many; TensorFlow makes
 * a new one when it is needed.
 *
 * On a GPU the code stays, because nobody could try this there yet.
 */
export class CompiledCode {
  readonly #native: Native;
  readonly #forgets: boolean;
  readonly #cache: CodeCache | undefined;
  readonly #names = new Set<string>();
  #steps = 0;
  #function: Uint8Array<ArrayBuffer> | undefined;

  /** The code of the steps that are compiled by `native`; `cache` outlives the process. */
  constructor(native: Native, gpu: boolean, cache?: CodeCache) {
    this.#native = native;
    this.#forgets = !gpu;
    this.#cache = cache;
  }

  /**
   * Makes the first call of a step, for which TensorFlow takes code that is kept, or compiles. A
   * call that fails over kept code is made once more without it. TensorFlow keeps the failure too,
   * and gives it again unless it forgets all that it has compiled.
   */
  compiling(name: string, call: () => void): void {
    const cache = this.#cache;
    if (!cache) return call();
    const isKept = cache.bring(name);
    try {
      call();
    } catch (error) {
      if (!isKept || !this.#forgets) throw error;
      cache.drop(name);
      this.#native.settle();
      this.#forget();
      call();
    }
    cache.keep(name);
  }

  /** Notes that a step was made, and the name of its function. */
  took(name: string): void {
    this.#steps++;
    this.#names.add(name);
  }

  /** Notes that a step was released. */
  released(): void {
    if (--this.#steps > 0 || !this.#forgets || this.#names.size < IDLE) return;
    this.#names.clear();
    this.#forget();
  }

  #forget(): void {
    const { c, context, status } = this.#native;
    this.#function ??= forgettingFunction(this.#native);
    const op = c.TFE_NewOp(context, this.#function, status);
    this.#native.check("preparing to free compiled code");
    try {
      c.TFE_Execute(op, new BigUint64Array(1), Int32Array.of(0), status);
      this.#native.check("freeing compiled code");
    } finally {
      c.TFE_DeleteOp(op);
    }
  }
}

/**
 * TensorFlow's number of the class
 * `tensorflow::DeviceCompiler<xla::LocalExecutable, xla::LocalClient>`: its `TypeIndex`, a hash of
 * the class's name (resource_handle.h, type_index.h).
 */
const DEVICE_COMPILER = 0x6b406bd7cbe180ffn;

/** Registers a function that destroys the object with the compiled code. @returns Its name. */
function forgettingFunction(native: Native): Uint8Array<ArrayBuffer> {
  const handle = message( // ResourceHandleProto
    bytes(1, "/job:localhost/replica:0/task:0/device:CPU:0"),
    bytes(2, "localhost"), // the container
    bytes(3, "xla_device_compiler"),
    number(4, DEVICE_COMPILER),
  );
  const tensor = message( // TensorProto: one handle, no dimensions
    number(1, BigInt(DataType.resource)),
    bytes(2, message()),
    bytes(14, handle),
  );
  const name = cString("saddle_forget_compiled_code");
  const graph = new Graph(native);
  try {
    const constant = graph.one("Const", [], {
      dtype: { type: DataType.resource },
      value: { proto: message(bytes(8, tensor)) }, // AttrValue
    });
    graph.add("DestroyResourceOp", [constant], { ignore_lookup_error: { bool: true } });
    const fn = graph.toFunction("saddle_forget_compiled_code", [], []);
    native.c.TFE_ContextAddFunction(native.context, fn, native.status);
    native.c.TF_DeleteFunction(fn);
    native.check("registering what frees compiled code");
  } finally {
    graph.delete();
  }
  return name;
}
