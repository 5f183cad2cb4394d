import * as tf from "@tensorflow/tfjs";
import {
  type CompiledStep,
  disposeTree,
  mapTree,
  type StepResult,
  type Tree,
} from "../../engine/mod.ts";
import { currentEngine, threadsHere } from "../../engine/house.ts";

/** Runs that share a lane at least: fewer fill a processor's vectors badly. */
const RUNS = 4;
/** Lanes at most. */
const LANES = 8;

/**
 * In how many groups of one size runs are computed at the same time. It depends on the number of
 * runs alone, not on the cores of a machine, because sums come out otherwise in another grouping.
 */
export function lanesFor(runs: number): number {
  const { program, report } = currentEngine();
  if (!program || report.device !== "CPU") return 1; // a GPU likes one large group
  for (let lanes = LANES; lanes > 1; lanes--) {
    if (runs % lanes === 0 && runs / lanes >= RUNS) return lanes;
  }
  return 1;
}

/**
 * A block of a step with its runs in lanes that compute at the same time, on the threads that the
 * engine gives them. The arguments stay the caller's, and so does the result.
 *
 * @param step A compiled step whose outputs are one tensor, `[steps, rows, runs]`.
 * @param state Tensors `[runs, ...]`, as are the constants.
 * @param batch Tensors `[steps, runs, ...]`.
 */
export async function inLanes<State extends Tree, Constants extends Tree>(
  step: CompiledStep<State, readonly tf.Tensor[], Constants, tf.Tensor>,
  lanes: number,
  state: State,
  batch: readonly tf.Tensor[],
  constants: Constants,
): Promise<StepResult<State, tf.Tensor>> {
  const given = { states: split(state, lanes, 0), batches: split(batch, lanes, 1) };
  const numbers = split(constants, lanes, 0);
  // all have ended, well or not, before anything is freed that one of them may still read
  const calls = await settled(
    given.states.map((own, lane) => () => step.aside(own, given.batches[lane]!, numbers[lane]!)),
    threadsHere(),
  );
  disposeTree([given, numbers] as Tree);
  const results = calls.flatMap((call) => call.status === "fulfilled" ? [call.value] : []);
  const failed = calls.find((call) => call.status === "rejected");
  try {
    if (failed) throw failed.reason;
    return joined(results);
  } finally {
    disposeTree(results as unknown as Tree);
  }
}

/** Makes calls, so many at once, and waits until all have ended. */
async function settled<T>(
  calls: readonly (() => Promise<T>)[],
  atOnce: number,
): Promise<PromiseSettledResult<T>[]> {
  const ended = new Array<PromiseSettledResult<T>>(calls.length);
  const waiting = calls.entries();
  const worker = async () => {
    for (const [index, call] of waiting) [ended[index]] = await Promise.allSettled([call()]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return ended;
}

/** Slices of a tree's leaves along an axis, as many as there are lanes. */
function split<T extends Tree>(tree: T, lanes: number, axis: number): T[] {
  return Array.from({ length: lanes }, (_, lane) =>
    mapTree((leaf) => {
      const size = leaf.shape[axis]! / lanes;
      const at = (here: number, elsewhere: number) =>
        leaf.shape.map((_, i) => i === axis ? here : elsewhere);
      return tf.slice(leaf, at(lane * size, 0), at(size, -1));
    }, tree));
}

/** The results of all lanes with their runs side by side. */
function joined<State extends Tree>(
  results: readonly StepResult<State, tf.Tensor>[],
): StepResult<State, tf.Tensor> {
  const [first, ...others] = results.map(({ state }) => state);
  return {
    state: mapTree((...leaves) => tf.concat(leaves, 0), first!, ...others),
    outputs: tf.concat(results.map(({ outputs }) => outputs), 2),
  };
}
