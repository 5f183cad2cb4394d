import assert from "node:assert/strict";
import { configOf } from "saddle/configs/mod.ts";
import { CONSTRAINTS } from "saddle/configs/constraints.ts";
import { LOSSES } from "saddle/configs/losses.ts";
import { ACTIVATIONS, INITIALISERS, modelsFor, NORMALISATIONS } from "saddle/configs/models.ts";
import { LATENTS, OPTIMISERS, UPDATES } from "saddle/configs/training_parts.ts";
import { SETTINGS } from "saddle/training/options.ts";

/** The shortest file that describes a training. */
const SHORT = {
  dataset: "ring",
  generator: { mlp: { inputs: 2 } },
  critic: "mlp",
  loss: "hinge",
};

/** What a file says, some of it other than the shortest one does. */
function training(settings: object) {
  const { candidates } = configOf(JSON.stringify({ ...SHORT, ...settings }), "run.yaml");
  return candidates[0]!.training();
}

/** Everything that has a name in a file, and where it stands. */
const NAMED: readonly (readonly [table: object, place: (thing: object) => object])[] = [
  [CONSTRAINTS, (constraint) => ({ constraints: [constraint] })],
  [LOSSES, (loss) => ({ loss })],
  [UPDATES, (update) => ({ update })],
  [OPTIMISERS, (optimiser) => ({ optimiser })],
  [LATENTS, (latent) => ({ latent })],
  [modelsFor({}), (critic) => ({ critic })],
  [INITIALISERS, (init) => ({ critic: { mlp: { init } } })],
  [ACTIVATIONS, (activation) => ({ critic: { mlp: { activation } } })],
  [NORMALISATIONS, (normalisation) => ({ critic: { mlp: { normalisation } } })],
];

/** Options without a default. */
const NEEDED: Readonly<Record<string, object>> = {
  "annealed": { of: "sgd", over: 5 },
  "optimistic": { of: "sgd" },
  "constant-values": { weight: [1] },
  "autoencoder": { encoder: { linear: { outputs: 1 } }, decoder: "linear" },
  "batch-deviation": { features: { linear: { outputs: 1 } }, head: "linear" },
  "conv-critic": { size: 8 },
  "conv-generator": { size: 8, inputs: 2 },
  "packed": { of: "linear" },
  "spectral-norm": { of: "linear" },
};

/** What null turns off. */
const OFF = [
  "instance-noise anneal",
  "mlp normalisation",
  "mlp output",
  "conv-critic normalisation",
  "conv-critic output",
  "conv-generator normalisation",
];

/** The options that a file can give a thing, by the error that lists them. */
function optionsOf(place: (thing: object) => object, name: string): string[] {
  try {
    training(place({ [name]: { "?": 1 } }));
  } catch (error) {
    const known = /Known: (.*)\.$/.exec((error as Error).message)?.[1];
    return known?.split(", ") ?? []; // it says so where there are none
  }
  throw new Error(`${name} takes an option "?".`);
}

Deno.test("null turns off what can be off, and is refused for every other option", () => {
  const off: string[] = [];
  let refused = 0;
  for (const [table, place] of NAMED) {
    for (const name of Object.keys(table)) {
      for (const option of optionsOf(place, name)) {
        const options = { ...NEEDED[name], [option]: null };
        try {
          training(place({ [name]: options }));
          off.push(`${name} ${option}`);
        } catch (error) {
          assert.match((error as Error).message, /expected .*got nothing\.$/, `${name} ${option}`);
          refused++;
        }
      }
    }
  }
  assert.deepEqual(off.sort(), OFF.toSorted());
  assert.ok(refused > 80, `${refused}`);
});

Deno.test("what is off by null is as if it were left out", () => {
  const [annealed, usual] = [{ anneal: null }, {}].map((options) =>
    training({ constraints: [{ "instance-noise": options }] }).constraints![0]!
  );
  assert.deepEqual([annealed!.name, annealed!.numbers], [usual!.name, usual!.numbers]);
  const plain = { mlp: { normalisation: null, output: null } };
  assert.equal(training({ critic: plain }).critic.name, training({}).critic.name);
});

Deno.test("null turns off whole parts of a training, and is refused for the others", () => {
  const off: Readonly<Record<string, unknown>> = {
    ...{ constraints: [], average: undefined, pretrain: undefined, grid: null, metrics: {} },
  };
  for (const name of Object.keys(SETTINGS)) {
    const read = () => training({ [name]: null });
    if (!Object.hasOwn(off, name)) assert.throws(read, /expected .*got nothing\.$/, name);
    else assert.deepEqual(read()[name as "grid"], off[name], name);
  }
});
