import type { Constraint } from "../constraints/mod.ts";
import type { Tree } from "../engine/mod.ts";
import type { Loss } from "../losses/mod.ts";
import type { Model } from "../models/mod.ts";
import type { AverageOptions } from "./average.ts";
import type { Numbers, Optimiser } from "./optimisers/optimiser.ts";

/** One player: its parameters, its model's state, its optimiser's memory. */
export interface Player {
  /** Parameters. */
  readonly params: Tree;
  /** What the model keeps besides parameters. */
  readonly state: Tree;
  /** What the optimiser remembers. */
  readonly memory: Tree;
}

/** Both players. */
export interface Players {
  /** The generator. */
  readonly generator: Player;
  /** The critic. */
  readonly critic: Player;
}

/** The parts a training combines. */
export interface Parts {
  /** The generator's model. */
  readonly generator: Model;
  /** The critic's model. */
  readonly critic: Model;
  /** What both minimise. */
  readonly loss: Loss;
  /** What keeps the critic smooth. */
  readonly constraints: readonly Constraint[];
  /** The rule that moves each player. */
  readonly optimisers: { readonly generator: Optimiser; readonly critic: Optimiser };
  /** The running mean of the generator that is kept beside it. Default none. */
  readonly average?: Required<AverageOptions> | undefined;
}

/** The numbers of a training as tensors `[runs]`: the step's constants. */
export interface StepNumbers {
  /** Of the generator's optimiser. */
  readonly generator: Numbers;
  /** Of the critic's optimiser. */
  readonly critic: Numbers;
  /** Of each constraint. */
  readonly constraints: readonly Numbers[];
  /** Of the update. */
  readonly update: Numbers;
}
