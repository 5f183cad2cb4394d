import * as tf from "@tensorflow/tfjs";
import type { Model } from "../../models/mod.ts";
import { shownValue } from "../../options/mod.ts";
import { readInScope } from "../probes/read_in_scope.ts";
import { type RunNumbers, runStreams } from "../../runs/mod.ts";
import type { Fields, Look, LookInputs, Net, PlayerParts } from "../game.ts";
import { type Each, mapEach } from "../each.ts";
import { knownFields } from "../known_fields.ts";
import { shownOf, type TrainingState } from "../step.ts";

/**
 * Inputs of a look in plain memory: of each field `[runs, n, features]`, or
 * `[n, features]` for all runs.
 */
interface HostInputs {
  readonly n: number;
  readonly fields: Readonly<Record<string, Float32Array>>;
}

/** Sees a game: its looks, with inputs that are drawn once. */
export class Looks {
  readonly #players: Each<string, PlayerParts>;
  readonly #looks: Readonly<Record<string, Look<string>>>;
  readonly #runs: number;
  readonly #inputs: Readonly<Record<string, HostInputs>>;

  /** The looks of so many runs. */
  constructor(
    players: Each<string, PlayerParts>,
    looks: Readonly<Record<string, Look<string>>>,
    numbers: RunNumbers,
  ) {
    this.#players = players;
    this.#looks = looks;
    this.#runs = numbers.runs;
    this.#inputs = mapEach(looks, ({ inputs }, name) => hostInputs(inputs, name, numbers));
  }

  /** What a look shows of a state, `[runs, n, features]`. */
  see(name: string, state: TrainingState): Float32Array {
    const runs = this.#runs, { n, fields } = this.#inputs[name]!;
    return readInScope(() => {
      const given: Fields = mapEach(fields, (values) => {
        const own = values.length / n;
        return tf.tensor(values, [runs, n, own / runs]);
      });
      const seen = this.#looks[name]!.see(
        this.#nets(state),
        knownFields(`The look "${name}"`, given),
      );
      checkSeen(name, seen, runs);
      return seen;
    });
  }

  #nets(state: TrainingState): Each<string, Net> {
    return mapEach(this.#players, ({ model }, name) => netOf(model, shownOf(state, name)));
  }
}

function checkSeen(name: string, seen: unknown, runs: number): void {
  if (seen instanceof tf.Tensor && seen.rank === 3 && seen.shape[0] === runs) return;
  const came = seen instanceof tf.Tensor ? `one of shape [${seen.shape}]` : shownValue(seen);
  throw new TypeError(
    `The look "${name}" shows a tensor of shape [${runs}, n, features], but ${came} came.`,
  );
}

function netOf(model: Model, variables: Parameters<Model["apply"]>[0]): Net {
  return (x) => model.apply(variables, x, "evaluate").y;
}

function hostInputs(inputs: LookInputs, look: string, numbers: RunNumbers): HostInputs {
  const { n } = inputs, { runs } = numbers;
  if ("rows" in inputs) {
    return { n, fields: mapEach(inputs.rows, (values) => repeated(values, runs)) };
  }
  const { source, stream = look } = inputs;
  const fields = mapEach(source.fields, (features) => new Float32Array(runs * n * features));
  runStreams(numbers, stream).forEach((random, run) => {
    const out = Object.values(fields).map((values) => {
      const size = values.length / runs;
      return values.subarray(run * size, (run + 1) * size);
    });
    source.open(random, n).next(out, 0);
  });
  return { n, fields };
}

function repeated(values: Float32Array, times: number): Float32Array {
  const all = new Float32Array(times * values.length);
  for (let i = 0; i < times; i++) all.set(values, i * values.length);
  return all;
}
