import * as tf from "@tensorflow/tfjs";
import { disposeTree, leaves } from "../../engine/mod.ts";
import type { Variables } from "../../models/mod.ts";
import { stream } from "../../random/mod.ts";
import { feed } from "../blocks/feed.ts";
import type { GameNumbers, PlayerParts } from "../game.ts";
import { scoresOf } from "../probes/evaluate.ts";
import { Looks } from "../record/looks.ts";
import { sampleRows } from "../sample_batch.ts";
import { startingState, trainingNumbers, type TrainingState } from "../step.ts";
import { fingerprint } from "../stored/fingerprint.ts";
import type { Trial } from "./trial.ts";

/** What a game does in its first step. */
export interface FirstStep {
  /** What each part, in words, is known by: the same for parts that do the same. */
  readonly prints: Readonly<Record<string, string>>;
  /** The terms of the step, a number for each run. */
  readonly terms: readonly Float32Array[];
  /** The gradients of the step. */
  readonly gradients: readonly Float32Array[];
}

/**
 * Looks at what names do not say of a trial: the rows it draws, how its models start, what they
 * make of points, what metrics say of the start, and one step. An engine has started.
 */
export function firstStepOf({ game, options }: Pick<Trial, "game" | "options">): FirstStep {
  const state = startingState(game.players, options);
  try {
    return { prints: printsOf({ game, options }, state), ...stepOf({ game, options }, state) };
  } finally {
    disposeTree(state);
  }
}

type Start = Pick<Trial, "game" | "options">;

function printsOf({ game, options }: Start, state: TrainingState): Record<string, string> {
  const { runs, seed, batch, metrics } = options;
  const sources = [...new Set(game.draws)];
  const rows = [...new Set(sources.map((source) => source.stream))].map((name) => {
    const own = sources.filter((source) => source.stream === name);
    const drawn = own.flatMap((source) => sampleRows(source, seed, batch));
    return [`the rows of "${name}"`, fingerprint(drawn)] as const;
  });
  const players = Object.entries<PlayerParts>(game.players).map(([name, { model }]) => {
    const points = stream(seed, 0, "check inputs").normal(new Float32Array(batch * model.inputs));
    const own = state.players[name]! as Variables;
    const numbers = leaves(own.params).map((leaf) => leaf.dataSync<"float32">());
    const print = fingerprint([...numbers, scoresOf(model, own, points, runs)]);
    return [`the player "${name}"`, print] as const;
  });
  const looks = new Looks(game.players, game.looks, options);
  const measured = Object.values(metrics).map(({ look, measure }) => {
    const all = looks.see(look, state);
    return measure(all.subarray(0, all.length / runs));
  });
  return { ...Object.fromEntries([...rows, ...players]), "the metrics": JSON.stringify(measured) };
}

/** The terms and gradients of a step, operation by operation. */
function stepOf({ game, options }: Start, { players }: TrainingState) {
  const source = feed({ ...options, draws: game.draws });
  const numbers = trainingNumbers(game, options.runs, options.divergence);
  const block = source.next(1);
  const read = (tensors: readonly tf.Tensor[]) =>
    tensors.map((tensor) => tensor.dataSync<"float32">().slice());
  const seen: Record<"terms" | "gradients", Float32Array[]> = { terms: [], gradients: [] };
  try {
    tf.tidy(() => {
      const drawn = source.named(block.map((tensor) => tf.squeeze(tensor, [0])));
      const { terms, gradients } = game.step(players, drawn, numbers satisfies GameNumbers<string>);
      seen.terms = read(terms);
      seen.gradients = read(leaves(gradients));
    });
    return seen;
  } finally {
    disposeTree([block, numbers]);
  }
}
