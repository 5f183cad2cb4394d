import assert from "node:assert/strict";
import * as constraints from "saddle/constraints/mod.ts";
import * as datasets from "saddle/datasets/mod.ts";
import * as dynamics from "saddle/dynamics/mod.ts";
import { start } from "saddle/engine/mod.ts";
import * as games from "saddle/games/mod.ts";
import { judge } from "saddle/judges/mod.ts";
import * as losses from "saddle/losses/mod.ts";
import * as models from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import * as training from "saddle/training/mod.ts";
import { LABELLED } from "../games/small_games.ts";
import { SMALL } from "./small.ts";

const NET = models.linear({ inputs: 2, outputs: 2 });
const GAME = games.classifier({
  dataset: LABELLED,
  model: models.linear({ inputs: 2, outputs: 4 }),
});

/** Parts of every kind, several where a kind has several makes. */
const KINDS = {
  "data set": [datasets.ring()],
  "finite set": [LABELLED],
  model: [NET, models.spectralNorm(NET)],
  layer: [models.conv({ filters: 1 }), models.reshaped([2])],
  activation: [models.relu, models.maxout(2)],
  normalisation: [models.batchNorm(), models.layerNorm()],
  loss: [losses.hinge(), losses.relativisticPaired()],
  constraint: [
    constraints.r1(),
    constraints.clipping(),
    constraints.instanceNoise({ deviation: 1 }),
  ],
  optimiser: [training.adam(), training.optimistic(training.sgd())],
  update: [training.alternating(), training.consensus({ gamma: 1 })],
  game: [GAME],
  source: [training.dataRows(datasets.ring()), training.latentRows(2)],
  latents: [training.normalLatent],
  "plane field": [dynamics.wasserstein(), dynamics.clipping(dynamics.wasserstein())],
  stream: [stream(0, 0, "a")],
} satisfies Record<string, readonly object[]>;

type Kind = keyof typeof KINDS;

/** Where a part is taken: what fits, and what is done with it. */
type Place = readonly [takes: readonly Kind[], put: (part: never) => unknown];

const train = (name: string) => (part: never) => training.train({ ...SMALL, [name]: part });
const anyData: readonly Kind[] = ["data set", "finite set"];
const turns = [{ moves: ["a"], terms: ["x"], loss: () => ({}) }];
const player = (parts: object) => {
  const players = { a: { model: NET, optimiser: training.sgd(), ...parts } };
  return training.turns({ name: "a", players, turns } as never);
};

const PLACES: Readonly<Record<string, Place>> = {
  "train's dataset": [anyData, train("dataset")],
  "train's generator": [["model"], train("generator")],
  "train's critic": [["model"], train("critic")],
  "train's loss": [["loss"], train("loss")],
  "train's constraints": [
    ["constraint"],
    (part) => training.train({ ...SMALL, constraints: [part] }),
  ],
  "train's optimiser": [["optimiser"], train("optimiser")],
  "train's optimiser of the critic": [
    ["optimiser"],
    (part) => training.train({ ...SMALL, optimiser: { generator: training.sgd(), critic: part } }),
  ],
  "train's update": [["update"], train("update")],
  "train's latent": [["latents"], train("latent")],
  "play's game": [["game"], (part) => training.play(part, { steps: 1 })],
  "play's draws": [["source"], (part) => training.play({ ...GAME, draws: [part] }, { steps: 1 })],
  "annealed's inner": [["optimiser"], (part) => training.annealed(part, { over: 5 })],
  "optimistic's inner": [["optimiser"], (part) => training.optimistic(part)],
  "dataRows's dataset": [anyData, (part) => training.dataRows(part)],
  "a player's model": [["model"], (model) => player({ model })],
  "a player's optimiser": [["optimiser"], (optimiser) => player({ optimiser })],
  "classifier's dataset": [
    ["finite set"],
    (dataset) => games.classifier({ dataset, model: NET }),
  ],
  "network's layers": [
    ["layer", "activation", "normalisation"],
    (part) => models.network({ input: [2], layers: [part] }),
  ],
  "mlp's activation": [
    ["activation"],
    (activation) => models.mlp({ inputs: 2, outputs: 1, activation }),
  ],
  "mlp's normalisation": [
    ["normalisation"],
    (normalisation) => models.mlp({ inputs: 2, outputs: 1, normalisation }),
  ],
  "packed's inner": [["model"], (part) => models.packed(part)],
  "spectralNorm's inner": [["model"], (part) => models.spectralNorm(part)],
  "autoencoder's encoder": [["model"], (part) => models.autoencoder(part, NET)],
  "autoencoder's decoder": [["model"], (part) => models.autoencoder(NET, part)],
  "batchDeviation's features": [["model"], (part) => models.batchDeviation(part, NET)],
  "batchDeviation's head": [["model"], (part) => models.batchDeviation(NET, part)],
  "judge's classifier": [[], (classifier) => judge({ name: "a", classifier, names: ["a", "b"] })],
  "finite's dataset": [anyData, (part) => datasets.finite(part, { size: 5, seed: 0 })],
  "scaled's dataset": [anyData, (part) => datasets.scaled(part, 2)],
  "labelModes's dataset": [["finite set"], (part) => datasets.labelModes(part)],
  "minMaxScaled's dataset": [["finite set"], (part) => datasets.minMaxScaled(part)],
  "mirrored's dataset": [["finite set"], (part) => datasets.mirrored(part)],
  "stackedDigits's of": [["finite set"], (of) => datasets.stackedDigits({ of })],
  "colouredDigits's of": [["finite set"], (of) => datasets.colouredDigits({ of })],
};

for (const [name, [takes, put]] of Object.entries(PLACES)) {
  Deno.test(`${name} is of its kind: all other parts of the library are refused`, async () => {
    await start({ engine: "cpu" });
    for (const [kind, parts] of Object.entries(KINDS)) {
      if (takes.includes(kind as Kind)) continue;
      for (const part of parts) {
        await assert.rejects(async () => await put(part as never), (error: Error) => {
          const said = `${error.name}: ${error.message}`;
          const sentence = /^TypeError: .+'s \w+ is (a|an|the|one) .+, but .+ came\.$/;
          assert.match(said, sentence, `a ${kind} as ${name}`);
          return true;
        });
      }
    }
  });
}

Deno.test("a part that is not there is asked for by the kind that it is", () => {
  const none = undefined as never;
  for (
    const [put, message] of [
      [() => training.optimistic(none), /^optimistic needs inner, an optimiser, but none came\.$/],
      [() => training.annealed(none, { over: 5 }), /^annealed needs inner, an optimiser/],
      [() => models.batchDeviation(none, NET), /^batchDeviation needs features, a model/],
      [() => models.packed(none), /^packed needs inner, a model/],
      [() => models.spectralNorm(none), /^spectralNorm needs inner, a model/],
      [() => models.autoencoder(NET, none), /^autoencoder needs decoder, a model/],
    ] as const
  ) {
    assert.throws(put, { name: "RangeError", message });
  }
});
