import { read } from "../options/mod.ts";
import { ByHand } from "./by_hand.ts";
import type { Each } from "./each.ts";
import type { Game } from "./game.ts";
import type { Going } from "./going.ts";
import { PLAY, type PlayOptions } from "./play_options.ts";
import type { Played } from "./record/played.ts";
import type { Seen } from "./record/recorder.ts";
import type { RunStatus, Trained } from "./record/run.ts";
import type { GameSnapshot } from "./record/snapshot.ts";
import { gameTrial } from "./trials/game_trial.ts";
import type { Steppable } from "./trials/trial.ts";

/** What {@linkcode openGame} is told: as {@linkcode play}, without a checkpoint. */
export type GameSessionOptions = Omit<PlayOptions, "checkpoint">;

/** What a game is like at a step. Nothing of it is recorded. */
export interface GameLook extends GameSnapshot {
  /** The metrics, one row a run: `step`, `run` and each number, which a run lacks that has failed. */
  readonly metrics: readonly Readonly<Record<string, number>>[];
  /** The terms of the last step, one row a run in the same way; no rows before the first. */
  readonly terms: readonly Readonly<Record<string, number>>[];
  /** What became of each run so far: `"finished"` is one that is well. */
  readonly status: readonly RunStatus[];
}

/**
 * A game that is moved on by hand: made by {@linkcode openGame}. It owns tensors of the engine until
 * {@linkcode GameSession.dispose}; `using session = await openGame(...)` does that by itself.
 *
 * While {@linkcode GameSession.advance} is under way everything else but `step` and `dispose` is
 * refused: wait for its promise.
 */
export interface GameSession<P extends string = string> extends Disposable {
  /** Steps done. */
  readonly step: number;
  /**
   * Does so many steps, none behind the last of `steps`. Looks, metrics and the history are recorded
   * as `play` records them, and `onProgress` is called.
   *
   * @param steps How many. Default 1.
   * @throws {RangeError} If it is not a positive whole number, or one of these calls is under way.
   * @throws {TypeError} As `play`, at a look.
   * @throws The reason of the `signal`, once it is aborted. What was done until then stays.
   */
  advance(steps?: number): Promise<void>;
  /** What it is like now: what its looks show, metrics, terms, failures. */
  look(): GameLook;
  /** All players as they are now, for `outputsOf` and `savePlayers`. */
  players(): Each<P, Trained>;
  /**
   * Takes the numbers of another game from the next step on: rates, weights, decays, one for all
   * runs or one a run. It must be of the same form: made in the same way, with other numbers.
   *
   * @throws {RangeError} If it has another form, or a number is out of its range. Nothing is changed
   * then.
   */
  change(game: Game<P>): void;
  /**
   * All that is left of it, as if it were to end here: without changes the same, bit for bit, as
   * `play` with `steps` of {@linkcode GameSession.step}. Changes of numbers are told in `settings`.
   */
  run(): Played<P>;
  /** Frees its tensors; an `advance` that is under way ends first. Nothing else works then. */
  dispose(): void;
}

/** What fits {@linkcode GameSessionOptions}. */
const { checkpoint: _, ...SESSION } = PLAY;

/**
 * Opens a game of any number of players to go through it by hand: step by step, with looks and other
 * numbers between two steps. It starts an engine if none runs. Whatever the sizes of its steps, it is
 * the game that {@linkcode play} gives, bit for bit. For a generator against a critic
 * {@linkcode openTraining} says the same in fewer words.
 *
 * @throws {RangeError} As `play`, before anything is trained; or if a checkpoint is given: numbers
 * that were changed by hand would not be in it.
 * @throws {TypeError} As `play`.
 *
 * @example A player who learns to halve its input, quickly first and then slowly:
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { latentRows, openGame, sgd, turns } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const half = (rate: number) => turns({
 *   name: "halving",
 *   players: { net: { model: linear({ inputs: 1, outputs: 1 }), optimiser: sgd({ rate }) } },
 *   turns: [{
 *     moves: ["net"],
 *     draws: [latentRows(1)],
 *     terms: ["error"],
 *     loss: ({ net }, { latent }) => ({
 *       error: tf.mean(tf.square(tf.sub(net(latent!), tf.div(latent!, 2))), [1, 2]),
 *     }),
 *   }],
 * });
 * using session = await openGame(half(0.5), { steps: 50, batch: 64 });
 * await session.advance(10);
 * session.change(half(0.05));
 * await session.advance(40);
 * assert.ok(session.look().terms[0]!["error"]! < 1e-3);
 * assert.match(String(session.run().settings["changes"]), /^after step 10: net's optimiser SGD/);
 * ```
 */
export async function openGame<P extends string>(
  game: Game<P>,
  options: GameSessionOptions = {},
): Promise<GameSession<P>> {
  read("openGame", options, SESSION);
  const trial = gameTrial(game, options, "openGame");
  return new Session<P>(options, trial, await trial.begin());
}

class Session<P extends string> extends ByHand implements GameSession<P> {
  readonly #options: GameSessionOptions;
  readonly #trial: Steppable;
  #now: Steppable;

  constructor(options: GameSessionOptions, trial: Steppable, going: Going<string>) {
    super(going, options.signal, "game");
    this.#options = options;
    this.#trial = this.#now = trial;
  }

  look(): GameLook {
    const { snapshot, ...rest }: Seen = this.between("look").seen();
    return { ...snapshot, ...rest };
  }

  players(): Each<P, Trained> {
    return this.between("players").players() as Each<P, Trained>;
  }

  change(game: Game<P>): void {
    const going = this.between("change");
    const next: Steppable = gameTrial(game, this.#options, "change");
    checkForms(this.#trial.form, next.form);
    const changes = Object.entries(next.settings).filter(([name, words]) =>
      words !== this.#now.settings[name]
    );
    if (changes.length === 0) return;
    going.change(next.game);
    this.#now = next;
    this.note(changes.map((one) => one.join(" ")));
  }

  run(): Played<P> {
    const played = this.between("run").played();
    return { ...played, settings: this.asOfNow(this.#trial.settings) } as Played<P>;
  }
}

/** Refuses a game that another step would be made of. */
function checkForms(
  open: Readonly<Record<string, string>>,
  next: Readonly<Record<string, string>>,
): void {
  for (const name of new Set([...Object.keys(open), ...Object.keys(next)])) {
    if (open[name] === next[name]) continue;
    throw new RangeError(
      `change takes other numbers for a game of the same form, but as ${name} it has ${
        open[name] ?? "none"
      }, and ${next[name] ?? "none"} came. Open another game for it.`,
    );
  }
}
