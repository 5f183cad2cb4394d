import type { TFEOpAttr, TFJSBinding } from "@tensorflow/tfjs-node-gpu/dist/tfjs_binding.d.ts";
import { bytesOf, DataType, type HostValues, type Native, type Pointer, sizeOf } from "./native.ts";
import { graphAttribute, Kind, typeAttribute } from "./attributes.ts";
import type { Graph, Output, TensorSpec } from "./graph.ts";
import { BrokenRule, captured, NESTED, READ, shapeFromValues } from "../rules.ts";

/** A tensor as tfjs-node knows it: the engine's own number for it, its shape and type. */
export interface Metadata {
  /** The engine's number for the tensor. */
  id: number;
  /** Its shape. */
  shape: number[];
  /** TensorFlow's number of its data type. */
  dtype: number;
}

/**
 * What the kernels of `@tensorflow/tfjs-node-gpu` call instead of that package's native addon.
 * Operations run at once, or, while a trace is on, become nodes of a graph.
 */
export class Binding {
  readonly #native: Native;
  readonly #handles = new Map<number, Pointer>();
  readonly #parts = new Map<number, Pack>();
  readonly #gpu: boolean;
  #trace: Trace | undefined;
  #placed: Map<string, string> | undefined;
  #next = 1;

  /** A binding onto an opened library. */
  constructor(native: Native, gpu: boolean) {
    this.#native = native;
    this.#gpu = gpu;
  }

  /** The graph that operations go into at present, if any. */
  get trace(): Trace | undefined {
    return this.#trace;
  }

  /** Calls `body` while operations go into `graph` instead of being run. */
  tracing<T>(graph: Graph, body: (trace: Trace) => T): T {
    if (this.#trace) throw new BrokenRule(NESTED);
    this.#trace = new Trace(graph);
    try {
      return body(this.#trace);
    } finally {
      this.#trace = undefined;
    }
  }

  /** Calls `body` and returns the device on which each kind of operation in it ran, last. */
  async placements(body: () => Promise<void>): Promise<ReadonlyMap<string, string>> {
    const placed = this.#placed = new Map<string, string>();
    try {
      await body();
    } finally {
      this.#placed = undefined;
    }
    return placed;
  }

  /** Notes where an operation ran, while {@linkcode Binding.placements} asks for it. */
  notePlacement(operation: string, result: bigint | undefined): void {
    if (!this.#placed || result === undefined) return;
    this.#placed.set(operation, this.#native.deviceOf(Deno.UnsafePointer.create(result)));
  }

  /** Gives a traced output a number that TensorFlow.js can carry around. */
  adopt(output: Output, spec: TensorSpec): Metadata {
    const id = this.#next++;
    this.#trace!.outputs.set(id, output);
    return { id, shape: [...spec.shape], dtype: spec.type };
  }

  /** Takes over a native handle whose shape and type are known. */
  adoptHandle(handle: Pointer, spec: TensorSpec): Metadata {
    const id = this.#next++;
    this.#handles.set(id, handle);
    return { id, shape: [...spec.shape], dtype: spec.type };
  }

  /**
   * Takes over a native handle that holds the numbers of several float32 tensors, one after
   * another. They become tensors of their own only if somebody but the next step wants them.
   */
  adoptPack(handle: Pointer, parts: readonly TensorSpec[]): Metadata[] {
    const id = this.#next++;
    this.#handles.set(id, handle);
    const first = this.#next;
    this.#next += parts.length;
    const pack: Pack = { id, first, parts, alive: parts.length };
    return parts.map(({ shape, type }, i) => {
      this.#parts.set(first + i, pack);
      return { id: first + i, shape: [...shape], dtype: type };
    });
  }

  /**
   * The tensor that holds those of `ids` and no others, one after another; undefined if
   * there is none.
   */
  packOf(ids: readonly number[]): number | undefined {
    const pack = this.#parts.get(ids[0]!);
    const whole = pack && pack.parts.length === ids.length &&
      ids.every((id, i) => id === pack.first + i);
    return whole ? pack.id : undefined;
  }

  /** A new tensor of the numbers of several float32 tensors, one after another. */
  pack(ids: readonly number[]): number {
    const temporary: number[] = [];
    const kept = (id: number) => (temporary.push(id), id);
    try {
      const any = kept(this.createTensor([1], DataType.int32, [-1]));
      const flat = ids.map((id) => kept(this.#runNow("Reshape", [], [id, any], 1)[0]!.id));
      const axis = kept(this.createTensor([], DataType.int32, [0]));
      const types = [typeAttribute("T", DataType.float32), typeAttribute("Tidx", DataType.int32)];
      const attributes = [{ name: "N", type: Kind.int, value: flat.length }, ...types];
      return this.#runNow("ConcatV2", attributes, [...flat, axis], 1)[0]!.id;
    } finally {
      for (const id of temporary) this.deleteTensor(id);
    }
  }

  /** The native handle of tensor `id`. */
  handle(id: number): Pointer {
    const pack = this.#handles.has(id) ? undefined : this.#parts.get(id);
    if (pack) this.#unpack(pack);
    const handle = this.#handles.get(id);
    if (handle === undefined) {
      throw new BrokenRule("a tensor made inside a compiled step may not be used after it");
    }
    return handle;
  }

  /** Makes a tensor of host values (a constant, while a trace is on). */
  createTensor(shape: number[], type: number, values: HostValues): number {
    const id = this.#next++;
    if (this.#trace) {
      this.#trace.outputs.set(id, this.#trace.graph.constant(values, shape, type));
      return id;
    }
    const { c, status } = this.#native;
    const tensor = this.#native.newTensor(shape, type, values);
    try {
      this.#handles.set(id, c.TFE_NewTensorHandle(tensor, status));
      this.#native.check("making a tensor");
    } finally {
      c.TF_DeleteTensor(tensor);
    }
    return id;
  }

  /** Frees a tensor; one that is only a place in a graph costs nothing. */
  deleteTensor(id: number): void {
    const pack = this.#parts.get(id);
    if (pack) {
      this.#parts.delete(id);
      if (--pack.alive === 0) this.deleteTensor(pack.id);
    }
    const handle = this.#handles.get(id);
    if (handle === undefined) return;
    this.#handles.delete(id);
    this.#native.c.TFE_DeleteTensorHandle(handle);
  }

  /** Waits for a tensor's values and copies them. */
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array {
    if (this.#trace?.outputs.has(id)) {
      throw new BrokenRule(READ);
    }
    const { c, status } = this.#native;
    const handle = this.handle(id);
    const type = c.TFE_TensorHandleDataType(handle);
    const tensor = c.TFE_TensorHandleResolve(handle, status);
    this.#native.check("reading a tensor");
    try {
      const bytes = this.#native.tensorBytes(tensor);
      if (type === DataType.float32) return new Float32Array(bytes);
      return type === DataType.bool ? new Uint8Array(bytes) : new Int32Array(bytes);
    } finally {
      c.TF_DeleteTensor(tensor);
    }
  }

  /** Runs one operation, or adds it to the graph while a trace is on. */
  executeOp(name: string, attributes: TFEOpAttr[], inputs: number[], count: number): Metadata[] {
    return this.#trace
      ? this.#addToGraph(this.#trace, name, attributes, inputs, count)
      : this.#runNow(name, attributes, inputs, count);
  }

  /** Whether operations are placed on a GPU. */
  isUsingGpuDevice(): boolean {
    return this.#gpu;
  }

  /** How many native tensors are alive, under tfjs-node's name. */
  getNumOfTensors(): number {
    return this.#handles.size;
  }

  #runNow(name: string, attributes: TFEOpAttr[], inputs: number[], count: number): Metadata[] {
    const { c, context, status } = this.#native;
    const op = c.TFE_NewOp(context, this.#native.name(name), status);
    this.#native.check(`preparing ${name}`);
    try {
      for (const attribute of attributes) this.#setAttribute(op, attribute);
      for (const id of inputs) c.TFE_OpAddInput(op, this.handle(id), status);
      this.#native.check(`giving ${name} its inputs`);
      const results = new BigUint64Array(count);
      c.TFE_Execute(op, results, Int32Array.of(count), status);
      this.#native.check(`running ${name}`);
      this.notePlacement(name, results[0]);
      return Array.from(results, (address) => this.#metadata(Deno.UnsafePointer.create(address)));
    } finally {
      c.TFE_DeleteOp(op);
    }
  }

  /** Makes tensors of their own of the parts of a pack that are still wanted. */
  #unpack({ id, first, parts }: Pack): void {
    const sizes = parts.map(({ shape }) => sizeOf(shape));
    const temporary = [
      this.createTensor([sizes.length], DataType.int32, sizes),
      this.createTensor([], DataType.int32, [0]),
    ];
    try {
      const split = { name: "num_split", type: Kind.int, value: sizes.length };
      const flat = this.#runNow("SplitV", [split], [id, ...temporary], sizes.length);
      temporary.push(...flat.map((part) => part.id));
      parts.forEach(({ shape }, i) => {
        if (!this.#parts.has(first + i)) return;
        const lengths = this.createTensor([shape.length], DataType.int32, shape);
        temporary.push(lengths);
        const [own] = this.#runNow("Reshape", [], [flat[i]!.id, lengths], 1);
        this.#handles.set(first + i, this.#handles.get(own!.id)!);
        this.#handles.delete(own!.id);
      });
    } finally {
      for (const id of temporary) this.deleteTensor(id);
    }
  }

  #metadata(handle: Pointer): Metadata {
    const { c, status } = this.#native;
    const rank = c.TFE_TensorHandleNumDims(handle, status);
    const shape = Array.from(
      { length: rank },
      (_, axis) => Number(c.TFE_TensorHandleDim(handle, axis, status)),
    );
    this.#native.check("asking for the shape of a tensor");
    return this.adoptHandle(handle, { shape, type: c.TFE_TensorHandleDataType(handle) });
  }

  #setAttribute(op: Pointer, { name, type, value }: TFEOpAttr): void {
    const { c, status } = this.#native;
    const key = this.#native.name(name);
    const list = Array.isArray(value) ? value as number[] : undefined;
    switch (type) {
      case Kind.string: {
        const text = bytesOf(value as string);
        return c.TFE_OpSetAttrString(op, key, text, BigInt(text.length));
      }
      case Kind.int:
        return list
          ? c.TFE_OpSetAttrIntList(op, key, BigInt64Array.from(list, BigInt), list.length)
          : c.TFE_OpSetAttrInt(op, key, BigInt(value as number));
      case Kind.float:
        return list
          ? c.TFE_OpSetAttrFloatList(op, key, Float32Array.from(list), list.length)
          : c.TFE_OpSetAttrFloat(op, key, value as number);
      case Kind.bool:
        return list
          ? c.TFE_OpSetAttrBoolList(op, key, Uint8Array.from(list, Number), list.length)
          : c.TFE_OpSetAttrBool(op, key, value ? 1 : 0);
      case Kind.type:
        return list
          ? c.TFE_OpSetAttrTypeList(op, key, Int32Array.from(list), list.length)
          : c.TFE_OpSetAttrType(op, key, value as number);
      case Kind.shape: {
        const dims = BigInt64Array.from(list!, BigInt);
        c.TFE_OpSetAttrShape(op, key, dims, dims.length, status);
        return this.#native.check(`setting the attribute ${name}`);
      }
      default:
        throw new TypeError(`The attribute ${name} has kind ${type}, which the engine cannot set.`);
    }
  }

  #addToGraph(
    trace: Trace,
    name: string,
    attributes: TFEOpAttr[],
    inputs: number[],
    count: number,
  ): Metadata[] {
    const outputs = inputs.map((id) => this.#traced(trace, id));
    const byName = Object.fromEntries(attributes.map((a) => [a.name, a.value]));
    const lists = trace.graph.listAttributes(name);
    const grouped = trace.graph.grouped(name, outputs, (attribute) => {
      const value = byName[attribute];
      return Array.isArray(value) ? value.length : Number(value);
    });
    const set = attributes.filter((a) => !lists.has(a.name)) // a list input states its own length
      .map((a) => [a.name, graphAttribute(a)] as const);
    const operation = trace.graph.add(name, grouped, Object.fromEntries(set));
    return Array.from({ length: count }, (_, index) => {
      const output = { operation, index };
      const spec = trace.graph.spec(output);
      if (!spec) throw new BrokenRule(shapeFromValues(name));
      return this.adopt(output, spec);
    });
  }

  #traced(trace: Trace, id: number): Output {
    const output = trace.outputs.get(id);
    if (!output) throw new BrokenRule(captured([])); // the backend has looked before
    return output;
  }
}

/** Tensors whose numbers lie in one native tensor. */
interface Pack {
  /** The engine's number of that tensor. */
  readonly id: number;
  /** The number of the first of the tensors; the others' follow. */
  readonly first: number;
  /** What they are. */
  readonly parts: readonly TensorSpec[];
  /** How many of them are not deleted yet. */
  alive: number;
}

/** A graph in the making, and which of TensorFlow.js's tensors stand for which of its outputs. */
export class Trace {
  /** The graph. */
  readonly graph: Graph;
  /** Outputs by the engine's number of the tensor. */
  readonly outputs = new Map<number, Output>();

  /** A trace into `graph`. */
  constructor(graph: Graph) {
    this.graph = graph;
  }
}

/** The binding under the type, and with the constants, that tfjs-node's backend expects. */
export function asTfjsBinding(binding: Binding, version: string): TFJSBinding {
  const constants = {
    TensorMetadata: class {},
    TFEOpAttr: class {},
    TF_FLOAT: DataType.float32,
    TF_INT32: DataType.int32,
    TF_INT64: DataType.int64,
    TF_BOOL: DataType.bool,
    TF_COMPLEX64: DataType.complex64,
    TF_STRING: DataType.string,
    TF_RESOURCE: DataType.resource,
    TF_UINT8: DataType.uint8,
    TF_ATTR_STRING: Kind.string,
    TF_ATTR_INT: Kind.int,
    TF_ATTR_FLOAT: Kind.float,
    TF_ATTR_BOOL: Kind.bool,
    TF_ATTR_TYPE: Kind.type,
    TF_ATTR_SHAPE: Kind.shape,
    TF_ATTR_RESOURCE: Kind.resource,
    TF_Version: version,
  };
  return Object.assign(binding, constants) as unknown as TFJSBinding;
}
