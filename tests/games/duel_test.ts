import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { gradientPenalty } from "saddle/constraints/mod.ts";
import { ring } from "saddle/datasets/mod.ts";
import { start, tensorCounts } from "saddle/engine/mod.ts";
import { duel, type DuelOptions } from "saddle/games/mod.ts";
import { energyBased, hinge, leastSquares, wasserstein } from "saddle/losses/mod.ts";
import { batchNorm, linear, mlp, type Model, packed, sigmoid } from "saddle/models/mod.ts";
import { adam, dataRows, latentRows, play, turns } from "saddle/training/mod.ts";

type Players = "generator" | "critic";

/** A GAN as a duel, with something else than it should have. */
async function played(
  options: Partial<DuelOptions<Players>>,
  critic: Model = linear({ inputs: 2, outputs: 1 }),
): Promise<unknown> {
  const player = (model: Model) => ({ model, optimiser: adam() });
  const game = turns<Players>({
    name: "a duel",
    players: { generator: player(linear({ inputs: 2, outputs: 2 })), critic: player(critic) },
    ...duel<Players>({
      critic: "critic",
      makers: ["generator"],
      loss: wasserstein(),
      draws: [dataRows(ring()), latentRows(2)],
      features: 2,
      show: ({ generator }, { real, latent }) => ({ real: real!, fake: generator(latent!) }),
      ...options,
    }),
  });
  return await play(game, { steps: 1, batch: 8 });
}

const shows = (more: (real: tf.Tensor) => object): Partial<DuelOptions<Players>> => ({
  show:
    ((_: unknown, { real }: Readonly<Record<string, tf.Tensor>>) =>
      more(real!)) as unknown as DuelOptions<Players>["show"],
});

Deno.test("what a duel's critic is shown is looked at", async () => {
  await start({ engine: "cpu" });
  const before = tensorCounts();
  const wrong: readonly (readonly [Partial<DuelOptions<Players>>, RegExp])[] = [
    [{ features: 3 }, /duel's real points have its features, 3, but show gave shape \[1,8,2\]/],
    [shows((real) => ({ real, fake: tf.concat([real, real], 2) })), /duel's fake points/],
    [shows((real) => ({ real, fake: real, besides: real })), /duel's show has no option "besides"/],
    [shows((real) => ({ real })), /duel's show needs fake, a tensor \[runs, batch, features\]/],
    [shows((real) => ({ real, fake: 3 })), /duel's show's fake is a tensor .* but 3 came/],
    [
      shows((real) => ({ real, fake: tf.mean(real) })),
      /duel's show's fake is a tensor \[runs, batch, features\], but a Tensor came/,
    ],
  ];
  for (const [options, message] of wrong) await assert.rejects(played(options), { message });
  assert.deepEqual(tensorCounts(), before);
});

Deno.test("a duel's critic has to go with its loss and constraints", async () => {
  await start({ engine: "cpu" });
  const normed = mlp({ inputs: 2, hidden: [4], outputs: 1, normalisation: batchNorm() });
  const bounded = mlp({ inputs: 2, hidden: [4], outputs: 1, output: sigmoid });
  const pairs: readonly (readonly [Partial<DuelOptions<Players>>, Model, RegExp])[] = [
    [
      { constraints: [gradientPenalty()] },
      normed,
      /gradient penalty .* does not go with the critic .*: it needs each score/,
    ],
    [{ loss: hinge() }, bounded, /hinge loss does not go with the critic/i],
    [
      { constraints: [gradientPenalty({ points: "one generated" })] },
      packed(linear({ inputs: 4, outputs: 1 })),
      /scores of single points/,
    ],
  ];
  for (const [options, critic, message] of pairs) {
    await assert.rejects(played(options, critic), { name: "RangeError", message });
  }
  await played({ loss: leastSquares() }, bounded);
});

Deno.test("a loss of codes is refused: a duel's critic gives scores alone", async () => {
  await start({ engine: "cpu" });
  await assert.rejects(
    played({ loss: energyBased({ pullingAway: 0.1 }) }),
    /loss does not go with duel: it looks at codes/,
  );
});
