import * as S from "saddle";
import { bigan, cycleGan, conditionalGan, classifier } from "saddle/games/mod.ts";
await S.start();
const which = Deno.args[0], shift = Number(Deno.args[1] ?? 0), steps = Number(Deno.args[2] ?? 1500);
const adam = S.adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 });
const net = (inputs: number, outputs: number, h = [32, 32]) => S.mlp({ inputs, hidden: h, outputs, activation: S.leakyRelu(0.2) });
const t0 = performance.now();
const med = (x: number[]) => x.sort((a, b) => a - b)[Math.floor(x.length / 2)]!;
if (which === "cond") {
  const dataset = S.labelModes(S.finite(S.ring({ modes: 4, radius: 1, deviation: 0.1 }), { size: 1000, seed: 1 }));
  const game = conditionalGan({ dataset, generator: net(2 + 4, 2), critic: net(2 + 4, 1), optimiser: adam, loss: S.wasserstein(), constraints: [S.gradientPenalty({ weight: 1 })] });
  const c = dataset.modes!.centres;
  const share = (rows: Float32Array) => { let good = 0; const n = rows.length / 2; for (let i = 0; i < n; i++) { const k = Math.floor(i / (n / 4)); let best = 0, d = 1e9; for (let m = 0; m < 4; m++) { const e = Math.hypot(rows[2*i]! - c[2*m]!, rows[2*i+1]! - c[2*m+1]!); if (e < d) { d = e; best = m; } } if (best === k) good++; } return good / n; };
  const p = await S.play(game, { steps, runs: 8, batch: 64, seed: shift, every: steps / 5, metrics: { share: { look: "samples", measure: share } } });
  console.log(p.metrics.toRecords().map((r) => [r.step, r.share]).join(" | "));
}
if (which === "cycle") {
  const a = S.swissRoll();
  const b = S.fromSampler({ name: "turned roll", dimension: 2, extent: a.extent, sample: (r, n) => a.sample(r, n).map((v) => -1 - v) });
  const m = () => net(2, 2, [64, 64]);
  const game = cycleGan({ a, b, models: { ab: m(), ba: m(), a: net(2, 1, [64, 64]), b: net(2, 1, [64, 64]) }, optimiser: adam, cycle: 10, shown: 200 });
  const p = await S.play(game, { steps, runs: 8, batch: 64, seed: shift, every: steps / 5 });
  for (const s of p.snapshots) {
    const row = Array.from({ length: 8 }, (_, r) => {
      const cut = (n: string) => s.looks[n]!.subarray(r * 400, (r + 1) * 400);
      const mad = cut("a to b to a").reduce((sum, v, i) => sum + Math.abs(v - cut("a")[i]!), 0) / 400;
      return `${mad.toFixed(3)}/${S.w2(cut("a to b"), cut("b")).toFixed(3)}/${S.w2(cut("a"), cut("b")).toFixed(3)}`;
    });
    console.log(s.step, row.join(" "));
  }
}
if (which === "bigan") {
  const dataset = S.ring({ modes: 8, radius: 1, deviation: 0.05 });
  const game = bigan({ dataset, generator: net(2, 2), encoder: net(2, 2), critic: net(4, 1, [64, 64]), optimiser: S.adam({ rate: Number(Deno.args[4] ?? 1e-3), beta1: 0.5, beta2: 0.9 }), ...(({ ns: { loss: S.nonSaturating() }, r1: { loss: S.nonSaturating(), constraints: [S.r1({ gamma: 0.1 })] }, ls: { loss: S.leastSquares() }, w1: { loss: S.wasserstein(), constraints: [S.gradientPenalty({ weight: 0.1 })] }, noise: {loss: S.nonSaturating(), constraints: [S.instanceNoise({deviation: 0.1}), S.r1({ gamma: 0.1 })]} } as never)[Deno.args[3] ?? "ns"] as object), shown: 200 });
  const p = await S.play(game, { steps, runs: 8, batch: 64, seed: shift, every: steps / 5 });
  for (const s of p.snapshots) {
    const row = Array.from({ length: 8 }, (_, r) => {
      const cut = (n: string) => s.looks[n]!.subarray(r * 400, (r + 1) * 400);
      let mad = 0; for (let i = 0; i < 200; i++) mad += Math.hypot(cut("reconstructions")[2*i]! - cut("originals")[2*i]!, cut("reconstructions")[2*i+1]! - cut("originals")[2*i+1]!) / 200;
      return `${mad.toFixed(3)}/${S.w2(cut("samples"), cut("originals")).toFixed(3)}`;
    });
    console.log(s.step, row.join(" "));
  }
  console.log("wrong pairing");
}
console.log((performance.now() - t0) / 1000, "s");
