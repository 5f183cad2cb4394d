import * as tf from "@tensorflow/tfjs";
import type { PerRun } from "../constraints/mod.ts";
import { type Tree, valueAndGradient } from "../engine/mod.ts";
import { aModel } from "../models/house.ts";
import type { Model } from "../models/mod.ts";
import {
  byName,
  callable,
  group,
  list,
  off,
  open,
  perRun,
  read,
  shownValue,
  type Spec,
  text,
} from "../options/mod.ts";
import type { Fields, Game, GameStep, Look, Net, PlayerParts } from "./game.ts";
import { anOptimiser, type Numbers } from "./optimisers/optimiser.ts";
import { AVERAGE, type Average } from "./average.ts";
import type { Player } from "./parts.ts";
import { aSource, type Source } from "./source.ts";
import { type Each, mapEach } from "./each.ts";
import { knownFields } from "./known_fields.ts";
import { checkLook, LOOK } from "./look.ts";

/** A player's net within a turn. A net that learns moves its model's state on with every call. */
export interface TurnNet extends Net {
  /** The same without moving its state on: for gradients inside a loss, such as a penalty's. */
  readonly still: Net;
  /** Its model. */
  readonly model: Model;
}

/** One move within a step: who learns, what is drawn anew for it, what is minimised. */
export interface Turn<P extends string> {
  /** Whose parameters move; all others are held. */
  readonly moves: readonly P[];
  /** What is drawn anew. Other fields stay as the turn before saw them. Default nothing. */
  readonly draws?: readonly Source[];
  /** The names of the loss's terms: columns of the history. */
  readonly terms: readonly string[];
  /** The terms, `[runs]` each: their sum is minimised by the parameters of those who move. */
  loss(
    nets: Each<P, TurnNet>,
    given: Fields,
    numbers: Readonly<Record<string, Numbers>>,
  ): Readonly<Record<string, tf.Tensor>>;
  /**
   * What becomes of the parameters of those who moved. Default they stay as the
   * optimiser left them.
   */
  readonly project?: {
    readonly [name in P]?: (params: Tree, numbers: Readonly<Record<string, Numbers>>) => Tree;
  };
}

/** What {@linkcode turns} makes a game of. */
export interface TurnsOptions<P extends string> {
  /** What it is. */
  readonly name: string;
  /** Who plays. */
  readonly players: Each<P, PlayerParts>;
  /** Its own numbers by group and name. Default none. */
  readonly numbers?: Readonly<Record<string, Readonly<Record<string, PerRun>>>>;
  /** What can be seen of it, by name. Default nothing. */
  readonly looks?: Readonly<Record<string, Look<P>>>;
  /** The moves of a step, one after the other: each answers what the others have just become. */
  readonly turns: readonly Turn<P>[];
}

/** What fits {@linkcode PlayerParts}. */
export const PLAYER = {
  model: aModel,
  optimiser: anOptimiser,
  average: off(group<Average>(AVERAGE)),
} satisfies Spec<PlayerParts>;

/** What fits a {@linkcode Turn}. */
export const TURN = {
  moves: list(text()),
  draws: list(aSource, []),
  terms: list(text()),
  loss: callable<Turn<string>["loss"]>("a function of nets"),
  project: open(byName(callable<Project>("a function of parameters"))),
} satisfies Spec<Turn<string>>;

type Project = NonNullable<NonNullable<Turn<string>["project"]>[string]>;

/** What fits {@linkcode TurnsOptions}. */
export const TURNS = {
  name: text(),
  players: byName(group<PlayerParts>(PLAYER)),
  numbers: open(byName(byName(perRun()))),
  looks: byName(group<Look<string>>(LOOK), {}),
  turns: list(group<Turn<string>>(TURN)),
} satisfies Spec<TurnsOptions<string>>;

/**
 * A game whose step is a row of moves: the short way to write one. Each turn says who learns, what
 * is drawn anew, and what is minimised; a term that several turns report is that of the last.
 *
 * @throws {RangeError} If there is no turn, one moves nobody or somebody who does not play, or a
 * loss gives other terms than it said (at the first step).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { mlp } from "saddle/models/mod.ts";
 * import { adam, dataRows, type Game, latentRows, turns } from "saddle/training/mod.ts";
 *
 * const mean = (x: tf.Tensor) => tf.mean(x, [1, 2]);
 * const player = (inputs: number, outputs: number) => ({
 *   model: mlp({ inputs, outputs, hidden: [16] }),
 *   optimiser: adam({ rate: 1e-3 }),
 * });
 * const least: Game<"generator" | "critic"> = turns({ // least squares (Mao et al. 2017)
 *   name: "least squares",
 *   players: { generator: player(2, 2), critic: player(2, 1) },
 *   turns: [{
 *     moves: ["critic"],
 *     draws: [dataRows(ring()), latentRows(2)],
 *     terms: ["criticLoss"],
 *     loss: ({ generator, critic }, { real, latent }) => {
 *       const fake = generator(latent!);
 *       const [good, bad] = [tf.sub(critic(real!), 1), critic(fake)];
 *       return { criticLoss: mean(tf.add(tf.square(good), tf.square(bad))) };
 *     },
 *   }, {
 *     moves: ["generator"],
 *     draws: [latentRows(2)],
 *     terms: ["generatorLoss"],
 *     loss: ({ generator, critic }, { latent }) => ({
 *       generatorLoss: mean(tf.square(tf.sub(critic(generator(latent!)), 1))),
 *     }),
 *   }],
 * });
 * assert.deepEqual(least.terms, ["criticLoss", "generatorLoss"]);
 * ```
 */
export function turns<P extends string>(options: TurnsOptions<P>): Game<P> {
  const { name, players, numbers, looks, turns } = checked(options);
  const terms = [...new Set(turns.flatMap((turn) => turn.terms))];
  return {
    name,
    players,
    ...(numbers ? { numbers } : {}),
    draws: turns.flatMap(({ draws = [] }) => draws),
    terms,
    looks,
    step(start, drawn, all): GameStep<P> {
      let now = start, given: Fields = {}, next = 0;
      const met: Record<string, tf.Tensor> = {}, gradients: Tree[] = [];
      for (const turn of turns) {
        const fresh = drawn.slice(next, next += turn.draws?.length ?? 0);
        given = Object.assign({}, given, ...fresh);
        const { moved, parts, gradient } = taken(turn, players, now, given, all);
        now = moved;
        gradients.push(gradient);
        Object.assign(met, parts);
      }
      return { players: now, terms: terms.map((term) => met[term]!), gradients };
    },
  };
}

/** A turn taken: its gradient at the players, and the players after it. */
function taken<P extends string>(
  turn: Turn<P>,
  parts: Each<P, PlayerParts>,
  now: Each<P, Player>,
  given: Fields,
  numbers: Parameters<Game<P>["step"]>[2],
) {
  const learns = new Set<string>(turn.moves);
  const own = Object.fromEntries(turn.moves.map((name) => [name, now[name].params]));
  const fields = knownFields(`The turn of ${turn.moves.join(", ")}`, given);
  const { gradient, aux } = valueAndGradient((params: Readonly<Record<string, Tree>>) => {
    const states: Record<string, Tree> = {};
    const nets = mapEach(
      parts,
      ({ model }, name) => {
        const own = learns.has(name) ? params[name]! : now[name].params;
        return netOf(model, own, now[name].state, (state) => {
          if (learns.has(name)) states[name] = state;
        });
      },
    );
    const terms = turn.loss(nets, fields, numbers.own);
    checkTerms(turn, terms, Object.values(given)[0]?.shape[0]);
    return { value: tf.addN(Object.values(terms)), aux: { terms: { ...terms }, states } };
  }, own);
  const moved = mapEach(now, (player, name) => {
    if (!learns.has(name)) return player;
    const { params, memory } = parts[name].optimiser.update(
      gradient[name]!,
      player.memory,
      player.params,
      numbers.players[name],
    );
    return {
      params: turn.project?.[name]?.(params, numbers.own) ?? params,
      state: Object.hasOwn(aux.states, name) ? aux.states[name]! : player.state,
      memory,
    };
  });
  return { moved, parts: aux.terms, gradient };
}

/** A net whose state is carried from call to call. */
function netOf(
  model: Model,
  params: Tree,
  before: Tree,
  keep: (state: Tree) => void,
): TurnNet {
  let state = before;
  const net = (x: tf.Tensor) => {
    const applied = model.apply({ params, state }, x, "train");
    keep(state = applied.state);
    return applied.y;
  };
  return Object.assign(net, {
    model,
    still: (x: tf.Tensor) => model.apply({ params, state }, x, "train").y,
  });
}

/** The options with every default filled in. */
function checked<P extends string>(
  options: TurnsOptions<P>,
): TurnsOptions<P> & Required<Pick<TurnsOptions<P>, "looks">> {
  const { looks } = read("turns", options, TURNS);
  for (const [player, parts] of Object.entries<PlayerParts>(options.players)) {
    read(`the player "${player}"`, parts, PLAYER);
  }
  for (const [name, look] of Object.entries(looks)) checkLook(name, look);
  for (const turn of options.turns) read(`a turn of ${options.name}`, turn, TURN);
  checkTurns(options);
  return { ...options, looks };
}

function checkTurns<P extends string>({ name, players, turns }: TurnsOptions<P>): void {
  if (turns.length === 0) throw new RangeError(`A game has turns, but ${name} has none.`);
  const known = Object.keys(players).join(", ");
  for (const turn of turns) {
    const { moves, terms } = turn;
    const named = [...moves, ...Object.keys(turn.project ?? {}) as P[]];
    const stranger = named.find((player) => !Object.hasOwn(players, player));
    if (moves.length > 0 && stranger === undefined && terms.length > 0) {
      checkDistinct(name, turn);
      continue;
    }
    throw new RangeError(
      `A turn of ${name} moves players (${known}) and has terms, but one ` +
        (stranger !== undefined
          ? `moves "${stranger}".`
          : moves.length
          ? "has no term."
          : "moves nobody."),
    );
  }
}

/** A name that is there twice would hide what stands under it first. */
function checkDistinct<P extends string>(game: string, turn: Turn<P>): void {
  const { moves, terms, draws = [] } = turn;
  const all = {
    player: moves,
    term: ["step", "run", ...terms],
    field: draws.flatMap(({ fields }) => Object.keys(fields)),
  };
  for (const [kind, names] of Object.entries<readonly string[]>(all)) {
    const twice = names.find((name, i) => names.indexOf(name) < i);
    if (twice === undefined) continue;
    throw new RangeError(
      `Names in a turn of ${game} stand for one thing each, but the ${kind} "${twice}" is there twice` +
        (kind === "term" ? ` or a column of every history.` : "."),
    );
  }
}

function checkTerms<P extends string>(
  { moves, terms }: Turn<P>,
  got: Readonly<Record<string, unknown>>,
  runs: number | undefined,
): asserts got is Readonly<Record<string, tf.Tensor>> {
  const owner = `The turn of ${moves.join(", ")}`;
  const isRecord = typeof got === "object" && got !== null && !(got instanceof tf.Tensor);
  const names = isRecord ? Object.keys(got) : [];
  if (names.length !== terms.length || !terms.every((term) => names.includes(term))) {
    const came = isRecord ? names.join(", ") || "none" : "no record of terms";
    throw new RangeError(`${owner} has the terms ${terms.join(", ")}, but its loss gave ${came}.`);
  }
  for (const [term, value] of Object.entries(got)) {
    const isTerm = value instanceof tf.Tensor && value.dtype === "float32" && value.rank === 1 &&
      (runs === undefined || value.shape[0] === runs);
    if (isTerm) continue;
    const came = value instanceof tf.Tensor ? `${value.dtype} [${value.shape}]` : shownValue(value);
    throw new RangeError(
      `${owner}'s term ${term} is one number a run, float32 [${runs ?? "runs"}], but ${came} came.`,
    );
  }
}
