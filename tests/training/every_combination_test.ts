/**
 * Every loss with every way to keep a critic smooth: the gradients of both players, as a step of
 * training takes them, against a perceptron in double precision that shares no code with the library.
 *
 * @module
 */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  clipping,
  type Constraint,
  gradientPenalty,
  instanceNoise,
  r1,
  r2,
} from "saddle/constraints/mod.ts";
import { compile, leaves, type Tree } from "saddle/engine/mod.ts";
import { constantValues, linear } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { criticMove, generatorMove } from "saddle/training/updates/moves.ts";
import { type Parts, sgd } from "saddle/training/mod.ts";
import { enginesHere, forEachEngine } from "../engines.ts";
import {
  AS_SHIPPED,
  BATCH,
  CRITIC,
  NAMED,
  NOISE,
  type PenaltyCase,
  POINTS,
  rows,
  RUNS,
} from "../constraints/named_penalties.ts";
import { plainPenalty } from "../constraints/penalties.ts";
import { LOSSES, type Plain, sensitive } from "../losses/plain.ts";
import {
  ACTIVATIONS,
  differencesByParameters,
  forward,
  type PlainMlp,
  plainMlp,
} from "../oracles/mlp.ts";

const WEIGHTS = [10, 0.7] as const;
const DEVIATIONS = [0.3, 1] as const;

/** A way to keep a critic smooth; `shift` is what it adds to points, in numbers of the noise. */
interface Case extends Omit<PenaltyCase, "plain"> {
  readonly plain?: PenaltyCase["plain"];
  readonly shift?: readonly number[];
}

function ofSlopes(
  name: string,
  constraint: Constraint,
  options: Parameters<typeof plainPenalty>[3],
): Case {
  return {
    name,
    constraint,
    numbers: Object.fromEntries(Object.keys(constraint.numbers).map((one) => [one, WEIGHTS])),
    plain: (net, run) => plainPenalty(net, POINTS, run, options, WEIGHTS[run]!),
  };
}

const CASES: readonly Case[] = [
  { name: "weight clipping", constraint: clipping({ limit: 0.1 }), numbers: { limit: [0.1, 1] } },
  {
    name: "instance noise",
    constraint: instanceNoise({ deviation: DEVIATIONS }),
    numbers: { deviation: DEVIATIONS },
    shift: DEVIATIONS,
  },
  ofSlopes("WGAN-GP", gradientPenalty({ weight: WEIGHTS }), {}),
  ofSlopes("WGAN-LP", gradientPenalty({ weight: WEIGHTS, sides: "one" }), { sides: "one" }),
  ofSlopes("R1", r1({ gamma: WEIGHTS }), { points: "real", target: 0, half: true }),
  ofSlopes("R2", r2({ gamma: WEIGHTS }), { points: "generated", target: 0, half: true }),
  ...NAMED,
  ...AS_SHIPPED,
];

/** Every loss once; its options are a matter of tests/losses. */
const EVERY = LOSSES.filter(([name], i) => LOSSES.findIndex(([other]) => other === name) === i);

const FAKE_NOISE = stream(9, 1, "penalty").normal(new Float32Array(RUNS * BATCH * 2));
/** Gives its latents back, so that the generated points are known. */
const GENERATOR = linear({ inputs: 2, outputs: 2, init: constantValues([1, 0, 0, 1]) });

/** The gradients of both players, `[critic, generator]`, for all runs. */
function moves([, , loss]: typeof EVERY[number], { constraint }: Case, given: Given): Tree {
  const parts: Parts = {
    generator: GENERATOR,
    critic: CRITIC,
    loss,
    constraints: [constraint],
    optimisers: { generator: sgd(), critic: sgd() },
  };
  const player = (params: Tree) => ({ params, state: {}, memory: {} });
  const players = { critic: player(given.critic), generator: player(given.generator) };
  const batch = { real: given.real, latent: given.latent, draws: [given.draws] };
  const numbers = { generator: {}, critic: {}, constraints: [given.numbers], update: {} };
  return [
    criticMove(parts, players, batch, numbers).gradient,
    generatorMove(parts, players, batch, numbers).gradient,
  ];
}

type Tensors = Readonly<Record<string, tf.Tensor>>;

/** All that enters a step. */
type Given = {
  readonly critic: Tree;
  readonly generator: Tree;
  readonly real: tf.Tensor;
  readonly latent: tf.Tensor;
  readonly draws: Tensors;
  readonly numbers: Tensors;
};

function given({ numbers }: Case): Given {
  const points = (values: Float32Array) => tf.tensor(values, [RUNS, BATCH, 2]);
  const shares = (values: Float32Array) => tf.tensor(values, [RUNS, BATCH, 1]);
  const randoms = [0, 1].map((run) => stream(4, run, "init"));
  return {
    critic: CRITIC.init(randoms).params,
    generator: GENERATOR.init(randoms).params,
    real: points(POINTS.real),
    latent: points(POINTS.fake),
    draws: {
      mix: shares(POINTS.mix),
      noise: points(NOISE),
      real: points(NOISE),
      fake: points(FAKE_NOISE),
    },
    numbers: Object.fromEntries(
      Object.entries(numbers).map(([key, values]) => [key, tf.tensor1d([...values])]),
    ),
  };
}

/** The same in double precision: `[critic, generator]` of one run. */
function plainMoves(loss: typeof EVERY[number], way: Case, from: Given, run: number): number[][] {
  const scale = way.shift?.[run] ?? 0;
  const shifted = (points: readonly number[][], noise: Float32Array) => {
    const by = rows(noise, run);
    return points.map((x, i) => x.map((value, axis) => value + scale * by[i]![axis]!));
  };
  const critic = plainMlp(from.critic, run, ACTIVATIONS.tanh);
  const generator = plainMlp(from.generator, run, ACTIVATIONS.identity);
  const real = shifted(rows(POINTS.real, run).map((x) => [...x]), NOISE);
  const fakes = (generator: PlainMlp) =>
    shifted(rows(POINTS.fake, run).map((z) => forward(generator, z)), FAKE_NOISE);
  const fake = fakes(generator);
  const distance = (i: number) =>
    Math.abs(real[i]![0]! - fake[i]![0]!) + Math.abs(real[i]![1]! - fake[i]![1]!);
  const [name, , , known] = loss;
  const plain: Plain = name === "loss-sensitive" ? sensitive((_, i) => distance(i)) : known;
  const scores = (net: PlainMlp, points: readonly number[][]) =>
    points.map((x) => forward(net, x)[0]!);
  const criticsLoss = (net: PlainMlp) =>
    plain.critic(scores(net, real), scores(net, fake), run) + (way.plain?.(net, run) ?? 0);
  const generatorsLoss = (net: PlainMlp) =>
    plain.generator(scores(critic, real), scores(critic, fakes(net)), run);
  return [
    [...differencesByParameters(critic, criticsLoss)],
    [...differencesByParameters(generator, generatorsLoss)],
  ];
}

/**
 * Some fifty roundings of float32, relative to the largest entry of a player's gradient; powers of the
 * slope multiply them. A lacking term or a wrong factor would be of size 1.
 */
const TOLERANCE = 2e-4;

function compare(what: string, got: Tree, expected: readonly number[][][]): void {
  (got as readonly Tree[]).forEach((gradient, player) => {
    for (let run = 0; run < RUNS; run++) {
      const own = leaves(gradient).flatMap((leaf) => {
        const size = leaf.size / RUNS;
        return [...leaf.dataSync().slice(run * size, (run + 1) * size)];
      });
      const right = expected[run]![player]!;
      assert.equal(own.length, right.length);
      const size = Math.max(...right.map(Math.abs), 1e-2);
      right.forEach((y, i) => {
        assert.ok(
          Math.abs(own[i]! - y) <= TOLERANCE * size,
          `${what}, ${["critic", "generator"][player]} of run ${run}, entry ${i}: ` +
            `expected ${y}, got ${own[i]}`,
        );
      });
    }
  });
}

const known = new Map<string, number[][][]>();

/** Expected gradients by run and player; the same for every engine. */
function expected(loss: typeof EVERY[number], way: Case, from: Given): number[][][] {
  const key = `${loss[0]} with ${way.name}`;
  if (!known.has(key)) known.set(key, [0, 1].map((run) => plainMoves(loss, way, from, run)));
  return known.get(key)!;
}

for (const way of CASES) {
  forEachEngine(`with each loss, both players' gradients with ${way.name} are right`, () => {
    tf.tidy(() => {
      const from = given(way);
      for (const loss of EVERY) {
        const [name] = loss;
        tf.tidy(() => compare(name, moves(loss, way, from), expected(loss, way, from)));
      }
    });
  }, { engines: enginesHere().filter((engine) => engine !== "cpu") }); // slow, and nobody's first choice
}

forEachEngine("compiled, both players' gradients with each loss and each penalty are right", () => {
  tf.tidy(() => {
    const pairs = CASES.map((way, i) => [EVERY[i % EVERY.length]!, way, given(way)] as const);
    const step = compile((state: Tree, batch: readonly Given[], _: Tree) => ({
      state,
      outputs: pairs.map(([loss, way], i) => moves(loss, way, batch[i]!)),
    }));
    const { outputs } = step({}, pairs.map(([, , from]) => from), {});
    pairs.forEach(([loss, way, from], i) => {
      compare(`${loss[0]} with ${way.name}`, (outputs as Tree[])[i]!, expected(loss, way, from));
    });
    assert.equal(step.report.mode, "xla", step.report.refusal);
    step.dispose();
  });
}, { engines: enginesHere().filter((engine) => engine === "tensorflow") });
