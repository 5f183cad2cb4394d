import * as tf from "@tensorflow/tfjs";
import { checkState, type Request, withoutHostRandomness } from "../step.ts";
import { leaves, mapTree, type Tree, unflatten } from "../tree.ts";
import type { TensorflowBackend } from "./backend.ts";
import { Graph, type Output, type TensorSpec } from "./graph.ts";
import { DataType, type Pointer, sizeOf } from "./native.ts";
import { packable, packIn, packSpec, unpackIn } from "./packing.ts";

/** A step as a native function. */
export interface StepFunction {
  /** The native function, until it is registered. */
  readonly fn: Pointer;
  /** Its name, then the names of the functions it calls. */
  readonly names: readonly string[];
  /** What the step returns: its state, then its outputs. */
  readonly results: readonly TensorSpec[];
  /** How many of the results are state. */
  readonly stateCount: number;
  /** How many arguments the step takes. */
  readonly arguments: number;
  /** Which of them come together. */
  readonly packs: Packs;
  /** The trees of the results. */
  readonly form: { readonly state: Tree; readonly outputs: Tree };
}

/** The places of the arguments that come in one tensor; those of the state also leave in one. */
export interface Packs {
  /** Tensors of the state. */
  readonly state: readonly number[];
  /** Constants. */
  readonly constants: readonly number[];
}

const NO_PACKS: Packs = { state: [], constants: [] };

/** A traced step, ready to be a body of a function. */
interface TracedStep {
  readonly state: readonly Output[];
  readonly outputs: readonly Output[];
  readonly outputSpecs: readonly TensorSpec[];
  readonly form: { readonly state: Tree; readonly outputs: Tree };
}

/**
 * Traces a step into a TensorFlow function, k steps of it as a loop inside the graph,
 * and registers it.
 */
export function registerStep(backend: TensorflowBackend, given: Request): StepFunction {
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
      : loopedSteps(backend, graph, request, specs, counts, block, owned);
    owned.push(built.fn);
    for (const fn of owned) {
      backend.native.c.TFE_ContextAddFunction(backend.native.context, fn, backend.native.status);
      backend.native.check("registering a compiled step");
    }
    return built;
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

/** The packs among the arguments, in the order in which the native function takes them. */
export function packsOf(
  { packs: { state, constants } }: Pick<StepFunction, "packs">,
): (readonly number[])[] {
  return [state, constants].filter((places) => places.length > 0);
}

/** The numbers below `count` that are not among `places`. */
export function placesBut(places: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, place) => place).filter((one) => !places.includes(one));
}

type Counts = { readonly state: number; readonly batch: number };

function singleStep(
  backend: TensorflowBackend,
  graph: Graph,
  request: Request,
  specs: readonly TensorSpec[],
  counts: Counts,
): StepFunction {
  const packs: Packs = request.xla && request.packState
    ? {
      state: packable(specs, 0, counts.state),
      constants: packable(specs, counts.state + counts.batch, specs.length),
    }
    : NO_PACKS;
  const { placeholders, inputs } = argumentsOf(graph, specs, packsOf({ packs }));
  const traced = traceStep(backend, graph, request, inputs, specs);
  const passed = new Set(placeholders.map((p) => p.operation));
  const outputs = [...traced.state, ...traced.outputs];
  const results = [...specs.slice(0, counts.state), ...traced.outputSpecs];
  const returned = placesBut(packs.state, outputs.length).map((place) => {
    const output = outputs[place]!;
    return passed.has(output.operation) ? graph.identity(output, results[place]!.type) : output;
  });
  if (packs.state.length > 0) {
    returned.unshift(packIn(graph, packs.state.map((place) => outputs[place]!)));
  }
  const name = `saddle_step_${graph.contentName(placeholders, returned)}`;
  return {
    fn: graph.toFunction(name, placeholders, returned),
    names: [name],
    results,
    stateCount: counts.state,
    arguments: specs.length,
    packs,
    form: traced.form,
  };
}

/** The arguments of a native function, some of them packs, and the tensors in them. */
function argumentsOf(graph: Graph, specs: readonly TensorSpec[], packs: (readonly number[])[]) {
  const inputs = new Array<Output>(specs.length);
  const placeholders = packs.map((places) => {
    const parts = places.map((place) => specs[place]!);
    const pack = graph.argument(packSpec(parts));
    unpackIn(graph, pack, parts).forEach((part, i) => inputs[places[i]!] = part);
    return pack;
  });
  for (const place of placesBut(packs.flat(), specs.length)) {
    placeholders.push(inputs[place] = graph.argument(specs[place]!));
  }
  return { placeholders, inputs };
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
function loopedSteps(
  backend: TensorflowBackend,
  outer: Graph,
  request: Request,
  specs: readonly TensorSpec[],
  counts: Counts,
  block: number,
  owned: Pointer[],
): StepFunction {
  const body = loopBody(backend, request, specs, counts, block);
  owned.push(body.fn);
  const variables = [scalarInt, ...body.blocks, ...specs];
  const condition = loopCondition(backend, variables, block);
  owned.push(condition.fn);
  for (const fn of owned) outer.addFunction(fn);

  const given = specs.map((spec) => outer.argument(spec));
  const empty = body.blocks.map((spec) => zeros(outer, spec));
  const whole = outer.add("StatelessWhile", [[outer.ints(0), ...empty, ...given]], {
    T: { types: variables.map((spec) => spec.type) },
    cond: { function: condition.name },
    body: { function: body.name },
    output_shapes: { shapes: variables.map((spec) => spec.shape) },
    parallel_iterations: { int: 1 },
  });
  const out = (index: number): Output => ({ operation: whole, index });
  const state = specs.slice(0, counts.state);
  const returned = [
    ...state.map((_, i) => out(1 + body.blocks.length + i)),
    ...body.blocks.map((_, i) => out(1 + i)),
  ];
  const name = `saddle_loop_${outer.contentName(given, returned)}`;
  return {
    fn: outer.toFunction(name, given, returned),
    names: [name, body.name, condition.name],
    results: [...state, ...body.blocks],
    stateCount: counts.state,
    arguments: specs.length,
    packs: NO_PACKS,
    form: body.form,
  };
}

/** A function that a loop calls, and its name in the graph. */
interface LoopPart {
  readonly fn: Pointer;
  readonly name: string;
}

/** One round of a loop of `block` steps: the traced step, its outputs put in their rows. */
function loopBody(
  backend: TensorflowBackend,
  request: Request,
  specs: readonly TensorSpec[],
  counts: Counts,
  block: number,
): LoopPart & { readonly blocks: readonly TensorSpec[]; readonly form: TracedStep["form"] } {
  const graph = new Graph(backend.native);
  try {
    const counter = graph.argument(scalarInt);
    const held = specs.map((spec) => graph.argument(spec));
    const rows = specs.map((spec, i) => isBatch(i, counts) ? rowOf(spec) : spec);
    const inputs = held.map((output, i) =>
      isBatch(i, counts) ? rowAt(graph, output, counter, specs[i]!.type) : output
    );
    const traced = traceStep(backend, graph, request, inputs, rows);
    const blocks = traced.outputSpecs.map(({ shape, type }) => ({
      shape: [block, ...shape],
      type,
    }));
    const collected = blocks.map((spec) => graph.argument(spec));
    const next = [
      graph.one("AddV2", [counter, graph.ints(1)], { T: { type: DataType.int32 } }),
      ...collected.map((into, i) => withRow(graph, into, counter, traced.outputs[i]!, blocks[i]!)),
      ...held.map((output, i) =>
        // a result is not the very placeholder that it came in by
        graph.identity(i < counts.state ? traced.state[i]! : output, specs[i]!.type)
      ),
    ];
    const carried = [counter, ...collected, ...held];
    const name = `saddle_body_${graph.contentName(carried, next)}`;
    return { fn: graph.toFunction(name, carried, next), name, blocks, form: traced.form };
  } finally {
    graph.delete();
  }
}

/** Whether a loop with these variables goes on: the counter comes first. */
function loopCondition(
  { native }: TensorflowBackend,
  variables: readonly TensorSpec[],
  block: number,
): LoopPart {
  const graph = new Graph(native);
  try {
    const tested = variables.map((spec) => graph.argument(spec));
    const more = graph.one("Less", [tested[0]!, graph.ints(block)], {
      T: { type: DataType.int32 },
    });
    const name = `saddle_more_${graph.contentName(tested, [more])}`;
    return { fn: graph.toFunction(name, tested, [more]), name };
  } finally {
    graph.delete();
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
  const at = graph.reshape(index, [1, 1], DataType.int32);
  const update = graph.reshape(row, [1, ...spec.shape.slice(1)], spec.type);
  return graph.one("TensorScatterUpdate", [block, at, update], {
    T: { type: spec.type },
    Tindices: { type: DataType.int32 },
  });
}

function zeros(graph: Graph, { shape, type }: TensorSpec): Output {
  const values = type === DataType.float32
    ? new Float32Array(sizeOf(shape))
    : new Int32Array(sizeOf(shape));
  return graph.constant(values, shape, type);
}
