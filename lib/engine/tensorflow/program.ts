import type * as tf from "@tensorflow/tfjs";
import type { Program, Request } from "../step.ts";
import { unflatten } from "../tree.ts";
import type { TensorflowBackend } from "./backend.ts";
import type { TensorSpec } from "./graph.ts";
import { cString, type Pointer } from "./native.ts";
import { PackedArguments } from "./packing.ts";
import { packsOf, placesBut, registerStep, type StepFunction } from "./step_graph.ts";

/** Traces a step into a TensorFlow function, and returns what runs it: one native call. */
export function tensorflowProgram(backend: TensorflowBackend, request: Request): Program {
  return new NativeProgram(backend, request, registerStep(backend, request));
}

class NativeProgram implements Program {
  refusal = "";
  readonly #backend: TensorflowBackend;
  readonly #built: StepFunction;
  readonly #name: Uint8Array<ArrayBuffer>;
  readonly #packs: readonly PackedArguments[];
  readonly #apart: { readonly arguments: readonly number[]; readonly results: readonly number[] };
  readonly #packed: readonly TensorSpec[];
  readonly #handles: BigUint64Array;
  readonly #compiles: boolean;
  #xla: boolean;
  #hasRun = false;

  constructor(backend: TensorflowBackend, request: Request, built: StepFunction) {
    this.#backend = backend;
    this.#built = built;
    this.#name = cString(built.names[0]!);
    const packs = packsOf(built);
    this.#packs = packs.map((places) => new PackedArguments(backend.binding, places));
    this.#apart = {
      arguments: placesBut(packs.flat(), built.arguments),
      results: placesBut(built.packs.state, built.results.length),
    };
    this.#packed = built.packs.state.map((place) => built.results[place]!);
    const together = this.#packed.length > 0 ? 1 : 0;
    this.#handles = new BigUint64Array(together + this.#apart.results.length);
    this.#xla = this.#compiles = request.xla;
    if (request.xla) backend.code.took(built.names[0]!);
  }

  get mode() {
    return this.#xla ? "xla" as const : "graph" as const;
  }

  run(inputs: readonly tf.Tensor[]) {
    const ids = this.#backend.getInputTensorIds(inputs as tf.Tensor[]);
    try {
      if (this.#xla && !this.#hasRun) this.#compile(ids);
      else this.#execute(ids);
    } catch (error) {
      if (!this.#xla || !isRefusal(error)) throw error;
      this.#xla = false; // XLA lacks an operation: the same function runs as a plain graph
      this.refusal = inWords((error as Error).message);
      this.#execute(ids);
    }
    this.#hasRun = true;
    return this.#adopted(this.#handles);
  }

  async runAside(inputs: readonly tf.Tensor[]) {
    // the first run compiles, and finds out whether XLA can: that is for one thread
    if (!this.#hasRun) return this.run(inputs);
    const { native } = this.#backend;
    const op = this.#operation(this.#backend.getInputTensorIds(inputs as tf.Tensor[]));
    try {
      return this.#adopted(await native.executeAside(op, this.#handles.length));
    } finally {
      native.c.TFE_DeleteOp(op);
    }
  }

  /** The results behind native handles, in their trees. */
  #adopted(handles: BigUint64Array) {
    const { results, stateCount, packs, form } = this.#built;
    const pointers = Array.from(handles, (address) => Deno.UnsafePointer.create(address));
    const tensors = new Array<tf.Tensor>(results.length);
    if (this.#packed.length > 0) {
      const parts = this.#backend.adoptPack(pointers.shift()!, this.#packed);
      packs.state.forEach((place, i) => tensors[place] = parts[i]!);
    }
    this.#apart.results.forEach((place, i) => {
      tensors[place] = this.#backend.adoptHandle(pointers[i]!, results[place]!);
    });
    return {
      state: unflatten(form.state, tensors.slice(0, stateCount)),
      outputs: unflatten(form.outputs, tensors.slice(stateCount)),
    };
  }

  #compile(ids: readonly number[]): void {
    this.#backend.code.compiling(this.#built.names[0]!, () => this.#execute(ids));
  }

  #execute(ids: readonly number[]): void {
    const { native, binding } = this.#backend;
    // the first run compiles, and its errors are to be known now
    const op = this.#operation(ids, this.#hasRun);
    try {
      native.c.TFE_Execute(op, this.#handles, Int32Array.of(this.#handles.length), native.status);
      native.check("running a compiled step");
      binding.notePlacement("compiled step", this.#handles[0]);
    } finally {
      native.c.TFE_DeleteOp(op);
    }
  }

  /** A call that is ready to be made; to be deleted by the caller. */
  #operation(ids: readonly number[], queued = false): Pointer {
    const { native, binding } = this.#backend;
    const { c, context, status } = native;
    const op = queued
      ? native.newQueuedOperation(this.#name)
      : c.TFE_NewOp(context, this.#name, status);
    native.check("preparing a compiled step");
    try {
      if (binding.isUsingGpuDevice()) {
        c.TFE_OpSetDevice(op, native.name("/device:GPU:0"), status);
        native.check("placing a compiled step");
      }
      if (this.#xla) c.TFE_OpSetAttrBool(op, native.name("_XlaMustCompile"), 1);
      const given = this.#packs.map((pack) => pack.among(ids));
      for (const place of this.#apart.arguments) given.push(ids[place]!);
      for (const id of given) c.TFE_OpAddInput(op, binding.handle(id), status);
      native.check("giving a compiled step its arguments");
      return op;
    } catch (error) {
      c.TFE_DeleteOp(op);
      throw error;
    }
  }

  dispose(): void {
    const { native } = this.#backend;
    native.settle();
    for (const pack of this.#packs) pack.free();
    for (const name of this.#built.names) {
      native.c.TFE_ContextRemoveFunction(native.context, cString(name), native.status);
      native.check("releasing a compiled step");
    }
    if (this.#compiles) this.#backend.code.released();
  }
}

/** Whether XLA said that it cannot compile the function, in contrast to a failure while it ran. */
function isRefusal(error: unknown): boolean {
  const text = error instanceof Error ? error.message : "";
  return /XLA_(CPU|GPU)_JIT|XlaCompil|not compilable|xla::|uncompilable|Detected unsupported operations/
    .test(text);
}

/** Why XLA did not compile a function: the operations that it lacks, by name, or what it said. */
function inWords(message: string): string {
  const lacking = [...message.matchAll(/(\w+) \(No registered '/g)].map(([, name]) => name!);
  if (lacking.length > 0) return `XLA has no ${[...new Set(lacking)].join(", no ")}`;
  return `XLA did not compile it: ${message.split("\n")[0]}`;
}
