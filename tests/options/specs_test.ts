import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as constraints from "saddle/constraints/mod.ts";
import { ring } from "saddle/datasets/mod.ts";
import * as games from "saddle/games/mod.ts";
import * as losses from "saddle/losses/mod.ts";
import * as models from "saddle/models/mod.ts";
import { type Option, read, type Spec } from "saddle/options/mod.ts";
import * as training from "saddle/training/mod.ts";
import { SMALL } from "../training/small.ts";

/** A function of options that are not what its type says. */
type Call = (options: never) => unknown;

const { mlp } = models;
const inner = mlp({ inputs: 2, hidden: [3], outputs: 2 });
const samples = { real: new Float32Array(10), generated: new Float32Array(10), dimension: 1 };
const nobody = {} as training.TrainedRuns;
const turn = { moves: ["net"], terms: ["loss"], loss: () => ({}) };
const turnsOf = (more: object) =>
  training.turns({
    ...{ name: "own", players: { net: { model: inner, optimiser: training.sgd() } } },
    turns: [turn],
    ...more,
  } as never);

/** What reads each spec, by the spec's name: a function of the options. */
const READERS: Readonly<Record<string, Call | readonly Call[]>> = {
  CLIPPING: constraints.clipping,
  DRAGAN: constraints.dragan,
  GRADIENT_PENALTY: constraints.gradientPenalty,
  GRADIENT_PENALTY_AS_SHIPPED: constraints.gradientPenaltyAsShipped,
  INSTANCE_NOISE: constraints.instanceNoise,
  R1: constraints.r1,
  R1_AS_SHIPPED: constraints.r1AsShipped,
  R2: constraints.r2,
  SIMPLE_PENALTY: constraints.simplePenalty,
  WASSERSTEIN_DIVERGENCE: constraints.wassersteinDivergence,
  LOGISTIC: [losses.minimax, losses.nonSaturating],
  ENERGY_BASED: losses.energyBased,
  F_GAN: losses.fGan,
  LEAST_SQUARES: losses.leastSquares,
  LOSS_SENSITIVE: losses.lossSensitive,
  AUTOENCODER: (options) => models.autoencoder(inner, inner, options),
  AVERAGE_POOL: models.averagePool,
  BATCH_DEVIATION: (options) => models.batchDeviation(inner, inner, options),
  BLOCKS: [models.depthToSpace, models.spaceToDepth],
  CONV: models.conv,
  BIGAN_CRITIC: models.biganCritic,
  BIGAN_NET: [models.biganGenerator, models.biganEncoder],
  CYCLE_GAN_CRITIC: models.cycleGanCritic,
  CYCLE_GAN_TRANSLATOR: models.cycleGanTranslator,
  DIV_CONV_CRITIC: models.divConvCritic,
  DIV_CONV_GENERATOR: models.divConvGenerator,
  DIV_DENSE_CRITIC: models.divDenseCritic,
  DIV_DENSE_GENERATOR: models.divDenseGenerator,
  PACGAN_CRITIC: models.pacganCritic,
  PACGAN_GENERATOR: models.pacganGenerator,
  RESIDUAL_CRITIC: models.residualCritic,
  RESIDUAL_GENERATOR: models.residualGenerator,
  CONV_CRITIC: models.convCritic,
  CONV_GENERATOR: models.convGenerator,
  DENSE: models.dense,
  IMAGE: [models.convCritic, models.convGenerator],
  HE_NORMAL: models.heNormal,
  LINEAR: models.linear,
  MLP: models.mlp,
  NEAREST: models.nearest,
  NETWORK: models.network,
  NORMALISATION: [models.batchNorm, models.instanceNorm, models.layerNorm],
  NORMAL_WEIGHTS: models.normalWeights,
  ORTHOGONAL: models.orthogonal,
  RESIDUAL: models.residual,
  PACKED: (options) => models.packed(inner, options),
  TRANSPOSED_CONV: models.transposedConv,
  UP_CONV: models.upConv,
  SPECTRAL_NORM: (options) => models.spectralNorm(inner, options),
  WEIGHTS: [models.conv, models.dense, models.transposedConv, models.upConv],
  XAVIER_UNIFORM: models.xavierUniform,
  ACROSS_SEEDS: (options) => training.acrossSeeds([1], options),
  ADAM: training.adam,
  ALTERNATING: training.alternating,
  ANNEALED: (options) => training.annealed(training.sgd(), options),
  AVERAGE: (average) => training.train({ ...SMALL, average }),
  CHECKPOINT: [
    (checkpoint) => training.train({ ...SMALL, checkpoint }),
    (checkpoint) => training.play(turnsOf({}), { checkpoint }),
  ],
  CLASSIFIER: (options) => training.classifierTwoSample(samples, options),
  CONSENSUS: training.consensus,
  DATA_ROWS: (options) => training.dataRows(ring(), options),
  GENERATE: (options) => training.generate(nobody, 1, options),
  GENERATOR_GRADIENT: (options) => training.generatorGradient(nobody, options),
  GRID: (grid) => training.gridPoints(grid, 2),
  LATENT_ROWS: (options) => training.latentRows(2, options),
  LIPSCHITZ: (options) => training.lipschitz(nobody, new Float32Array(2), options),
  LOOK: (own) => turnsOf({ looks: { own } }),
  LOOK_METRIC: (own) => training.play(turnsOf({}), { metrics: { own } }),
  NOISE_ROWS: training.noiseRows,
  CHANGED: async (options) => {
    using session = await training.openTraining(SMALL);
    session.change(options);
  },
  PLAY: (options) => training.play(turnsOf({}), options),
  PLAYER: (net) => turnsOf({ players: { net } }),
  PRETRAIN: training.pretrain,
  PRETRAINING: (pretrain) => training.train({ ...SMALL, pretrain }),
  RMSPROP: training.rmsprop,
  SETTINGS: training.train,
  SGD: training.sgd,
  TRAIN: training.train,
  TRAINED_PARTS: (parts) => training.loadTrained("none", parts),
  TURN: (options) => turnsOf({ turns: [options] }),
  TURNS: training.turns,
  TWO_SAMPLES: training.classifierTwoSample,
  UNIFORM_LATENT: training.uniformLatent,
  UNROLLED: training.unrolled,
  UNTRAINED: (options) => training.untrained(inner, options),
  BIGAN: games.bigan,
  CLASSIFIER_GAME: games.classifier,
  CONDITIONAL_GAN: games.conditionalGan,
  CYCLE_GAN: games.cycleGan,
  DUEL: games.duel,
  EXTRA: (extra) =>
    games.duel({
      ...{ critic: "a", makers: ["b"], loss: losses.hinge(), draws: [], features: 1 },
      ...{ show: () => ({}) as never, extra },
    }),
  SHOWN: (shown) =>
    games.duel({
      ...{ critic: "a", makers: ["b"], loss: losses.hinge(), draws: [], features: 1 },
      show: () => shown,
    }).turns[0]!.loss({} as never, {}, {}),
};

/** Specs of numbers that are given by their place, not by a name. */
const BY_PLACE = ["CONSTANT_VALUES", "LEAKY_RELU", "MAXOUT", "RESHAPED"];

const LIB = join(import.meta.dirname!, "..", "..", "lib");
/** Rooms that have tables of their functions in their own tests. */
const PLAIN_ROOMS = ["datasets", "metrics", "figures", "dynamics", "experiments"];
const ROOMS = ["constraints", "losses", "models", "training", "games", "numbers"];

/** Every spec in these rooms: its name, and the file that has it. */
function specsOf(rooms: readonly string[]): [name: string, file: string][] {
  return rooms.flatMap((room) =>
    readdirSync(join(LIB, room), { recursive: true })
      .map((name) => join(LIB, room, String(name))).filter((file) => file.endsWith(".ts"))
      .flatMap((file) => {
        const parts = readFileSync(file, "utf8").split(/ satisfies Spec</).slice(0, -1);
        return parts.map((part) => {
          const names = [...part.matchAll(/^(?:export )?const ([A-Z][A-Z0-9_]*) =/gm)];
          return [names.at(-1)![1]!, file] as [string, string];
        });
      })
  );
}

Deno.test("every function refuses an option that is misspelt, and names the ones it has", async () => {
  const specs = specsOf(ROOMS);
  assert.ok(specs.length > 60, `${specs.length} specs were found`);
  const names = specs.map(([name]) => name).filter((name) => !BY_PLACE.includes(name));
  assert.deepEqual([...new Set(names)].sort(), Object.keys(READERS).sort());
  for (const [name, readers] of Object.entries(READERS)) {
    for (const reader of [readers].flat() as Call[]) {
      const refused = async () => await reader({ "misspelt": 1 } as never);
      await assert.rejects(refused, (error: Error) => {
        assert.match(
          `${error}`,
          /^RangeError: .* has no option "misspelt"\. Known options: \w/,
          name,
        );
        return true;
      });
    }
  }
});

Deno.test("no default is outside of what fits, and null is no default", async () => {
  for (const [name, file] of specsOf([...ROOMS, ...PLAIN_ROOMS])) {
    const spec: Spec<object> | undefined = (await import(file))[name];
    if (!spec) continue; // a spec of its file alone
    for (const [option, field] of Object.entries<Option<unknown>>(spec as never)) {
      const { usual, needed } = field;
      if (usual !== undefined) {
        assert.ok(field.is(usual) && field.allows(usual), `${name} ${option}`);
      }
      assert.equal(needed && usual !== undefined, false, `${name} ${option}`);
      if (option === "grid" || option === "equilibrium") continue; // null says that there is none
      const alone = { [option]: { ...field, needed: false } } as unknown as Spec<object>;
      assert.throws(
        () => read("f", { [option]: null }, alone),
        /but null came\.$/,
        `${name} ${option}`,
      );
    }
  }
});
