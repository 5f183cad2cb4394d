import * as tf from "@tensorflow/tfjs";
import { aConstraint } from "../constraints/house.ts";
import type { Constraint } from "../constraints/mod.ts";
import { aLoss } from "../losses/house.ts";
import type { Loss } from "../losses/mod.ts";
import { callable, count, group, list, open, own, read, type Spec, text } from "../options/mod.ts";
import type { PerRun } from "../runs/mod.ts";
import type { Each, Fields, Net, Numbers, Source, Turn, TurnNet } from "../training/mod.ts";
import { aSource, checkPairs, groupsOf, noiseOf, numbersOf } from "../training/house.ts";

/** What a critic is shown. */
export interface Shown {
  /** What it shall score high, `[runs, batch, features]`. */
  readonly real: tf.Tensor;
  /** What it shall score low. */
  readonly fake: tf.Tensor;
  /** What it sees beside either: labels, latents. Penalties hold it fixed. Default nothing. */
  readonly beside?: tf.Tensor;
}

/** What {@linkcode duel} makes turns of. */
export interface DuelOptions<P extends string> {
  /** Who scores. */
  readonly critic: P;
  /** Who are judged, and learn together. */
  readonly makers: readonly P[];
  /** What both sides minimise. */
  readonly loss: Loss;
  /** What keeps the critic smooth. Default none. */
  readonly constraints?: readonly Constraint[];
  /** What is drawn anew for each move. */
  readonly draws: readonly Source[];
  /** What the critic is shown of it. */
  show(nets: Each<P, Net>, given: Fields): Shown;
  /**
   * Features of what it is shown, without what is beside: for constraints that draw one
   * number a feature.
   */
  readonly features: number;
  /** Critic's moves a step. Default 1. At most 1,000. */
  readonly criticSteps?: number;
  /** Further terms of the makers' loss, by name. Default none. */
  readonly extra?: {
    readonly terms: readonly string[];
    loss(nets: Each<P, Net>, given: Fields): Readonly<Record<string, tf.Tensor>>;
  };
}

type Extra = NonNullable<DuelOptions<string>["extra"]>;

/** What fits further terms. */
const EXTRA = {
  terms: list(text()),
  loss: callable<Extra["loss"]>("a function of nets"),
} satisfies Spec<Extra>;

const aTensor = own<tf.Tensor>({
  fits: "a tensor [runs, batch, features]",
  is: (value) => value instanceof tf.Tensor,
  allows: ({ rank }) => rank === 3,
});

/** What fits {@linkcode Shown}. */
const SHOWN = { real: aTensor, fake: aTensor, beside: open(aTensor) } satisfies Spec<Shown>;

/** What fits {@linkcode DuelOptions}. */
export const DUEL = {
  critic: text(),
  makers: list(text()),
  loss: aLoss,
  constraints: list(aConstraint, []),
  draws: list(aSource),
  show: callable<DuelOptions<string>["show"]>("a function of nets"),
  features: count(),
  criticSteps: count(1, { most: 1000 }),
  extra: open(group<Extra>(EXTRA)),
} satisfies Spec<DuelOptions<string>>;

type Groups = Readonly<Record<string, Numbers>>;

/**
 * The turns of a critic and those that it judges, with any loss and constraints of the library:
 * the critic's moves, then the makers'. Terms: `criticLoss`, `penalty`, `generatorLoss`, and
 * the further ones.
 *
 * @returns The turns, and the numbers of the constraints, for `turns`.
 * @throws {TypeError} If a part is something else.
 * @throws {RangeError} At the first step, if the critic is shown other
 * features than `features`, or is none that loss and constraints go with.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { gradientPenalty } from "saddle/constraints/mod.ts";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { duel } from "saddle/games/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { dataRows, latentRows } from "saddle/training/mod.ts";
 *
 * const { turns } = duel<"generator" | "critic">({
 *   critic: "critic",
 *   makers: ["generator"],
 *   loss: wasserstein(),
 *   constraints: [gradientPenalty()],
 *   draws: [dataRows(ring()), latentRows(2)],
 *   features: 2,
 *   show: ({ generator }, { real, latent }) => ({ real: real!, fake: generator(latent!) }),
 * });
 * assert.deepEqual(turns.map(({ moves }) => moves), [["critic"], ["generator"]]);
 * ```
 */
export function duel<P extends string>(options: DuelOptions<P>): {
  readonly turns: readonly Turn<P>[];
  readonly numbers: Readonly<Record<string, Readonly<Record<string, PerRun>>>>;
} {
  const full = checked(options);
  const { constraints, criticSteps } = full;
  const critic = criticTurn(full);
  return {
    turns: [...Array.from({ length: criticSteps }, () => critic), makersTurn(full)],
    numbers: numbersOf(constraints),
  };
}

/** The options with every default filled in, and what the numbers of each constraint are called. */
type FullDuel<P extends string> =
  & DuelOptions<P>
  & Required<Pick<DuelOptions<P>, "constraints" | "criticSteps">>
  & { readonly groups: readonly string[] };

function checked<P extends string>(options: DuelOptions<P>): FullDuel<P> {
  const { constraints, criticSteps, extra, loss } = read("duel", options, DUEL);
  if (extra) read("duel's extra", extra, EXTRA);
  if (options.makers.includes(options.critic)) {
    throw new RangeError(
      `duel's makers are those whom the critic judges, but "${options.critic}" is the critic.`,
    );
  }
  if (loss.needs?.code) {
    throw new RangeError(
      `The ${loss.name} loss does not go with duel: it looks at codes, but the critic of a duel gives ` +
        "scores alone.",
    );
  }
  return { ...options, constraints, criticSteps, groups: groupsOf(constraints) };
}

function criticTurn<P extends string>(options: FullDuel<P>): Turn<P> {
  const { critic, loss, constraints, draws, groups } = options;
  return {
    moves: [critic],
    draws: [...draws, ...noises(options, "critic")],
    terms: ["criticLoss", "penalty"],
    loss(nets, given, numbers) {
      const { real, fake, beside } = seen(options, nets, given, numbers);
      const judge = (net: Net) => (x: tf.Tensor) => net(beside ? tf.concat([x, beside], 2) : x);
      const score = judge(nets[critic]);
      const base = loss.critic({ real: score(real), fake: score(fake), points: { real, fake } });
      const penalties = constraints.flatMap((constraint, i) =>
        constraint.penalty
          ? [constraint.penalty({
            critic: judge(nets[critic].still),
            real,
            fake,
            draws: drawsOf(constraint, groups[i]!, given),
            numbers: numbers[groups[i]!]!,
          })]
          : []
      );
      const penalty = penalties.length === 0 ? tf.zerosLike(base) : tf.addN(penalties);
      return { criticLoss: base, penalty };
    },
    project: {
      [critic]: (params: Parameters<NonNullable<Constraint["project"]>>[0], numbers: Groups) =>
        constraints.reduce(
          (p, constraint, i) => constraint.project?.(p, numbers[groups[i]!]!) ?? p,
          params,
        ),
    } as NonNullable<Turn<P>["project"]>,
  };
}

function makersTurn<P extends string>(options: FullDuel<P>): Turn<P> {
  const { critic, makers, loss, draws, extra } = options;
  return {
    moves: makers,
    draws: [...draws, ...noises(options, "generator")],
    terms: ["generatorLoss", ...extra?.terms ?? []],
    loss(nets, given, numbers) {
      const { real, fake, beside } = seen(options, nets, given, numbers);
      const judge = (x: tf.Tensor) => nets[critic](beside ? tf.concat([x, beside], 2) : x);
      const made = judge(fake);
      const generatorLoss = loss.generator({
        // makers of what is real, such as an encoder, learn from its score too
        real: loss.generatorSeesReal ? judge(real) : made,
        fake: made,
        points: { real, fake },
      });
      return { generatorLoss, ...extra?.loss(nets, given) };
    },
  };
}

/** What the critic is shown, as constraints change it. */
function seen<P extends string>(
  options: FullDuel<P>,
  nets: Each<P, TurnNet>,
  given: Fields,
  numbers: Groups,
): Shown {
  const { show, constraints, groups } = options;
  const { real, fake, beside } = read("duel's show", show(nets, given), SHOWN);
  checkSeen(options, nets, { real, fake });
  const changed = (points: tf.Tensor, which: "real" | "fake") =>
    constraints.reduce((x, constraint, i) => {
      const own = { draws: drawsOf(constraint, groups[i]!, given), numbers: numbers[groups[i]!]! };
      return constraint.input?.(x, which, own) ?? x;
    }, points);
  return {
    real: changed(real, "real"),
    fake: changed(fake, "fake"),
    ...(beside ? { beside } : {}),
  };
}

/** Refuses points of other features, and a critic that loss and constraints do not go with. */
function checkSeen<P extends string>(
  { critic, makers, loss, constraints, features }: FullDuel<P>,
  nets: Each<P, TurnNet>,
  { real, fake }: Shown,
): void {
  for (const [name, { shape }] of Object.entries({ real, fake })) {
    if (shape[2] === features) continue;
    throw new RangeError(
      `duel's ${name} points have its features, ${features}, but show gave shape [${shape}].`,
    );
  }
  const judge = nets[critic].model, batch = real.shape[1]!;
  for (const maker of makers) {
    checkPairs({ generator: nets[maker].model, critic: judge, loss, constraints, batch });
  }
}

/** The noise that constraints ask for, each number in a field of its own. */
function noises<P extends string>(
  { constraints, features, groups }: FullDuel<P>,
  mover: "critic" | "generator",
): Source[] {
  return constraints.flatMap((constraint, i) =>
    noiseOf(constraint, { features, mover, prefix: `${groups[i]} ` })
  );
}

function drawsOf({ draws = {} }: Constraint, group: string, given: Fields): Fields {
  return Object.fromEntries(
    Object.keys(draws).flatMap((name) => {
      const field = `${group} ${name}`; // not every turn draws all of them
      return Object.hasOwn(given, field) ? [[name, given[field]!]] : [];
    }),
  );
}
