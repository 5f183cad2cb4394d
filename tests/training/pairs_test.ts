import assert from "node:assert/strict";
import {
  clipping,
  type Constraint,
  dragan,
  gradientPenalty,
  gradientPenaltyAsShipped,
  instanceNoise,
  r1,
  r1AsShipped,
  r2,
  simplePenalty,
  wassersteinDivergence,
} from "saddle/constraints/mod.ts";
import { start, tensorCounts } from "saddle/engine/mod.ts";
import {
  energyBased,
  fGan,
  hinge,
  leastSquares,
  type Loss,
  lossSensitive,
  minimax,
  nonSaturating,
  relativisticAverage,
  relativisticPaired,
  wasserstein,
} from "saddle/losses/mod.ts";
import {
  autoencoder,
  batchDeviation,
  batchNorm,
  layerNorm,
  linear,
  mlp,
  type Model,
  packed,
  sigmoid,
  softplus,
  spectralNorm,
  tanh,
} from "saddle/models/mod.ts";
import { consensus, extragradient, simultaneous, train, unrolled } from "saddle/training/mod.ts";
import { SMALL } from "./small.ts";

const shape = { inputs: 2, hidden: [4], outputs: 1, activation: tanh } as const;
const CRITICS = {
  plain: mlp(shape),
  sigmoid: mlp({ ...shape, output: sigmoid }),
  tanh: mlp({ ...shape, output: tanh }),
  softplus: mlp({ ...shape, output: softplus }),
  autoencoder: autoencoder(linear({ inputs: 2, outputs: 2 }), linear({ inputs: 2, outputs: 2 })),
  energy: mlp({
    ...shape,
    output: { name: "-x^2", range: [-Infinity, 0], apply: (x) => x.square().neg() },
  }),
  packed: packed(mlp({ ...shape, inputs: 4 })),
  batchNorm: mlp({ ...shape, normalisation: batchNorm() }),
  layerNorm: mlp({ ...shape, normalisation: layerNorm() }),
  deviation: batchDeviation(
    linear({ inputs: 2, outputs: 3 }),
    linear({ inputs: 4, outputs: 1 }),
  ),
  spectral: spectralNorm(mlp(shape)),
} as const satisfies Record<string, Model>;
type CriticName = keyof typeof CRITICS;
const ALL = Object.keys(CRITICS) as CriticName[];

/** What each loss does not go with, and the reason that the error must give. */
const LOSSES: readonly (readonly [Loss, Partial<Record<CriticName, RegExp>>])[] = [
  ...[minimax(), nonSaturating(), fGan({ divergence: "KL" }), fGan({ divergence: "JS" })].map(
    (loss) =>
      [loss, {
        sigmoid: /needs scores without bounds, but these lie in \[0, 1\], because/,
        tanh: /without bounds, but these lie in \[-1, 1\]/,
        softplus: /without bounds, but these lie in \[0, Infinity\]/,
        autoencoder: /without bounds, but these lie in \[-Infinity, 0\]/,
        energy: /without bounds/,
      }] as const,
  ),
  [fGan({ divergence: "Pearson" }), {
    sigmoid: /from -2 to Infinity/,
    tanh: /from -2 to Infinity/,
    softplus: /from -2 to Infinity/,
    autoencoder: /from -2 to Infinity/,
    energy: /from -2 to Infinity/,
  }],
  [hinge(), {
    sigmoid: /scores from -1 to 1, but these lie in \[0, 1\], because it asks for/,
    softplus: /scores from -1 to 1/,
    autoencoder: /scores from -1 to 1/,
    energy: /scores from -1 to 1/,
  }],
  [leastSquares(), {
    autoencoder: /scores from 0 to 1, but .* because these are the codes/,
    energy: /scores from 0 to 1/,
  }],
  [leastSquares({ fake: -1, real: 1, target: 0 }), {
    sigmoid: /scores from -1 to 1/,
    softplus: /scores from -1 to 1/,
    autoencoder: /scores from -1 to 1/,
    energy: /scores from -1 to 1/,
  }],
  [leastSquares({ fake: -2, real: 0, target: 0 }), {
    sigmoid: /from -2 to 0/,
    tanh: /from -2 to 0/,
    softplus: /from -2 to 0/,
  }],
  [
    energyBased(),
    Object.fromEntries(
      ALL.filter((name) => name !== "autoencoder" && name !== "energy").map((name) => [
        name,
        /scores of at most 0, but these lie in .* because .* an energy, which cannot be negative/,
      ]),
    ),
  ],
  [
    energyBased({ pullingAway: 0.1 }),
    Object.fromEntries(
      ALL.filter((name) => name !== "autoencoder").map((name) => [
        name,
        name === "energy" ? /needs codes, but this one is no autoencoder/ : /scores of at most 0/,
      ]),
    ),
  ],
  [lossSensitive(), {
    packed: /needs one point a score, but here packs of 2 share one, because its margin/,
  }],
  [wasserstein(), {}],
  [relativisticPaired(), {}],
  [relativisticAverage(), {}],
];

const noBatch = /each score to be that of its own point, but these depend on the whole batch/;
const onePoint = {
  packed: /scores of single points, but here packs of 2 share one, because it looks at one/,
  batchNorm: noBatch,
  deviation: noBatch,
};
const ownGradient = { batchNorm: noBatch, deviation: noBatch };
const CONSTRAINTS: readonly (readonly [Constraint, Partial<Record<CriticName, RegExp>>])[] = [
  [clipping(), { spectral: /weights that are used as they are, but this one rescales them/ }],
  [gradientPenalty(), ownGradient],
  [gradientPenalty({ sides: "one" }), ownGradient],
  [dragan(), ownGradient],
  [gradientPenalty({ target: 0 }), {}],
  [gradientPenalty({ points: "one generated" }), onePoint],
  [gradientPenaltyAsShipped(), onePoint],
  [simplePenalty({ points: "one generated" }), onePoint],
  [simplePenalty(), {}],
  [r1(), {}],
  [r2(), {}],
  [r1AsShipped(), {}],
  [wassersteinDivergence(), {}],
  [wassersteinDivergence({ points: "lines within" }), {}],
  [wassersteinDivergence({ points: "lines across" }), {}],
  [wassersteinDivergence({ points: "one generated" }), onePoint],
  [instanceNoise(), {}],
];

/** Trains one step on each critic: refused with the reason, or finished. */
async function tryAll(
  options: object,
  refused: Partial<Record<CriticName, RegExp>>,
): Promise<void> {
  const short = { steps: 1, every: 1, batch: 4, grid: null, snapshotSize: 2, ...options };
  for (const name of ALL) {
    const training = train({ ...SMALL, constraints: [], critic: CRITICS[name], ...short });
    const message = refused[name];
    if (message) await assert.rejects(training, { name: "RangeError", message }, name);
    else assert.equal((await training).status.length, 1, name);
  }
}

for (const [loss, refused] of LOSSES) {
  Deno.test(`${loss.name}: goes with every critic but those that mean nothing to it`, async () => {
    await start({ engine: "wasm" });
    await tryAll({ loss }, refused);
  });
}

for (const [constraint, refused] of CONSTRAINTS) {
  const { name } = constraint;
  Deno.test(`${name}: goes with every critic but those that mean nothing to it`, async () => {
    await start({ engine: "wasm" });
    await tryAll({ loss: wasserstein(), constraints: [constraint] }, refused);
  });
}

Deno.test("every loss and every constraint goes with every update", async () => {
  await start({ engine: "wasm" });
  const short = { ...SMALL, steps: 1, every: 1, batch: 4, grid: null, snapshotSize: 2 };
  const updates = [simultaneous(), consensus(), extragradient(), unrolled({ steps: 1 })];
  for (const update of updates) {
    for (const [loss] of LOSSES) {
      const critic = loss.needs?.atMost === 0 ? CRITICS.autoencoder : CRITICS.plain;
      const run = await train({ ...short, constraints: [], critic, loss, update });
      assert.equal(run.status[0]!.outcome, "finished", `${loss.name}, ${update.name}`);
    }
    for (const [constraint] of CONSTRAINTS) {
      const run = await train({ ...short, constraints: [constraint], update });
      assert.equal(run.status[0]!.outcome, "finished", `${constraint.name}, ${update.name}`);
    }
  }
});

Deno.test("what compares the points of a batch is refused a batch of one point", async () => {
  await start({ engine: "wasm" });
  const one = { ...SMALL, constraints: [], batch: 1 };
  const message = /compares the points of a batch with each other, but a batch has 1/;
  const generator = mlp({ inputs: 2, outputs: 2, normalisation: batchNorm() });
  const pulled = { critic: CRITICS.autoencoder, loss: energyBased({ pullingAway: 0.1 }) };
  for (const options of [{ critic: CRITICS.deviation }, { generator }, pulled]) {
    await assert.rejects(train({ ...one, ...options }), { name: "RangeError", message });
  }
  const critic = packed(CRITICS.plain, { size: 1 });
  assert.equal((await train({ ...one, critic })).status[0]!.outcome, "finished");
});

Deno.test("a refused pair leaves nothing behind, and is refused before anything is trained", async () => {
  await start({ engine: "wasm" });
  const before = tensorCounts();
  let told = 0;
  const training = train({
    ...SMALL,
    critic: CRITICS.sigmoid,
    loss: nonSaturating(),
    onProgress: () => void told++,
  });
  await assert.rejects(training, {
    name: "RangeError",
    message:
      'The non-saturating loss does not go with the critic "mlp 2-4-1, tanh, output sigmoid": it ' +
      "needs scores without bounds, but these lie in [0, 1], because it takes scores for logits, and " +
      "makes probabilities of them itself.",
  });
  assert.equal(told, 0);
  assert.deepEqual(tensorCounts(), before);
});
