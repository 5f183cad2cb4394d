import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import {
  bytesOf,
  cString,
  DataType,
  type HostValues,
  type Native,
  type Pointer,
} from "./native.ts";

/** One output of an operation in a graph (`TF_Output`). */
export interface Output {
  /** The operation. */
  readonly operation: Pointer;
  /** Which of its outputs. */
  readonly index: number;
}

/** What is known of a tensor before it has values. */
export interface TensorSpec {
  /** Its shape. */
  readonly shape: readonly number[];
  /** TensorFlow's number of its data type. */
  readonly type: number;
}

/** The value of an attribute of an operation, by kind. */
export type Attribute =
  | { readonly string: string }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly type: number }
  | { readonly shape: readonly number[] }
  | { readonly function: string }
  | { readonly tensor: Pointer }
  | { readonly proto: Uint8Array<ArrayBuffer> }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly bools: readonly boolean[] }
  | { readonly types: readonly number[] }
  | { readonly shapes: readonly (readonly number[])[] };

/** A TensorFlow graph under construction: operations in, a callable function out. */
export class Graph {
  /** The native graph. */
  readonly pointer: Pointer;
  readonly #native: Native;
  readonly #inputCounts = new Map<string, InputArgument[]>();
  readonly #numbers = new Map<Pointer, number>();
  readonly #content = createHash("sha256");

  /** An empty graph. Call {@linkcode delete} when done. */
  constructor(native: Native) {
    this.#native = native;
    this.pointer = native.c.TF_NewGraph();
  }

  /** How many operations it holds. */
  get nodes(): number {
    return this.#numbers.size;
  }

  /** Adds an operation. An array among `inputs` is a list input. Returns the operation. */
  add(
    op: string,
    inputs: readonly (Output | readonly Output[])[],
    attributes: Readonly<Record<string, Attribute>>,
  ): Pointer {
    const { c, status } = this.#native;
    const node = c.TF_NewOperation(
      this.pointer,
      this.#native.name(op),
      cString(`n${this.nodes}`),
    );
    for (const input of inputs) {
      if (isList(input)) c.TF_AddInputList(node, packed(input), input.length);
      else c.TF_AddInput(node, packed([input]));
    }
    for (const [name, value] of Object.entries(attributes)) this.#set(node, name, value);
    const operation = c.TF_FinishOperation(node, status);
    this.#native.check(`adding ${op} to a graph`);
    this.#numbers.set(operation, this.nodes);
    const from = inputs.map((input) => isList(input) ? this.#places(input) : this.#places([input]));
    this.#content.update(JSON.stringify([op, from, attributes], withAllNumbers));
    return operation;
  }

  /** The same for two graphs of the same operations, constants and connections, with these ends. */
  contentName(inputs: readonly Output[], outputs: readonly Output[]): string {
    const ends = JSON.stringify([this.#places(inputs), this.#places(outputs)]);
    return this.#content.copy().update(ends).digest("hex");
  }

  /** Adds an operation and returns its only output. */
  one(
    op: string,
    inputs: readonly (Output | readonly Output[])[],
    attributes: Readonly<Record<string, Attribute>>,
  ): Output {
    return { operation: this.add(op, inputs, attributes), index: 0 };
  }

  /** An argument of the function to be. */
  argument(spec: TensorSpec): Output {
    return this.one("Placeholder", [], {
      dtype: { type: spec.type },
      shape: { shape: spec.shape },
    });
  }

  /** A constant. */
  constant(values: HostValues, shape: readonly number[], type: number): Output {
    const tensor = this.#native.newTensor(shape, type, values);
    try {
      this.#content.update(JSON.stringify([shape, type]));
      this.#content.update(new Uint8Array(this.#native.tensorBytes(tensor)));
      return this.one("Const", [], { value: { tensor }, dtype: { type } });
    } finally {
      this.#native.c.TF_DeleteTensor(tensor);
    }
  }

  /** A constant int32 vector (or scalar, for a plain number). */
  ints(values: number | readonly number[]): Output {
    return typeof values === "number"
      ? this.constant([values], [], DataType.int32)
      : this.constant(values, [values.length], DataType.int32);
  }

  /** `x` passed on unchanged: what a function returns must not be its own argument. */
  identity(x: Output, type: number): Output {
    return this.one("Identity", [x], { T: { type } });
  }

  /** `x` in another shape. */
  reshape(x: Output, shape: readonly number[], type: number): Output {
    return this.one("Reshape", [x, this.ints(shape)], {
      T: { type },
      Tshape: { type: DataType.int32 },
    });
  }

  /** Groups a flat list of inputs into the single and list inputs that the operation declares. */
  grouped(
    op: string,
    inputs: readonly Output[],
    count: (attribute: string) => number,
  ): (Output | Output[])[] {
    const groups: (Output | Output[])[] = [];
    let next = 0;
    for (const { listAttribute } of this.#inputsOf(op)) {
      if (listAttribute === "") groups.push(inputs[next++]!);
      else groups.push(inputs.slice(next, next += count(listAttribute)));
    }
    return groups;
  }

  /** The names of the attributes that say how long the list inputs of `op` are. */
  listAttributes(op: string): Set<string> {
    return new Set(this.#inputsOf(op).map((a) => a.listAttribute).filter((name) => name !== ""));
  }

  /** Shape and type of an output before anything runs; undefined if the shape depends on values. */
  spec(output: Output): TensorSpec | undefined {
    const { c, status } = this.#native;
    const native = packed([output]);
    const rank = c.TF_GraphGetTensorNumDims(this.pointer, native, status);
    this.#native.check("asking for the rank of a traced tensor");
    if (rank < 0) return undefined;
    const dims = new BigInt64Array(Math.max(rank, 1));
    c.TF_GraphGetTensorShape(this.pointer, native, dims, rank, status);
    this.#native.check("asking for the shape of a traced tensor");
    const shape = Array.from(dims.subarray(0, rank), Number);
    if (shape.some((length) => length < 0)) return undefined;
    return { shape, type: c.TF_OperationOutputType(native) };
  }

  /**
   * The graph as a native function named `name`, from `inputs` to `outputs`; the caller owns it.
   */
  toFunction(name: string, inputs: readonly Output[], outputs: readonly Output[]): Pointer {
    const { c, status } = this.#native;
    const result = c.TF_GraphToFunction(
      this.pointer,
      cString(name),
      0,
      -1,
      null,
      inputs.length,
      packed(inputs),
      outputs.length,
      packed(outputs),
      null,
      null,
      null,
      status,
    );
    this.#native.check("making a function of a graph");
    return result;
  }

  /** Lets operations of this graph call `fn`. */
  addFunction(fn: Pointer): void {
    this.#native.c.TF_GraphCopyFunction(this.pointer, fn, null, this.#native.status);
    this.#native.check("adding a function to a graph");
  }

  /** Frees the native graph. */
  delete(): void {
    this.#native.c.TF_DeleteGraph(this.pointer);
  }

  /** Outputs as the numbers of their operations, in the order of adding, and of themselves. */
  #places(outputs: readonly Output[]): number[][] {
    return outputs.map(({ operation, index }) => {
      const number = this.#numbers.get(operation);
      if (number === undefined) throw new Error("An output of another graph came.");
      return [number, index];
    });
  }

  #inputsOf(op: string): InputArgument[] {
    let inputs = this.#inputCounts.get(op);
    if (!inputs) this.#inputCounts.set(op, inputs = inputArguments(this.#native, this.pointer, op));
    return inputs;
  }

  #set(node: Pointer, name: string, value: Attribute): void {
    const { c, status } = this.#native;
    const key = this.#native.name(name);
    if ("string" in value) {
      const text = bytesOf(value.string);
      c.TF_SetAttrString(node, key, text, BigInt(text.length));
    } else if ("function" in value) {
      const text = bytesOf(value.function);
      c.TF_SetAttrFuncName(node, key, text, BigInt(text.length));
    } else if ("int" in value) c.TF_SetAttrInt(node, key, BigInt(value.int));
    else if ("float" in value) c.TF_SetAttrFloat(node, key, value.float);
    else if ("bool" in value) c.TF_SetAttrBool(node, key, value.bool ? 1 : 0);
    else if ("type" in value) c.TF_SetAttrType(node, key, value.type);
    else if ("tensor" in value) {
      c.TF_SetAttrTensor(node, key, value.tensor, status);
      this.#native.check(`setting the attribute ${name}`);
    } else if ("proto" in value) {
      c.TF_SetAttrValueProto(node, key, value.proto, BigInt(value.proto.length), status);
      this.#native.check(`setting the attribute ${name}`);
    } else this.#setList(node, key, value);
  }

  #setList(node: Pointer, key: Uint8Array<ArrayBuffer>, value: Attribute): void {
    const { c } = this.#native;
    if ("shape" in value) {
      c.TF_SetAttrShape(node, key, BigInt64Array.from(value.shape, BigInt), value.shape.length);
    } else if ("ints" in value) {
      c.TF_SetAttrIntList(node, key, BigInt64Array.from(value.ints, BigInt), value.ints.length);
    } else if ("floats" in value) {
      c.TF_SetAttrFloatList(node, key, Float32Array.from(value.floats), value.floats.length);
    } else if ("bools" in value) {
      c.TF_SetAttrBoolList(node, key, Uint8Array.from(value.bools, Number), value.bools.length);
    } else if ("types" in value) {
      c.TF_SetAttrTypeList(node, key, Int32Array.from(value.types), value.types.length);
    } else if ("shapes" in value) {
      const { pointers, ranks, keep } = shapePointers(value.shapes);
      c.TF_SetAttrShapeList(node, key, pointers, ranks, value.shapes.length);
      keep();
    }
  }
}

/** One declared input of an operation; `listAttribute` is empty for a single tensor. */
interface InputArgument {
  readonly listAttribute: string;
}

/** The part of tfjs-node's generated protobuf classes that reads an operation's definition. */
interface OpDefReader {
  deserializeBinary(bytes: Uint8Array): {
    getInputArgList(): { getNumberAttr(): string; getTypeListAttr(): string }[];
  };
}

let opDefReader: OpDefReader | undefined;

function readerOfDefinitions(): OpDefReader {
  const require = createRequire(import.meta.url);
  return opDefReader ??= require("@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js").OpDef;
}

function inputArguments(native: Native, graph: Pointer, op: string): InputArgument[] {
  const buffer = native.c.TF_NewBuffer();
  try {
    native.c.TF_GraphGetOpDef(graph, native.name(op), buffer, native.status);
    native.check(`reading the definition of ${op}`);
    // TF_Buffer { const void* data; size_t length; }
    const view = new Deno.UnsafePointerView(buffer!);
    const length = Number(view.getBigUint64(8));
    const bytes = Deno.UnsafePointerView.getArrayBuffer(view.getPointer(0)!, length);
    const definition = readerOfDefinitions().deserializeBinary(new Uint8Array(bytes.slice(0)));
    return definition.getInputArgList().map((argument) => ({
      listAttribute: argument.getNumberAttr() || argument.getTypeListAttr(),
    }));
  } finally {
    native.c.TF_DeleteBuffer(buffer);
  }
}

/** JSON has no NaN, no infinity and no negative zero; as texts they stay apart. */
function withAllNumbers(_: string, value: unknown): unknown {
  const plain = typeof value !== "number" || Number.isFinite(value) && !Object.is(value, -0);
  return plain ? value : Object.is(value, -0) ? "-0" : String(value);
}

function isList(input: Output | readonly Output[]): input is readonly Output[] {
  return Array.isArray(input);
}

/** Outputs as consecutive `TF_Output` structs of 16 bytes. */
function packed(outputs: readonly Output[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16 * outputs.length);
  const view = new DataView(bytes.buffer);
  outputs.forEach(({ operation, index }, i) => {
    view.setBigUint64(16 * i, BigInt(Deno.UnsafePointer.value(operation)), true);
    view.setInt32(16 * i + 8, index, true);
  });
  return bytes;
}

/**
 * Shapes as an array of pointers into one buffer. V8 keeps short typed arrays inside its moving
 * heap, so the dimensions lie in an ArrayBuffer of their own, which `keep` holds on to.
 */
function shapePointers(shapes: readonly (readonly number[])[]) {
  const dims = shapes.flat();
  const flat = new BigInt64Array(new ArrayBuffer(8 * (dims.length + 8)));
  flat.set(BigInt64Array.from(dims, BigInt));
  let address = BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(flat)));
  const pointers = new BigUint64Array(new ArrayBuffer(8 * (shapes.length + 8)));
  shapes.forEach((shape, i) => {
    pointers[i] = address;
    address += BigInt(8 * shape.length);
  });
  const ranks = Int32Array.from(shapes, (shape) => shape.length);
  return { pointers, ranks, keep: () => void flat[0] };
}
