import assert from "node:assert/strict";
import { join } from "node:path";
import pl from "nodejs-polars";
import { experiment } from "saddle/experiments/mod.ts";
import { writeSigned } from "saddle/experiments/signed_json.ts";
import { constantValues, linear, type Model } from "saddle/models/mod.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "./small.ts";

const WASM = { engines: ["wasm"] } as const;

/** The last snapshot of every run, and what the function was told. */
const far: NonNullable<typeof SMALL.further>[string] = (run, { weight }) => {
  const last = run.snapshots.at(-1)!.samples, size = last.length / run.runs;
  const means = Array.from(
    { length: run.runs },
    (_, r) => last.subarray(r * size, (r + 1) * size).reduce((sum, x) => sum + x) / size,
  );
  return pl.DataFrame({ mean: means, run: means.map((_, r) => r), told: means.map(() => weight) });
};

forEachEngine(
  "further tables see each combination alone, and are kept with the others",
  async () => {
    const folder = join(await Deno.makeTempDir(), "further");
    const options = { ...SMALL, further: { far }, folder };
    const { further, samples } = await experiment(options);
    const table = further["far"]!;
    assert.deepEqual(table.columns, ["loss", "weight", "critics", "run", "mean", "told"]);
    assert.equal(table.height, 8 * 3);
    const points = samples.toRecords();
    for (const { loss, weight, critics, run, mean, told } of table.toRecords()) {
      assert.equal(told, weight);
      const own = points.filter((row) =>
        row["loss"] === loss && row["weight"] === weight && row["critics"] === critics &&
        row["run"] === run
      );
      const expected = own.reduce((sum, { x, y }) => sum + Number(x) + Number(y), 0) / 8;
      assert.ok(Math.abs(Number(mean) - expected) < 1e-6, `${mean}, not ${expected}`);
    }
    const again = await experiment({
      ...options,
      onProgress: () => assert.fail("there was nothing to do"),
    });
    assert.deepEqual(again.further["far"]!.toRecords(), table.toRecords());
    await assert.rejects(
      experiment({ ...SMALL, folder }),
      /further\[0\] is "far" there and missing/,
    );
  },
  WASM,
);

forEachEngine(
  "a combination of a stack is handed over as a training of its own",
  async () => {
    const { further, metrics, history, combinations } = await experiment({
      ...SMALL,
      further: {
        numbers: (run) => run.metrics,
        losses: (run) => run.history,
        facts: ({ runs, streams, status, firstRun }) =>
          pl.DataFrame({
            run: status.map(({ run }) => run),
            streams: [...streams],
            size: status.map(() => runs + firstRun),
          }),
      },
    });
    const own = (frame: pl.DataFrame, labels: (typeof combinations)[number]) =>
      frame.toRecords().filter((row) =>
        Object.entries(labels).every(([name, label]) => row[name] === label)
      );
    for (const labels of combinations) {
      assert.deepEqual(own(further["numbers"]!, labels), own(metrics, labels));
      assert.deepEqual(own(further["losses"]!, labels), own(history, labels));
      const facts = own(further["facts"]!, labels);
      assert.deepEqual(facts.map(({ run, streams, size }) => [run, streams, size]), [
        [0, 0, 3],
        [1, 1, 3],
        [2, 2, 3],
      ]);
    }
  },
  WASM,
);

forEachEngine("a further table that does not fit is refused with its name", async () => {
  const refused = (table: () => unknown, message: RegExp) =>
    assert.rejects(
      experiment({ ...SMALL, where: ONE, further: { odd: table as never } }),
      message,
    );
  await refused(() => pl.DataFrame({ x: [1] }), /"odd" is a table with a column "run".* columns x/);
  await refused(() => 3, /"odd" is a table with a column "run".*, but 3 came/);
  await refused(
    () => pl.DataFrame({ run: [0], weight: [1] }),
    /"odd" has a column "weight", which is the name of a parameter/,
  );
}, WASM);

/** A single combination. */
const ONE: NonNullable<typeof SMALL.where> = ({ loss, weight, critics }) =>
  loss.name === "Wasserstein" && weight === 1 && critics === 1;

forEachEngine("where says which combinations there are", async () => {
  const told: string[] = [];
  const report = (line: string) => void told.push(line);
  const { combinations, refused } = await experiment({ ...SMALL, where: ONE, report });
  assert.deepEqual(combinations, [{ loss: "Wasserstein", weight: 1, critics: 1 }]);
  assert.deepEqual([refused, told], [[], []]);
  await assert.rejects(
    experiment({ ...SMALL, where: () => false }),
    /where leaves no combination of these parameters/,
  );
}, WASM);

/** The small experiment with one combination and a model that counts how often it was made. */
function counted(value: number) {
  let made = 0;
  const training: typeof SMALL.training = (values) => {
    const init = constantValues([value, 0, 0, value]);
    const model = linear({ inputs: 2, outputs: 2, bias: false, init });
    const generator: Model = { ...model, init: (randoms) => (made++, model.init(randoms)) };
    return { ...SMALL.training(values), generator };
  };
  return { options: { ...SMALL, stack: [], where: ONE, training }, made: () => made };
}

forEachEngine("players are made once, with a folder too", async () => {
  const folder = join(await Deno.makeTempDir(), "once");
  const first = counted(1);
  await experiment(first.options);
  assert.equal(first.made(), 1);
  const kept = counted(1);
  await experiment({ ...kept.options, folder });
  assert.equal(kept.made(), 1);
}, WASM);

forEachEngine(
  "results of players that began otherwise are refused, though no name says so",
  async () => {
    const folder = join(await Deno.makeTempDir(), "start");
    await experiment({ ...counted(1).options, folder });
    await assert.rejects(
      experiment({ ...counted(2).options, folder }),
      /holds results of other settings: blocks\[0\]\.start is "\w+" there and "\w+" here\. Take another/,
    );
    // nor is one taken whose settings are in the form that they had earlier
    const file = join(folder, "settings.json");
    const { sha256: _, ...facts } = JSON.parse(await Deno.readTextFile(file));
    facts.settings.blocks[0].training.start = "0123456789abcdef";
    await writeSigned(file, facts);
    await assert.rejects(
      experiment({ ...counted(1).options, folder }),
      /blocks\[0\]\.training\.start is "0123456789abcdef" there and missing here/,
    );
  },
  WASM,
);
