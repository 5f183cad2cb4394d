import assert from "node:assert/strict";
import { join } from "node:path";
import { readTensors, type TensorFile, writeTensors } from "saddle/files/mod.ts";
import { mlp, tanh } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { finite, ring } from "saddle/datasets/mod.ts";
import { loadTrained, saveTrained, train, type TrainOptions } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "./small.ts";

const WASM = { engines: ["wasm"] } as const;
const OPTIONS: TrainOptions = {
  ...SMALL,
  dataset: finite(ring(), { size: 30, seed: 1 }),
  metrics: { first: ([x]) => x! },
};

/** A checkpoint of step 4 of 8, and what reads a file in its place. */
async function checkpoint() {
  const file = join(await Deno.makeTempDir(), "state.safetensors");
  const options = { ...OPTIONS, checkpoint: { file, seconds: 0 } };
  const stop = new AbortController();
  await assert.rejects(
    train({
      ...options,
      checkpoint: { ...options.checkpoint, stop: stop.signal },
      onProgress: ({ step }) => step === 4 && stop.abort(new Error("stopped")),
    }),
    /stopped/,
  );
  return { file, read: () => train(options) };
}

/** Players of a training, and what reads a file in their place. */
async function players() {
  const file = join(await Deno.makeTempDir(), "players.safetensors");
  const run = await train(OPTIONS);
  await saveTrained(run, file);
  const { generator, critic } = OPTIONS;
  return { file, read: () => loadTrained(file, { generator, critic }) };
}

/** That a file is refused in a sentence with its name, and stays as it is. */
async function assertRefused(
  { file, read }: { readonly file: string; readonly read: () => Promise<unknown> },
  bytes: Uint8Array,
  label: string,
): Promise<void> {
  await Deno.writeFile(file, bytes);
  await assert.rejects(read(), (error: Error) => {
    assert.equal(error.name, "RangeError", `${label}: ${error.stack}`);
    assert.ok(error.message.startsWith(file), `${label}: ${error.message}`);
    return true;
  }, `${label} was taken`);
  assert.deepEqual(await Deno.readFile(file), bytes);
}

forEachEngine("not one flipped bit of a checkpoint or of stored players is taken", async () => {
  const seed = Date.now();
  for (const stored of [await checkpoint(), await players()]) {
    const whole = await Deno.readFile(stored.file), random = stream(seed, 0, "flips");
    const start = 8 + Number(new DataView(whole.buffer).getBigUint64(0, true));
    for (let i = 0; i < 100; i++) {
      // as many in the header as in the values
      const at = Math.floor(random.next() * (i % 2 === 0 ? start : whole.length));
      const bit = Math.floor(8 * random.next()), bytes = whole.slice();
      bytes[at]! ^= 1 << bit;
      await assertRefused(stored, bytes, `seed ${seed}: byte ${at}, bit ${bit}`);
    }
    await Deno.writeFile(stored.file, whole);
    await stored.read();
  }
}, WASM);

/** A text of a file in place of another; without it where there is none. */
function withText(file: TensorFile, name: string, text: string | undefined): Uint8Array {
  const { [name]: _, ...texts } = file.texts;
  return writeTensors({ ...file, texts: text === undefined ? texts : { ...texts, [name]: text } });
}

/** What each text of a checkpoint cannot be. */
const WRONG_TEXTS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  step: ["-5", "1000000000", "9", "5", "0", "abc", "", "4.5", "4e0", "NaN", "null", undefined],
  seconds: ["-1", "NaN", "Infinity", "soon", "", undefined],
  mode: ["turbo", "", undefined],
  training: ["{}", "[]", "null", "7", "{", "", '{"steps":8}', '{"steps":["8"]}', undefined],
  more: ["what no checkpoint says"],
};

forEachEngine("a checkpoint that is whole but says what cannot be is refused", async () => {
  const stored = await checkpoint();
  const file = readTensors(await Deno.readFile(stored.file));
  for (const [name, texts] of Object.entries(WRONG_TEXTS)) {
    for (const text of texts) {
      await assertRefused(stored, withText(file, name, text), `${name} ${text}`);
    }
  }
  for (const [name, tensor] of Object.entries(file.tensors)) {
    const { [name]: _, ...others } = file.tensors;
    const { shape, values } = tensor;
    const other = values instanceof Int32Array ? Float32Array : Int32Array;
    const changed: Record<string, object> = {
      gone: {},
      "of another type": { [name]: { shape, values: other.from(values) } },
      "of another shape": { [name]: { shape: [...shape, 1], values } },
    };
    for (const [what, entry] of Object.entries(changed)) {
      if (what === "gone" && name === "metrics.first") continue; // a metric that gave nothing yet
      const bytes = writeTensors({ ...file, tensors: { ...others, ...entry } as never });
      await assertRefused(stored, bytes, `${name} is ${what}`);
    }
  }
}, WASM);

forEachEngine("stored players that are whole but cannot be used are refused", async () => {
  const stored = await players();
  const file = readTensors(await Deno.readFile(stored.file));
  const facts = JSON.parse(file.texts["trained"]!);
  const odd = [
    null,
    [],
    {},
    3,
    { ...facts, streams: [] },
    { ...facts, streams: [0.5] },
    {
      ...facts,
      streams: null,
    },
    { ...facts, seed: "0" },
    { ...facts, settings: null },
    { ...facts, generator: "linear" },
    {
      ...facts,
      more: 1,
    },
  ];
  for (const one of odd) {
    const text = JSON.stringify(one);
    await assertRefused(stored, withText(file, "trained", text), text);
  }
  await assertRefused(stored, withText(file, "trained", "{"), "no JSON");
  await assertRefused(stored, withText(file, "trained", undefined), "no text");
  for (const [name, { shape, values }] of Object.entries(file.tensors)) {
    for (const bad of [NaN, Infinity]) {
      const numbers = values.map((value, i) => i === values.length - 1 ? bad : value);
      const tensors = { ...file.tensors, [name]: { shape, values: numbers as typeof values } };
      await assertRefused(stored, writeTensors({ ...file, tensors }), `${bad} in ${name}`);
    }
  }
}, WASM);

Deno.test("a file of another program is no file of ours, though its numbers fit", async () => {
  const file = join(await Deno.makeTempDir(), "players.safetensors");
  const model = mlp({ inputs: 2, hidden: [6], outputs: 2, activation: tanh });
  const header = new TextEncoder().encode(`{"__metadata__":{"trained":"{}"}}`.padEnd(40));
  await Deno.writeFile(file, Uint8Array.of(40, 0, 0, 0, 0, 0, 0, 0, ...header));
  await assert.rejects(
    loadTrained(file, { generator: model, critic: model }),
    /players\.safetensors is not as it was written: it has no digest/,
  );
});
