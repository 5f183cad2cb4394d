import assert from "node:assert/strict";
import { ring } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { bigan } from "saddle/games/mod.ts";
import { mlp } from "saddle/models/mod.ts";
import { type Look, outputsOf, play, untrained } from "saddle/training/mod.ts";

Deno.test("an untrained player is what a game starts with", async () => {
  await start({ engine: "wasm" });
  const net = (inputs: number, outputs: number) => mlp({ inputs, outputs, hidden: [8] });
  const encoder = net(2, 3), points = Float32Array.of(0.5, -1, 2, 0);
  const game = bigan({ dataset: ring(), encoder, generator: net(3, 2), critic: net(5, 1) });
  const codes: Look<"encoder"> = {
    inputs: { rows: { real: points }, n: 2 },
    see: ({ encoder }, { real }) => encoder(real!),
  };
  const options = { steps: 1, batch: 4, runs: 2, seed: 5 };
  const { snapshots } = await play({ ...game, looks: { codes } }, options);
  const start0 = untrained(encoder, { player: "encoder", runs: 2, seed: 5 });
  assert.deepEqual(outputsOf(start0, points), snapshots[0]!.looks["codes"]);
  assert.throws(() => untrained(encoder, { player: "encoder", seed: -1 }), /seed/);
});
