import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { start } from "saddle/engine/mod.ts";
import { compute, CRITIC_METHODS, critics, LOSS_METHODS, losses } from "saddle/results/mod.ts";

const tiny = { steps: 2, every: 1, runs: 2, width: 4, seed: 3 };
const NUMBERS = ["step", "run", "modes", "quality", "reverseKL", "distance"];
const distinct = (values: ArrayLike<unknown>) => [...new Set(Array.from(values))];

Deno.test("every loss is trained without a penalty and with R1, one that has its own penalty once", async () => {
  await start({ engine: "wasm" });
  const methods = LOSS_METHODS.filter(({ name }) =>
    ["NS-GAN", "EBGAN, pulling away", "W-div"].includes(name)
  );
  const trained = new Set<string>();
  const more = { moreSteps: ["NS-GAN"], criticSteps: [1, 2] };
  const { tables, settings } = await compute(losses({ ...tiny, ...more, methods }), {
    onProgress: ({ label }) => void trained.add(label),
  });
  const [task, steps] = [tables[""]!, tables["critic-steps"]!];
  assert.deepEqual(task.columns, ["penalty", "method", ...NUMBERS]);
  assert.equal(task.height, (3 + 2) * 3 * 2); // trainings x moments x runs
  assert.deepEqual(distinct(task.getColumn("penalty").toArray()), ["none", "R1"]);
  assert.deepEqual(steps.columns, ["criticSteps", "method", ...NUMBERS]);
  assert.deepEqual(distinct(steps.getColumn("criticSteps").toArray()), ["1", "2"]);
  const used = (settings["methods"] as { constraints: string }[]).map((one) => one.constraints);
  assert.deepEqual(used.map((name) => name.split(" ")[0]), [
    ...["none", "none", "Wasserstein", "R1", "R1"],
    ...["none", "none"],
  ]);
  // NS-GAN without a penalty and with one critic step is in both tables
  assert.equal(trained.size, 6);
  const own = (frame: pl.DataFrame, column: string, value: string) =>
    frame.filter(pl.col("method").eq(pl.lit("NS-GAN")).and(pl.col(column).eq(pl.lit(value))))
      .select(...NUMBERS).toRecords();
  assert.deepEqual(own(steps, "criticSteps", "1"), own(task, "penalty", "none"));
});

Deno.test("every leash is tried in all three games", async () => {
  await start({ engine: "wasm" });
  assert.equal(CRITIC_METHODS.length, 3 * 9);
  const methods = CRITIC_METHODS.filter(({ name }) => name === "spectral norm");
  const { tables, settings } = await compute(critics({ ...tiny, methods }));
  const table = tables[""]!;
  assert.deepEqual(table.columns, ["game", "method", ...NUMBERS]);
  const games = ["Wasserstein", "Wasserstein, SGD", "NS-GAN"];
  assert.deepEqual(distinct(table.getColumn("game").toArray()), games);
  const kept = settings["methods"] as Readonly<Record<string, string>>[];
  for (const { critic } of kept) assert.match(critic!, /spectral norm/);
  const optimisers = kept.map((one) => one["generator's optimiser"]!.split(" ")[0]);
  assert.deepEqual(optimisers, ["Adam", "SGD", "Adam"]);
});

Deno.test("methods have names of their own", () => {
  assert.equal(distinct(LOSS_METHODS.map(({ name }) => name)).length, LOSS_METHODS.length);
  const names = CRITIC_METHODS.map(({ game, name }) => `${game}, ${name}`);
  assert.equal(distinct(names).length, names.length);
});
