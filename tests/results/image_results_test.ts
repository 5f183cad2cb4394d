import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import { start } from "saddle/engine/mod.ts";
import { divConvGenerator } from "saddle/models/mod.ts";
import { compute, digitsDiv, facesDiv, store } from "saddle/results/mod.ts";
import { picturesOf } from "saddle/results/pictures.ts";
import { blocks, shrunk } from "saddle/results/shrunk.ts";
import { loadPlayers, outputsOf, type Run } from "saddle/training/mod.ts";
import { enginesHere } from "../engines.ts";

const [engine] = enginesHere();

/** How many numbers the pictures of a table have in all. */
const pixelsOf = (table: pl.DataFrame) => table.getColumn("pixels").explode().length;

Deno.test("squares of pixels become their mean, each channel by itself", () => {
  // two images of 4 x 4 x 2: the first channel counts pixels, the second is 1 and then 5
  const images = Float32Array.from({ length: 64 }, (_, i) => i % 2 ? i < 32 ? 1 : 5 : i / 2);
  const means = [[2.5, 4.5, 10.5, 12.5], [18.5, 20.5, 26.5, 28.5]]; // of 0, 1, 4, 5 and so on
  const expected = means.flatMap((of, k) => of.flatMap((mean) => [mean, k === 0 ? 1 : 5]));
  assert.deepEqual([...shrunk(images, [4, 4, 2], 2)], expected);
  assert.deepEqual(shrunk(images, [4, 4, 2], 1), images);
  // the same means at every pixel of their square
  const squares = [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3];
  const spread = [0, 1].flatMap((k) =>
    squares.flatMap((square) => [means[k]![square]!, k === 0 ? 1 : 5])
  );
  assert.deepEqual([...blocks(images, [4, 4, 2], 2)], spread);
});

Deno.test("kept pictures are bytes in so many levels, those outside of -1 to 1 at its ends", () => {
  const samples = Float32Array.of(-1, 1, 0.5, -7, 9, 9, 9, 9); // two images of 2 x 2
  const run = { snapshots: [{ step: 3, samples }] } as unknown as Run;
  const [row, ...others] = picturesOf(run, { shape: [2, 2, 1], count: 1, levels: 32 }).toRecords();
  // 0.5 is 0.75 of the way, level 23 of 31
  assert.deepEqual(row, {
    run: 0,
    step: 3,
    place: 0,
    pixels: [0, 255, Math.round(23 * 255 / 31), 0],
  });
  assert.equal(others.length, 0);
});

Deno.test("digits by steps have scores, losses, pictures and a generator that draws again", async () => {
  await start({ engine: engine! });
  const result = digitsDiv({ steps: 1, batch: 4, filters: 8 });
  const computed = await compute(result), folder = await Deno.makeTempDir();
  const { tables } = computed;
  assert.deepEqual(tables[""]!.columns, [
    ...["step", "classScore", "frechet", "kernel"],
    ...["precision", "recall", "density", "coverage"],
  ]);
  assert.deepEqual(tables["losses"]!.columns, ["step", "criticLoss", "penalty", "generatorLoss"]);
  assert.equal(tables["pictures"]!.height, 2 * 30);
  assert.equal(pixelsOf(tables["pictures"]!), 2 * 30 * 784);
  await store(folder, result, computed);
  const file = join(folder, "digits-div.safetensors");
  const generator = divConvGenerator({ size: 28, channels: 1, inputs: 48, filters: 1 });
  const { players } = await loadPlayers(file, { generator });
  assert.equal(outputsOf(players.generator, new Float32Array(2 * 48)).length, 2 * 784);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("faces by steps say how near the nearest is, and how often it was held out", async () => {
  await start({ engine: engine! });
  const { tables } = await compute(facesDiv({ steps: 1, batch: 4, filters: 4 }));
  assert.deepEqual(tables[""]!.columns, ["step", "nearest", "heldOut"]);
  for (const { nearest, heldOut } of tables[""]!.toRecords()) {
    assert.ok((nearest as number) > 0 && (heldOut as number) >= 0 && (heldOut as number) <= 1);
  }
  assert.equal(tables["pictures"]!.height, 2 * 16);
  assert.equal(pixelsOf(tables["pictures"]!), 2 * 16 * 32 * 32 * 3);
});

Deno.test("what is stored of digits and faces is whole", () => {
  const read = (file: string) => pl.readParquet(join(import.meta.dirname!, "../../data", file));
  const last = (name: string) => read(`${name}.parquet`).getColumn("step").max();
  // of the faces' eleven snapshots the first five and every second of the others
  for (
    const [name, images, numbers] of [["digits-div", 21 * 30, 784], [
      "faces-div",
      8 * 16,
      3072,
    ]] as const
  ) {
    const pictures = read(`${name}-pictures.parquet`);
    assert.deepEqual([pictures.height, pixelsOf(pictures)], [images, images * numbers]);
    assert.equal(pictures.getColumn("step").max(), last(name));
    assert.equal(read(`${name}-losses.parquet`).getColumn("step").max(), last(name));
  }
});
