import "./node_util.ts";
import type * as tf from "@tensorflow/tfjs";
import { NodeJSKernelBackend } from "@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js";
import "@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js";
import { BrokenRule, captured } from "../rules.ts";
import { asTfjsBinding, Binding, type Metadata, type Trace } from "./binding.ts";
import type { CodeCache } from "./code_cache.ts";
import { CompiledCode } from "./compiled_code.ts";
import type { Graph, TensorSpec } from "./graph.ts";
import type { Native, Pointer } from "./native.ts";

/** The bookkeeping that tfjs-node keeps for a tensor. */
interface TensorEntry {
  readonly values: unknown;
  readonly id: number;
}

/** tfjs-node's backend with the members that its declaration file calls private. */
interface NodeBackend extends tf.KernelBackend {
  readonly tensorMap: { get(id: object): TensorEntry | undefined };
  getDTypeInteger(dtype: tf.DataType): number;
  createOutputTensor(metadata: Metadata): tf.Tensor;
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): object;
}

const NodeBackend = NodeJSKernelBackend as unknown as {
  new (binding: unknown, packageName: string): NodeBackend;
};

/**
 * TensorFlow.js's backend over an opened TensorFlow library: the kernels of tfjs-node on our own
 * binding, with the watch that a trace needs.
 */
export class TensorflowBackend extends NodeBackend {
  /** The opened library. */
  readonly native: Native;
  /** What the kernels call. */
  readonly binding: Binding;
  /** The machine code of the compiled steps. */
  readonly code: CompiledCode;
  #madeInside: WeakSet<object> | undefined;

  /** A backend over `native`, whose machine code is kept in `cache`. */
  constructor(native: Native, gpu: boolean, cache?: CodeCache) {
    const binding = new Binding(native, gpu);
    super(asTfjsBinding(binding, native.version), "@tensorflow/tfjs-node");
    this.native = native;
    this.binding = binding;
    this.code = new CompiledCode(native, gpu, cache);
  }

  /** Calls `body` while operations go into `graph`. */
  tracing<T>(graph: Graph, body: (trace: Trace) => T): T {
    this.#madeInside = new WeakSet();
    try {
      return this.binding.tracing(graph, body);
    } finally {
      this.#madeInside = undefined;
    }
  }

  /** Shape and type of a tensor. */
  spec(tensor: tf.Tensor): TensorSpec {
    return { shape: tensor.shape, type: this.getDTypeInteger(tensor.dtype) };
  }

  /** A tensor for a native handle whose shape and type are known. */
  adoptHandle(handle: Pointer, spec: TensorSpec): tf.Tensor {
    return this.createOutputTensor(this.binding.adoptHandle(handle, spec));
  }

  /** Tensors whose numbers lie behind one native handle, one after another. */
  adoptPack(handle: Pointer, parts: readonly TensorSpec[]): tf.Tensor[] {
    return this.binding.adoptPack(handle, parts).map((part) => this.createOutputTensor(part));
  }

  /** Takes in host values; while a trace is on, remembers that they were made inside it. */
  override write(
    values: tf.backend_util.BackendValues,
    shape: number[],
    dtype: tf.DataType,
  ): object {
    const id = super.write(values, shape, dtype);
    this.#madeInside?.add(id);
    return id;
  }

  /** The engine's numbers of tensors, after a check that a trace does not reach outside. */
  override getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[] {
    const { trace } = this.binding;
    if (trace) { for (const tensor of tensors) this.#checkInside(tensor, trace); }
    return super.getInputTensorIds(tensors);
  }

  /** A tensor from outside has no place in the graph, or would silently become a constant of it. */
  #checkInside(tensor: tf.TensorInfo, trace: Trace): void {
    const entry = this.tensorMap.get(tensor.dataId);
    if (!entry) return; // a 64-bit scalar, which tfjs-node keeps apart
    const inside = entry.values === null
      ? trace.outputs.has(entry.id)
      : this.#madeInside!.has(tensor.dataId);
    if (!inside) throw new BrokenRule(captured(tensor.shape));
  }
}
