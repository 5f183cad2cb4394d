import assert from "node:assert/strict";
import { consensus, instanceNoise, minimax, r1, sampledNoise } from "saddle/dynamics/mod.ts";
import { stream } from "saddle/random/mod.ts";

const random = () => stream(3, 0, "noise");

Deno.test("sampled noise has the expected field as its mean, to four standard errors", () => {
  const game = r1(minimax(), { gamma: 0.5 }), sigma = 0.7, batch = 200_000;
  const sampled = sampledNoise(game, { deviation: sigma, batch, random: random() });
  const exact = instanceNoise(game, { deviation: sigma });
  // each term of the means is at most about |theta| + 3 sigma in size: a standard error below 0.006
  for (const [theta, psi] of [[0, 0.5], [1, -1], [-0.5, 2]] as const) {
    assert.ok(Math.abs(sampled.generator(theta, psi) - exact.generator(theta, psi)) < 0.02);
    assert.ok(Math.abs(sampled.critic(theta, psi) - exact.critic(theta, psi)) < 0.02);
  }
});

Deno.test("without noise the sampled field is the field, whatever the batch", () => {
  const game = minimax();
  const same = sampledNoise(game, { deviation: 0, batch: 1, random: random() });
  assert.ok(Math.abs(same.generator(1, -0.5) - game.generator(1, -0.5)) < 1e-12);
  assert.ok(Math.abs(same.critic(1, -0.5) - game.critic(1, -0.5)) < 1e-12);
});

Deno.test("each step sees fresh noise, and the same stream gives the same noise again", () => {
  const make = () => sampledNoise(minimax(), { deviation: 1, batch: 4, random: random() });
  const [first, second] = [make(), make()];
  const values = [first, first, second].map((field) => field.critic(1, 1));
  assert.notEqual(values[0], values[1]);
  assert.equal(values[0], values[2]);
});

Deno.test("sampled noise refuses bad numbers and fields without pulls", () => {
  const good = { deviation: 1, batch: 4, random: random() };
  assert.throws(() => sampledNoise(minimax(), { ...good, deviation: -1 }), RangeError);
  assert.throws(() => sampledNoise(minimax(), { ...good, batch: 0 }), RangeError);
  assert.throws(() => sampledNoise(consensus(minimax(), { gamma: 1 }), good), TypeError);
});
