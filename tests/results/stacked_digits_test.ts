import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import { start } from "saddle/engine/mod.ts";
import { compute, stackedDigitsModes } from "saddle/results/mod.ts";
import { enginesHere } from "../engines.ts";

const [engine] = enginesHere();

Deno.test("stacked digits have modes by step and method, and pictures", async () => {
  await start({ engine: engine! });
  const { tables, settings } = await compute(
    stackedDigitsModes({ steps: 1, batch: 2, counted: 30 }),
  );
  const rows = tables[""]!.toRecords();
  assert.deepEqual(tables[""]!.columns, [
    "method",
    "step",
    "modes",
    "reverseKL",
    "frechet",
    "coverage",
  ]);
  assert.deepEqual(rows.map(({ method, step }) => `${method} ${step}`), [
    ...["NS-GAN 0", "NS-GAN 1", "PacGAN2 0", "PacGAN2 1", "R1 0", "R1 1"],
  ]);
  for (const { modes, reverseKL } of rows) {
    assert.ok((modes as number) >= 1 && (modes as number) <= 30);
    // 30 images are on 30 modes at most: log(1000 / 30) from all
    assert.ok((reverseKL as number) >= Math.log(1000 / 30) - 1e-9);
  }
  assert.equal(tables["pictures"]!.height, 6 * 12);
  const methods = settings["methods"] as { batch: string | number; constraints: string }[];
  assert.deepEqual(methods.map(({ batch }) => Number(batch)), [2, 4, 2]);
  assert.match(methods[2]!.constraints, /R1/);
  const [real, , , noise] = tables["floors"]!.toRecords() as { images: string; frechet: number }[];
  assert.ok(real!.frechet < noise!.frechet / 4, `${real!.frechet} and ${noise!.frechet}`);
});

Deno.test("what is stored of stacked digits is whole", () => {
  const read = (part = "") =>
    pl.readParquet(join(import.meta.dirname!, "../../data", `stacked-digits${part}.parquet`));
  const [scores, pictures] = [read(), read("-pictures")];
  const kept = 3 * 11; // methods, and steps from 0 to 10,000
  assert.equal(scores.height, kept);
  assert.equal(pictures.height, kept * 12);
  assert.equal(pictures.getColumn("pixels").explode().length, kept * 12 * 2352);
  assert.equal(pictures.getColumn("step").max(), scores.getColumn("step").max());
  assert.equal(read("-floors").height, 4);
});
