import assert from "node:assert/strict";
import { configOf, readConfig } from "saddle/configs/mod.ts";
import { digits, stackedDigits } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { enginesHere } from "../engines.ts";

const [engine] = enginesHere();

const settings = (dataset: unknown, outputs: number, metric: unknown) =>
  JSON.stringify({
    ...{ dataset, loss: "hinge", critic: "mlp", metrics: { m: metric } },
    generator: { mlp: { inputs: 2, outputs } },
  });

async function readOf(text: string) {
  const file = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(file, text);
  const { candidates } = await readConfig(file);
  await Deno.remove(file);
  return candidates[0]!.training();
}

Deno.test("a judge that a file names is loaded while the file is read", async () => {
  await start({ engine: engine! });
  const { metrics } = await readOf(settings({ digits: { most: 200 } }, 784, "class-score"));
  const score = metrics!["m"]!(digits({ most: 200 }).points) as number;
  assert.ok(score > 8 && score <= 10, `${score}`);
});

Deno.test("stacked modes have two numbers", async () => {
  await start({ engine: engine! });
  const dataset = { "stacked-digits": { size: 50 } };
  const { metrics } = await readOf(settings(dataset, 3 * 784, "stacked-modes"));
  const numbers = metrics!["m"]!(stackedDigits({ size: 50 }).points) as Record<string, number>;
  assert.deepEqual(Object.keys(numbers), ["modes", "reverseKL"]);
  assert.ok(numbers["modes"]! > 40 && numbers["modes"]! <= 50);
});

Deno.test("a judge of other images is refused before it is loaded", () => {
  const refused = (metric: unknown, why: RegExp) =>
    assert.throws(() => configOf(settings("ring", 2, metric), "run.json"), why);
  refused("class-score", /the judge of digits reads images of 784 numbers, but .*ring.* have 2/);
  refused({ "class-score": { judge: "colour" } }, /the judge of colour reads images of 3072/);
  refused({ "class-score": { judge: "music" } }, /music/);
  refused("stacked-modes", /stacked digits are images of 2352 numbers, but .* have 2/);
});
