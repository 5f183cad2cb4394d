// Hashes of 24 short trainings: parameters, tables, snapshots, statuses, settings
import { createHash } from "node:crypto";
import * as S from "saddle";
const nets = (h = [24, 24], more: object = {}) => ({
  generator: S.mlp({ inputs: 2, hidden: h, outputs: 2, ...more }),
  critic: S.mlp({ inputs: 2, hidden: h, outputs: 1, ...more }),
});
const modes = (p: Float32Array) => ({ mean: p.reduce((a, b) => a + b) / p.length, first: p[0]! });
const list: Record<string, Partial<S.TrainOptions>> = {
  "gan": { loss: S.minimax() },
  "ns, average": { loss: S.nonSaturating(), average: { decay: 0.9 } },
  "wgan-gp 5": { loss: S.wasserstein(), constraints: [S.gradientPenalty()], update: S.alternating({ criticSteps: 5 }) },
  "wgan-gp one batch": { loss: S.wasserstein(), constraints: [S.gradientPenalty({ sides: "one" })], update: S.alternating({ criticSteps: 3, freshReal: false, freshLatents: "critic" }) },
  "generator first": { loss: S.leastSquares(), update: S.alternating({ first: "generator", freshLatents: false }) },
  "instance noise, r1": { loss: S.nonSaturating(), constraints: [S.instanceNoise(), S.r1({ gamma: 1 })] },
  "dragan": { loss: S.nonSaturating(), constraints: [S.dragan()] },
  "clipping": { loss: S.wasserstein(), constraints: [S.clipping({ limit: 0.05 })], optimiser: S.rmsprop({ rate: 1e-3 }) },
  "consensus": { loss: S.nonSaturating(), update: S.consensus({ gamma: [0.1, 1] }), runs: 2 },
  "unrolled": { loss: S.minimax(), update: S.unrolled({ steps: 2 }) },
  "extragradient": { loss: S.wasserstein(), constraints: [S.simplePenalty({ weight: 1 })], update: S.extragradient() },
  "simultaneous": { loss: S.hinge(), update: S.simultaneous() },
  "optimistic": { loss: S.nonSaturating(), optimiser: { generator: S.optimistic(S.adam({ rate: 1e-3 })), critic: S.sgd({ rate: 0.01 }) } },
  "annealed, weights a run": { loss: S.wasserstein(), constraints: [S.gradientPenalty({ weight: [0.1, 1, 10, 100] })], optimiser: S.annealed(S.adam({ rate: 1e-3 }), { over: 20 }), runs: 4, streams: [3, 3, 3, 4] },
  "lanes": { loss: S.relativisticPaired(), runs: 8 },
  "finite": { loss: S.nonSaturating(), dataset: S.finite(S.ring(), { size: 100, seed: 1 }), batch: 30 },
  "packed": { loss: S.nonSaturating(), critic: S.packed(S.mlp({ inputs: 4, hidden: [24], outputs: 1 }), { size: 2 }) },
  "energy, pretrained": { loss: S.energyBased(), critic: S.autoencoder(S.mlp({ inputs: 2, outputs: 4 }), S.mlp({ inputs: 4, outputs: 2 })), pretrain: { steps: 20, batch: 32 } },
  "diverges": { loss: S.wasserstein(), optimiser: S.sgd({ rate: [0.01, 50] }), runs: 2, divergence: 100 },
  "uniform latents, grid": { loss: S.nonSaturating(), latent: S.uniformLatent({ low: -1 }), grid: { x: [-2, 2], y: [-2, 2], nx: 7, ny: 5 } },
  "first run 3": { loss: S.nonSaturating(), firstRun: 3, runs: 2 },
  "batch norm": { loss: S.nonSaturating(), ...nets([24, 24], { normalisation: S.batchNorm() }) },
  "loss-sensitive": { loss: S.lossSensitive({ weight: 1 }) },
  "one dimension": { loss: S.nonSaturating(), dataset: S.interval(), generator: S.mlp({ inputs: 1, outputs: 1 }), critic: S.mlp({ inputs: 1, outputs: 1 }) },
};
const out: Record<string, string> = {};
await S.start();
for (const [name, options] of Object.entries(list)) {
  try {
    const run = await S.train({ dataset: S.ring(), batch: 32, runs: 2, ...nets(), metrics: { modes, n: (p) => p.length }, metricSize: 50, snapshotSize: 20, steps: 30, every: 12, seed: 5, ...options } as S.TrainOptions);
    const hash = createHash("sha256");
    const add = (a: ArrayLike<number>) => hash.update(new Uint8Array(Float64Array.from(a).buffer));
    for (const t of [run.generator, run.critic]) for (const tree of [t.params, t.state]) for (const l of tree.leaves) add(l.values);
    for (const s of run.snapshots) { hash.update(`${s.step}`); add(s.samples); if (s.critic) add(s.critic); hash.update(JSON.stringify(s.grid ?? null)); }
    for (const f of [run.history, run.metrics]) hash.update(f.writeCSV().toString());
    hash.update(JSON.stringify([run.status, run.settings, run.streams, run.runs, run.firstRun, run.seed, run.mode, run.dataset.name]));
    out[name] = hash.digest("hex").slice(0, 16);
  } catch (e) { out[name] = `error ${(e as Error).message.slice(0, 100)}`; }
}
console.log(JSON.stringify(out, null, 1));
