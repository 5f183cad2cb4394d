import assert from "node:assert/strict";
import { r1 } from "saddle/constraints/mod.ts";
import { writeTensors } from "saddle/files/mod.ts";
import { linear, mlp, spectralNorm, tanh } from "saddle/models/mod.ts";
import {
  criticMap,
  generate,
  loadTrained,
  pickRuns,
  saveTrained,
  score,
  train,
  uniformLatent,
} from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "./small.ts";

const PARTS = {
  generator: SMALL.generator,
  critic: spectralNorm(mlp({ inputs: 2, hidden: [6], outputs: 1, activation: tanh })),
  latent: uniformLatent(),
};
const OPTIONS = { ...SMALL, ...PARTS, constraints: [r1()], runs: 3, steps: 2 };
const POINTS = Float32Array.of(0, 0, 1, -1, 0.5, 2);

forEachEngine("trained players that are stored and read back do what they did", async () => {
  const file = `${await Deno.makeTempDir()}/players.safetensors`;
  const run = await train({ ...OPTIONS, streams: [4, 4, 0], seed: 9 });
  await saveTrained(run, file);
  const back = await loadTrained(file, PARTS);
  assert.deepEqual(generate(back, 7), generate(run, 7));
  assert.deepEqual(score(back, POINTS), score(run, POINTS));
  assert.deepEqual(back.settings, run.settings);
  assert.deepEqual([back.runs, back.streams, back.seed], [3, [4, 4, 0], 9]);
}, { engines: ["wasm"] });

forEachEngine("picked runs do what they did among the others", async () => {
  const run = await train(OPTIONS);
  const grid = { x: [-1, 1], y: [0, 1], nx: 3, ny: 2 } as const;
  const [one, all] = [pickRuns(run, [2, 0]), criticMap(run, grid)];
  assert.deepEqual(criticMap(one, grid), Float32Array.of(...all.slice(12), ...all.slice(0, 6)));
  assert.deepEqual(one.streams, [2, 0]);
  assert.throws(() => pickRuns(run, [3]), /places from 0 to 2, at least one, but \[3\] came/);
  assert.throws(() => pickRuns(run, []), /at least one, but \[\] came/);
}, { engines: ["wasm"] });

forEachEngine("players of other models are refused with what they are", async () => {
  const file = `${await Deno.makeTempDir()}/players.safetensors`;
  await saveTrained(await train(OPTIONS), file);
  const load = (parts: object) => loadTrained(file, { ...PARTS, ...parts });
  await assert.rejects(
    load({ generator: linear({ inputs: 2, outputs: 2 }) }),
    /players\.safetensors was trained with the generator "mlp 2-6-2, tanh", but "linear 2-2" came/,
  );
  const bare = mlp({ inputs: 2, hidden: [6], outputs: 2, activation: tanh, bias: false });
  const full = mlp({ inputs: 2, hidden: [6], outputs: 2, activation: tanh });
  await saveTrained(await train({ ...OPTIONS, generator: bare }), file);
  await assert.rejects(
    load({ generator: full }),
    /(was trained with the generator "mlp 2-6-2|"generator\.params\.0\.bias" of shape \[3,1,6\] is needed)/,
  );
  await Deno.writeFile(file, writeTensors({ tensors: {}, texts: {} }));
  await assert.rejects(load({}), /players\.safetensors holds no trained players/);
}, { engines: ["wasm"] });
