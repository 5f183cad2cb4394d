import assert from "node:assert/strict";
import { CASES, modesOf, runner } from "saddle/bench/cases.ts";
import { IMAGE_CASES } from "saddle/bench/image_cases.ts";
import { imageTable } from "saddle/bench/image_table.ts";
import { type Contender, measure, type Row } from "saddle/bench/measure.ts";
import { requireOneDevice, strays } from "saddle/bench/placement.ts";
import { markdownTable } from "saddle/bench/table.ts";
import { currentEngine } from "saddle/engine/start.ts";
import { forEachEngine } from "../engines.ts";

const ABOUT = { device: "CPU", name: "WGAN-GP", hidden: 64, batch: 256, runs: 1 };

function contender(about: Partial<Row>, times: (number | undefined)[]): Contender {
  return {
    ...ABOUT,
    engine: "tensorflow",
    mode: "compiled",
    ...about,
    time: () => Promise.resolve(times.shift()),
  };
}

Deno.test("a time is the median of rounds, and of many runs it is that of one", async () => {
  const times = [50, 50, 9, 4, 2, 4, 300]; // two of them to warm up
  const rows = await measure([contender({ runs: 4 }, times)], { rounds: 5, length: 100 });
  assert.deepEqual([rows[0]!.msPerStep, rows[0]!.msPerStepPerRun, rows[0]!.rounds], [4, 1, 5]);
});

Deno.test("contenders take turns, and those that have no such step are left out", async () => {
  const order: string[] = [];
  const noting = (engine: string): Contender => ({
    ...contender({ engine }, []),
    time: (steps) => {
      order.push(`${engine} ${steps}`);
      return Promise.resolve(2);
    },
  });
  const none = contender({ engine: "none" }, [undefined]);
  const rows = await measure([noting("a"), none, noting("b")], { rounds: 2, length: 9 });
  assert.deepEqual(rows.map(({ engine }) => engine), ["a", "b"]);
  assert.deepEqual(order, ["a 1", "a 3", "b 1", "b 3", "a 5", "b 5", "a 5", "b 5"]);
});

Deno.test("the table divides our times by those of the peers beside them", () => {
  const row = (engine: string, mode: string, msPerStepPerRun: number): Row => ({
    ...ABOUT,
    engine,
    mode,
    msPerStep: msPerStepPerRun,
    msPerStepPerRun,
    rounds: 7,
  });
  const rows = [
    row("tensorflow", "compiled", 2),
    row("tensorflow", "compiled, 100 steps a call", 1),
    row("PyTorch 2.13.0", "eager", 8),
    row("JAX 0.10.2", "jit", 1.6),
    row("JAX 0.10.2", "scan of 100", 0.8),
  ];
  const fresh = { start: 0.3, firstCall: 1.94, keptCall: 0.361, growth: 2.5e6, left: 0 };
  const table = markdownTable(rows, { date: "2026-01-02", processor: "Abacus, 2 cores", fresh });
  const cells = table.split("\n").find((line) => line.startsWith("| WGAN-GP"))!;
  assert.deepEqual(cells.split("|").map((cell) => cell.trim()).slice(2, -1), [
    ...["", "2.00", "1.00", "8.00", "1.60", "0.800"],
    ...["0.13", "1.3", "1.3"],
  ]);
  assert.match(table, /2026-01-02 on Abacus, 2 cores: medians of 7 rounds.*PyTorch 2\.13\.0, JAX/);
  assert.match(
    table,
    /starts in 0\.3 s .* takes 1\.9 s, or 0\.36 s where its code was kept; .* add 2\.5 MB .* leave 0 tensors/,
  );
});

Deno.test("the table of image steps divides by each peer, and has first calls where there are any", () => {
  const about = { ...ABOUT, name: "faces", hidden: 16, batch: 64, msPerStepPerRun: 0, rounds: 7 };
  const rows: Row[] = [
    { ...about, engine: "tensorflow", mode: "compiled", msPerStep: 30 },
    { ...about, engine: "PyTorch 2.13.0", mode: "eager", msPerStep: 50 },
    { ...about, engine: "tensorflow", name: "digits", mode: "compiled", msPerStep: 20 },
    { ...about, engine: "JAX 0.10.2", name: "digits", mode: "jit", msPerStep: 25 },
  ];
  const first = (processor: number) => ({ firstCall: 2 * processor, processor });
  const fresh = { faces: { cold: first(21), kept: first(0.25) } };
  const table = imageTable(rows, { date: "2026-01-02", processor: "Abacus, 2 cores", fresh });
  const cells = (name: string) =>
    table.split("\n").find((line) => line.startsWith(`| ${name}`))!.split("|")
      .map((cell) => cell.trim()).slice(2, -1);
  assert.deepEqual(cells("faces"), ["30.0", "50.0", "", "0.60", "", "21.0", "0.500"]);
  assert.deepEqual(cells("digits"), ["20.0", "", "25.0", "", "0.80", "", ""]);
  assert.match(table, /PyTorch 2\.13\.0, JAX 0\.10\.2, one thread/);
});

Deno.test("each image step is a game of its own name that a peer knows", async () => {
  const peers = await Deno.readTextFile(new URL("../../lib/bench/peers.py", import.meta.url));
  assert.equal(new Set(IMAGE_CASES.map(({ name }) => name)).size, IMAGE_CASES.length);
  for (const { name, game } of IMAGE_CASES) {
    assert.ok(peers.includes(`"${name}"`), name);
    assert.ok(Object.keys(game().players).length >= 2, name);
  }
});

Deno.test("operations on a processor are astray where a GPU is reported", () => {
  const placed = new Map([["MatMul", "GPU:0"], ["Mean", "CPU:0"], ["compiled step", "GPU:0"]]);
  assert.deepEqual(strays(placed), ["Mean"]);
});

forEachEngine("a case of the bench runs in every mode, and its operations are placed", async () => {
  const one = CASES.find(({ name }) => name.startsWith("GANConvergence"))!;
  await requireOneDevice(one);
  const { report, placements } = currentEngine();
  const modes = modesOf(report.xla);
  const work = async () => {
    for (const mode of modes) {
      const training = runner(one, mode);
      assert.equal(await training.advance(1), Math.max(1, mode.block));
      training.dispose();
    }
  };
  if (!placements) return await work();
  const placed = await placements(work);
  assert.equal(placed.get("compiled step"), `${report.device}:0`);
  assert.equal(placed.get("BatchMatMulV2"), `${report.device}:0`);
});
