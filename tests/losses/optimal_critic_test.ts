/** What the losses measure: their values at the best critic of two distributions over three points. */
import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  energyBased,
  type FDivergenceName,
  fGan,
  hinge,
  leastSquares,
  type Loss,
  minimax,
  wasserstein,
} from "saddle/losses/mod.ts";
import { forEachEngine } from "../engines.ts";

/** How many of eight draws fall on each of three points. */
const COUNTS = { p: [1, 2, 5], q: [4, 3, 1] };
const p = COUNTS.p.map((count) => count / 8);
const q = COUNTS.q.map((count) => count / 8);
const over = (term: (p: number, q: number) => number) =>
  p.reduce((sum, _, i) => sum + term(p[i]!, q[i]!), 0);
const mixed = (p: number, q: number) => p * Math.log(2 * p / (p + q)) / 2;

/** Divergences from their definitions, each with the best score as a function of p and q. */
const DIVERGENCES: Readonly<
  Record<FDivergenceName, { value: number; best: (p: number, q: number) => number }>
> = {
  "KL": { value: over((p, q) => p * Math.log(p / q)), best: (p, q) => 1 + Math.log(p / q) },
  "reverse KL": { value: over((p, q) => q * Math.log(q / p)), best: (p, q) => Math.log(p / q) },
  "Pearson": { value: over((p, q) => (p - q) ** 2 / q), best: (p, q) => 2 * (p / q - 1) },
  "JS": { value: 2 * over((p, q) => mixed(p, q) + mixed(q, p)), best: (p, q) => Math.log(p / q) },
};

/** The eight draws of each kind, scored point by point. */
function scored(score: readonly number[]) {
  const draws = (counts: readonly number[]) =>
    tf.tensor(counts.flatMap((count, i) => new Array<number>(count).fill(score[i]!)), [1, 8, 1]);
  return { real: draws(COUNTS.p), fake: draws(COUNTS.q) };
}

const criticLoss = (loss: Loss, score: readonly number[]) =>
  tf.tidy(() => loss.critic(scored(score)).dataSync()[0]!);

const bestScores = (best: (p: number, q: number) => number) => p.map((_, i) => best(p[i]!, q[i]!));

/** No critic whose score of one point is a little different may do better. */
function assertBest(loss: Loss, score: readonly number[]): void {
  const least = criticLoss(loss, score);
  for (const i of score.keys()) {
    for (const step of [-0.1, 0.1]) {
      const moved = score.map((s, j) => j === i ? s + step : s);
      assert.ok(criticLoss(loss, moved) > least, `${loss.name}: point ${i}, ${step}`);
    }
  }
}

for (const [name, { value, best }] of Object.entries(DIVERGENCES)) {
  forEachEngine(`the best critic of the f-GAN for ${name} measures the divergence`, () => {
    const loss = fGan({ divergence: name as FDivergenceName });
    const score = bestScores(best);
    assert.ok(Math.abs(-criticLoss(loss, score) - value) < 1e-6);
    assertBest(loss, score);
    // p - q grows from point to point, and the critic is high on real data
    assert.ok(score[0]! < score[1]! && score[1]! < score[2]!);
  });
}

forEachEngine("the best critic of the minimax game measures 2 JSD - log 4", () => {
  const score = bestScores((p, q) => Math.log(p / q));
  assert.ok(Math.abs(-criticLoss(minimax(), score) - (DIVERGENCES.JS.value - Math.log(4))) < 1e-6);
  assertBest(minimax(), score);
});

forEachEngine("the best least-squares critic is (b p + a q) / (p + q)", () => {
  assertBest(leastSquares(), bestScores((p, q) => p / (p + q)));
  assertBest(
    leastSquares({ fake: -1, real: 1, target: 0 }),
    bestScores((p, q) => (p - q) / (p + q)),
  );
});

forEachEngine(
  "with codes -1, 1, 0 the generator meets half the chi-square of p + q from 2 q",
  () => {
    // Mao et al. 2017: the paper's objective also has the generator's term on real points
    const loss = leastSquares({ fake: -1, real: 1, target: 0 });
    const { real, fake } = scored(bestScores((p, q) => (p - q) / (p + q)));
    const terms = tf.tidy(() =>
      [real, fake].map((scores) => loss.generator({ real, fake: scores }).dataSync()[0]!)
    );
    tf.dispose([real, fake]);
    const chiSquare = over((p, q) => (2 * q - (p + q)) ** 2 / (p + q));
    assert.ok(Math.abs(terms[0]! + terms[1]! - chiSquare / 2) < 1e-6);
  },
);

const overlap = over((p, q) => Math.min(p, q)); // 1 less the total variation

forEachEngine("the best hinge critic is the sign of p - q and measures the total variation", () => {
  // Lim and Ye 2017: E min(0, D - 1) + E min(0, -D - 1) is at best -2 times the overlap
  const score = bestScores((p, q) => Math.sign(p - q));
  assert.ok(Math.abs(criticLoss(hinge(), score) - 2 * overlap) < 1e-6);
  assertBest(hinge(), score);
});

forEachEngine("the best energy is 0 where p leads and the margin elsewhere", () => {
  // Zhao et al. 2017, theorem 1: with energies from 0 on, the loss is at best m times the overlap
  const loss = energyBased({ margin: 3 });
  const score = bestScores((p, q) => p < q ? -3 : 0);
  const least = criticLoss(loss, score);
  assert.ok(Math.abs(least - 3 * overlap) < 1e-6);
  for (const i of score.keys()) {
    for (const energy of [0, 1, 2.5, 3, 4]) {
      assert.ok(criticLoss(loss, score.map((s, j) => j === i ? -energy : s)) > least - 1e-6);
    }
  }
});

forEachEngine("a critic of slope 1 on a line measures the distance W1", () => {
  // points 0, 1 and 2: the cumulative shares of p and q differ by 3/8 and 4/8
  assert.equal(-criticLoss(wasserstein(), [0, 1, 2]), 3 / 8 + 4 / 8);
});
