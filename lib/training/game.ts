import type * as tf from "@tensorflow/tfjs";
import type { PerRun } from "../constraints/mod.ts";
import type { Tree } from "../engine/mod.ts";
import type { Model } from "../models/mod.ts";
import type { Each } from "./each.ts";
import type { AverageOptions } from "./average.ts";
import type { Numbers, Optimiser } from "./optimisers/optimiser.ts";
import type { Player } from "./parts.ts";
import type { Source } from "./source.ts";

/** Tensors by the names of the fields they fill, `[runs, batch, features]` each. */
export type Fields = Readonly<Record<string, tf.Tensor>>;

/** What a player is made of. */
export interface PlayerParts {
  /** Its model. */
  readonly model: Model;
  /** The rule that moves it. */
  readonly optimiser: Optimiser;
  /** A running mean of its parameters, which is then what looks show. Default none. */
  readonly average?: Required<AverageOptions> | undefined;
}

/** The numbers of a game as tensors `[runs]`: the constants of its step. */
export interface GameNumbers<P extends string> {
  /** Of each player's optimiser. */
  readonly players: Each<P, Numbers>;
  /** Its own, by group and name. */
  readonly own: Readonly<Record<string, Numbers>>;
}

/** What a step of a game leaves behind. */
export interface GameStep<P extends string> {
  /** The players after the step. */
  readonly players: Each<P, Player>;
  /** The terms, `[runs]` each, in the order of `Game.terms`. */
  readonly terms: readonly tf.Tensor[];
  /** All gradients of the step: a run is frozen where one is not finite. */
  readonly gradients: Tree;
}

/**
 * A player's model with its parameters: outputs `[runs, n, outputs]` of inputs `[runs, n, inputs]`.
 */
export type Net = (x: tf.Tensor) => tf.Tensor;

/**
 * So many rows of a source, drawn once for each run; or rows that are given, the same for all runs.
 */
export type LookInputs =
  | {
    readonly source: Source;
    readonly n: number;
    /** The random stream. Default that of the look's name. */
    readonly stream?: string;
  }
  | { readonly rows: Readonly<Record<string, Float32Array>>; readonly n: number };

/**
 * Something to see of a game at a step: samples, scores on a grid, reconstructions, translations.
 */
export interface Look<P extends string> {
  /** What is put in: the same at every step, so that only the players change. */
  readonly inputs: LookInputs;
  /** What comes out, `[runs, n, features]`. */
  see(nets: Each<P, Net>, inputs: Fields): tf.Tensor;
  /** Whether snapshots keep it; if not, it is for metrics alone. Default yes. */
  readonly kept?: boolean;
}

/**
 * What is trained: players with names, what a step draws, and the rule of a step. A pure
 * description, which owns no tensors: {@linkcode play} trains it. {@linkcode turns} is the short
 * way to write one.
 */
export interface Game<P extends string = string> {
  /** What it is. */
  readonly name: string;
  /** Who plays. */
  readonly players: Each<P, PlayerParts>;
  /**
   * Its own numbers by group and name; they enter the step as arguments, one a run. Default none.
   */
  readonly numbers?: Readonly<Record<string, Readonly<Record<string, PerRun>>>>;
  /** What a step takes, in the order in which it is drawn; one source may come several times. */
  readonly draws: readonly Source[];
  /** What a step reports: columns of the history, and what is watched for divergence. */
  readonly terms: readonly string[];
  /** One step as a pure function: it draws nothing, reads nothing, returns what changes. */
  step(
    players: Each<P, Player>,
    drawn: readonly Fields[],
    numbers: GameNumbers<P>,
  ): GameStep<P>;
  /** What can be seen of it, by name. */
  readonly looks: Readonly<Record<string, Look<P>>>;
}
