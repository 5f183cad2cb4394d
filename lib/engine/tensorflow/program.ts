import * as tf from "@tensorflow/tfjs";
import { checkState, type Program, type Request, withoutHostRandomness } from "../step.ts";
import { leaves, mapTree, type Tree, unflatten } from "../tree.ts";
import type { TensorflowBackend } from "./backend.ts";
import { Graph, type Output, type TensorSpec } from "./graph.ts";
import { cString, DataType, type Pointer, sizeOf } from "./native.ts";

/** A traced step, ready to be a body of a function. */
interface TracedStep {
  readonly state: readonly Output[];
  readonly outputs: readonly Output[];
  readonly outputSpecs: readonly TensorSpec[];
  readonly form: { readonly state: Tree; readonly outputs: Tree };
}

/**
 * Traces a step into a TensorFlow function, k steps of it as a loop inside the graph, and returns
 * what runs it: one native call, however many steps.
 */
export function tensorflowProgram(backend: TensorflowBackend, given: Request): Program {
  const request = given.block === 1 ? withoutLoop(given) : given;
  const { args, block } = request;
  const inputs = leaves(args as unknown as Tree);
  const specs = inputs.map((leaf) => backend.spec(leaf));
  const counts = {
    state: leaves(args.state).length,
    batch: leaves(args.batch).length,
  };
  const graph = new Graph(backend.native);
  const owned: Pointer[] = [];
  try {
    const built = block === undefined
      ? singleStep(backend, graph, request, specs, counts)
      : loop(backend, graph, request, specs, counts, block, owned);
    owned.push(built.fn);
    for (const fn of owned) {
      backend.native.c.TFE_ContextAddFunction(backend.native.context, fn, backend.native.status);
      backend.native.check("registering a compiled step");
    }
    return new NativeProgram(backend, request, built);
  } finally {
    for (const fn of owned) backend.native.c.TF_DeleteFunction(fn);
    graph.delete();
  }
}

/** A block of one step needs no loop, which costs a call more than its one round. */
function withoutLoop({ step, ...rest }: Request): Request {
  return {
    ...rest,
    block: undefined,
    step: (state, batch, constants) => {
      const row = mapTree((leaf) => tf.squeeze(leaf, [0]), batch);
      const result = step(state, row, constants);
      return { ...result, outputs: mapTree((leaf) => tf.expandDims(leaf, 0), result.outputs) };
    },
  };
}

interface Built {
  /** The native function, until it is registered. */
  readonly fn: Pointer;
  /** Its name, then the names of the functions it calls. */
  readonly names: readonly string[];
  readonly results: readonly TensorSpec[];
  readonly stateCount: number;
  readonly form: { readonly state: Tree; readonly outputs: Tree };
}

class NativeProgram implements Program {
  refusal = "";
  readonly #backend: TensorflowBackend;
  readonly #built: Built;
  readonly #name: Uint8Array<ArrayBuffer>;
  readonly #handles: BigUint64Array;
  readonly #compiles: boolean;
  #xla: boolean;
  #hasRun = false;

  constructor(backend: TensorflowBackend, request: Request, built: Built) {
    this.#backend = backend;
    this.#built = built;
    this.#name = cString(built.names[0]!);
    this.#handles = new BigUint64Array(built.results.length);
    this.#xla = this.#compiles = request.xla;
    if (request.xla) backend.code.took(built.names[0]!);
  }

  get mode() {
    return this.#xla ? "xla" as const : "graph" as const;
  }

  run(inputs: readonly tf.Tensor[]) {
    const ids = this.#backend.getInputTensorIds(inputs as tf.Tensor[]);
    try {
      this.#execute(ids);
    } catch (error) {
      if (!this.#xla || !isRefusal(error)) throw error;
      this.#xla = false; // XLA lacks an operation: the same function runs as a plain graph
      this.refusal = (error as Error).message.split("\n")[0]!;
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
    const { results, stateCount, form } = this.#built;
    const tensors = results.map((spec, i) =>
      this.#backend.adoptHandle(Deno.UnsafePointer.create(handles[i]!), spec)
    );
    return {
      state: unflatten(form.state, tensors.slice(0, stateCount)),
      outputs: unflatten(form.outputs, tensors.slice(stateCount)),
    };
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
      for (const id of ids) c.TFE_OpAddInput(op, binding.handle(id), status);
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

type Counts = { readonly state: number; readonly batch: number };

function singleStep(
  backend: TensorflowBackend,
  graph: Graph,
  request: Request,
  specs: readonly TensorSpec[],
  counts: Counts,
): Built {
  const placeholders = specs.map((spec) => graph.argument(spec));
  const traced = traceStep(backend, graph, request, placeholders, specs);
  const passed = new Set(placeholders.map((p) => p.operation));
  const outputs = [...traced.state, ...traced.outputs];
  const results = [...specs.slice(0, counts.state), ...traced.outputSpecs];
  const returned = outputs.map((output, i) =>
    passed.has(output.operation) ? graph.identity(output, results[i]!.type) : output
  );
  const name = `saddle_step_${graph.contentName(placeholders, returned)}`;
  return {
    fn: graph.toFunction(name, placeholders, returned),
    names: [name],
    results,
    stateCount: counts.state,
    form: traced.form,
  };
}

/** Calls the user's step on tensors that stand for `inputs`, so that the graph records it. */
function traceStep(
  backend: TensorflowBackend,
  graph: Graph,
  { step, args }: Request,
  inputs: readonly Output[],
  specs: readonly TensorSpec[],
): TracedStep {
  return backend.tracing(graph, (trace) => {
    let traced: TracedStep | undefined;
    tf.tidy(() => { // returns nothing: what was traced lives on in the graph alone
      const tensors = inputs.map((output, i) =>
        backend.createOutputTensor(backend.binding.adopt(output, specs[i]!))
      );
      const given = unflatten(args as unknown as Tree, tensors) as unknown as typeof args;
      const result = withoutHostRandomness(() => step(given.state, given.batch, given.constants));
      checkState(given.state, result.state);
      const output = (leaf: tf.Tensor) => trace.outputs.get(backend.getInputTensorIds([leaf])[0]!)!;
      const outputs = leaves(result.outputs).map(output);
      traced = {
        state: leaves(result.state).map(output),
        outputs,
        outputSpecs: outputs.map((o) => graph.spec(o)!),
        form: { state: args.state, outputs: result.outputs },
      };
    });
    return traced!;
  });
}

/**
 * k steps as a `StatelessWhile` whose body is the traced step. Its variables, in one order for
 * condition, body and call: counter, one block of rows for every output, state, constants, batch.
 */
function loop(
  backend: TensorflowBackend,
  outer: Graph,
  request: Request,
  specs: readonly TensorSpec[],
  counts: Counts,
  block: number,
  owned: Pointer[],
): Built {
  const { native } = backend;
  const rows = specs.map((spec, i) => isBatch(i, counts) ? rowOf(spec) : spec);
  const body = new Graph(native);
  const condition = new Graph(native);
  try {
    const counter = body.argument(scalarInt);
    const held = specs.map((spec) => body.argument(spec));
    const arguments_ = held.map((output, i) =>
      isBatch(i, counts) ? rowAt(body, output, counter, specs[i]!.type) : output
    );
    const traced = traceStep(backend, body, request, arguments_, rows);
    const blocks = traced.outputSpecs.map(({ shape, type }) => ({
      shape: [block, ...shape],
      type,
    }));
    const collected = blocks.map((spec) => body.argument(spec));
    const next = [
      body.one("AddV2", [counter, body.ints(1)], { T: { type: DataType.int32 } }),
      ...collected.map((into, i) => withRow(body, into, counter, traced.outputs[i]!, blocks[i]!)),
      ...held.map((output, i) =>
        i < counts.state
          ? passOn(body, traced.state[i]!, specs[i]!)
          : passOn(body, output, specs[i]!)
      ),
    ];
    const variables = [scalarInt, ...blocks, ...specs];
    const carried = [counter, ...collected, ...held];
    const bodyName = `saddle_body_${body.contentName(carried, next)}`;
    owned.push(body.toFunction(bodyName, carried, next));
    const tested = variables.map((spec) => condition.argument(spec));
    const more = condition.one("Less", [tested[0]!, condition.ints(block)], {
      T: { type: DataType.int32 },
    });
    const conditionName = `saddle_more_${condition.contentName(tested, [more])}`;
    owned.push(condition.toFunction(conditionName, tested, [more]));
    for (const fn of owned) outer.addFunction(fn);

    const given = specs.map((spec) => outer.argument(spec));
    const empty = blocks.map((spec) => zeros(outer, spec));
    const whole = outer.add("StatelessWhile", [[outer.ints(0), ...empty, ...given]], {
      T: { types: variables.map((spec) => spec.type) },
      cond: { function: conditionName },
      body: { function: bodyName },
      output_shapes: { shapes: variables.map((spec) => spec.shape) },
      parallel_iterations: { int: 1 },
    });
    const out = (index: number): Output => ({ operation: whole, index });
    const state = specs.slice(0, counts.state);
    const returned = [
      ...state.map((_, i) => out(1 + blocks.length + i)),
      ...blocks.map((_, i) => out(1 + i)),
    ];
    const name = `saddle_loop_${outer.contentName(given, returned)}`;
    return {
      fn: outer.toFunction(name, given, returned),
      names: [name, bodyName, conditionName],
      results: [...state, ...blocks],
      stateCount: counts.state,
      form: traced.form,
    };
  } finally {
    body.delete();
    condition.delete();
  }
}

const scalarInt: TensorSpec = { shape: [], type: DataType.int32 };

function isBatch(index: number, { state, batch }: Counts): boolean {
  return index >= state && index < state + batch;
}

function rowOf({ shape, type }: TensorSpec): TensorSpec {
  return { shape: shape.slice(1), type };
}

/** Row `index` of `block`; XLA makes a dynamic slice of it. */
function rowAt(graph: Graph, block: Output, index: Output, type: number): Output {
  return graph.one("GatherV2", [block, index, graph.ints(0)], {
    Tparams: { type },
    Tindices: { type: DataType.int32 },
    Taxis: { type: DataType.int32 },
  });
}

/** `block` with `row` at `index`. */
function withRow(
  graph: Graph,
  block: Output,
  index: Output,
  row: Output,
  spec: TensorSpec,
): Output {
  const reshaped = (x: Output, shape: readonly number[], type: number) =>
    graph.one("Reshape", [x, graph.ints(shape)], {
      T: { type },
      Tshape: { type: DataType.int32 },
    });
  const at = reshaped(index, [1, 1], DataType.int32);
  const update = reshaped(row, [1, ...spec.shape.slice(1)], spec.type);
  return graph.one("TensorScatterUpdate", [block, at, update], {
    T: { type: spec.type },
    Tindices: { type: DataType.int32 },
  });
}

/** `x` as a result that is not the very placeholder it came in by. */
function passOn(graph: Graph, x: Output, { type }: TensorSpec): Output {
  return graph.identity(x, type);
}

function zeros(graph: Graph, { shape, type }: TensorSpec): Output {
  const values = type === DataType.float32
    ? new Float32Array(sizeOf(shape))
    : new Int32Array(sizeOf(shape));
  return graph.constant(values, shape, type);
}
