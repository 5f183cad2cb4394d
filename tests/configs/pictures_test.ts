import assert from "node:assert/strict";
import { join, relative } from "node:path";
import { configOf, runConfig } from "saddle/configs/mod.ts";
import { drawing } from "saddle/configs/pictures/drawn.ts";
import { samplesView } from "saddle/configs/pictures/views.ts";
import { circle, digits } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";

const MAIN = join(import.meta.dirname!, "..", "..", "lib", "configs", "main.ts");

/** Faces of 8 x 8 pixels. */
const FACES = `
dataset: { drawn-faces: { size: 8 } }
generator: { mlp: { inputs: 3, hidden: [4], output: tanh } }
critic: { mlp: { hidden: [4] } }
loss: wasserstein
batch: 8
steps: 12
every: 4
snapshotSize: 9
metrics: { far: { sliced-wasserstein: { projections: 5 } } }
metricSize: 20
samples: none
`;

/** The paths of the files in a folder and those in it, sorted. */
function paths(folder: string, at = folder): string[] {
  return [...Deno.readDirSync(at)].flatMap(({ name, isDirectory }) => {
    const path = join(at, name);
    return isDirectory ? paths(folder, path) : [relative(folder, path)];
  }).sort();
}

/** The files of a folder and those in it, by their paths. */
function files(folder: string): Record<string, Uint8Array> {
  return Object.fromEntries(
    paths(folder).map((path) => [path, Deno.readFileSync(join(folder, path))]),
  );
}

async function pictures(
  text: string,
  options: Parameters<typeof runConfig>[1] = {},
): Promise<Record<string, Uint8Array>> {
  await start({ engine: "cpu" });
  const folder = await Deno.makeTempDir();
  await runConfig(configOf(text, "run.yaml"), { folder, ...options });
  return files(join(folder, "pictures"));
}

const steps = (...all: readonly number[]) =>
  all.map((step) => `step-${String(step).padStart(7, "0")}.png`);

/** Width and height of a PNG. */
function sizeOf(png: Uint8Array): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

Deno.test("a training on images writes a grid at each snapshot, charts and a film", async () => {
  const all = await pictures(FACES);
  assert.deepEqual(Object.keys(all), [
    "losses.svg",
    "metric far.svg",
    "samples.html",
    ...steps(0, 4, 8, 12).map((name) => join("samples", name)),
  ]);
  // three of 8 pixels in a row, lines between, four times as large
  assert.deepEqual(sizeOf(all[join("samples", steps(12)[0]!)]!), [4 * 26, 4 * 26]);
  const text = (name: string) => new TextDecoder().decode(all[name]);
  assert.match(text("losses.svg"), /criticLoss.*generatorLoss/s);
  assert.match(text("samples.html"), /^<!doctype html>.*step 12/s);
});

Deno.test("points get scatter plots or histograms, and what is neither gets charts alone", async () => {
  const plane = await pictures(
    FACES.replace("{ drawn-faces: { size: 8 } }", "ring") +
      "grid: { x: [-1, 1], y: [-1, 1], nx: 3, ny: 3 }",
  );
  assert.equal(Object.keys(plane).filter((name) => name.endsWith(".png")).length, 4);
  const line = await pictures(FACES.replace("{ drawn-faces: { size: 8 } }", "interval"));
  assert.deepEqual(Object.keys(line), Object.keys(plane));
  const space = await pictures(
    FACES.replace("{ drawn-faces: { size: 8 } }", "{ gaussian: { dimension: 3 } }"),
  );
  assert.deepEqual(Object.keys(space), ["losses.svg", "metric far.svg"]);
});

Deno.test("each combination has a folder of its own, and its first run is drawn", async () => {
  const text = FACES.replace("batch: 8", "batch: $batch") +
    "constraints: [{ r1: { gamma: $gamma } }]\nruns: 2\n" +
    "parameters: { batch: [8, 4], gamma: [1, 2] }\n";
  const all = await pictures(text);
  const folders = [...new Set(Object.keys(all).map((name) => name.split(/[\\/]/)[0]))];
  assert.deepEqual(folders, [
    "0 batch 8, gamma 1",
    "1 batch 8, gamma 2",
    "2 batch 4, gamma 1",
    "3 batch 4, gamma 2",
  ]);
  const alone = await pictures(
    text.replace("[8, 4]", "[8]").replace("[1, 2]", "[2]").replace("runs: 2", "runs: 1"),
  );
  const grid = join("samples", steps(0)[0]!);
  assert.deepEqual(
    all[join("1 batch 8, gamma 2", grid)],
    alone[join("0 batch 8, gamma 2", grid)],
  );
});

Deno.test("a training that is stopped and resumed leaves the same pictures", async () => {
  const whole = await pictures(FACES);
  await start({ engine: "cpu" });
  const folder = await Deno.makeTempDir(), config = configOf(FACES, "run.yaml");
  const controller = new AbortController();
  const stopped = runConfig(config, {
    folder,
    stop: controller.signal,
    onProgress: ({ step }) => {
      if (step === 4) controller.abort(new Error("enough"));
    },
  });
  await assert.rejects(stopped, /enough/);
  const path = join(folder, "pictures"), before = paths(path);
  assert.deepEqual(before, steps(0, 4).map((name) => join("samples", name)));
  // what a kill leaves half-written goes; a picture that was lost comes again
  await Deno.writeTextFile(join(path, "samples", ".step-0000008.png.1.unfinished"), "half");
  await Deno.remove(join(path, "samples", steps(0)[0]!));
  await runConfig(config, { folder });
  assert.deepEqual(files(path), whole);
});

Deno.test("a training that is killed between two pictures leaves whole ones, and goes on", async () => {
  const text = FACES.replace("steps: 12", "steps: 400").replace("every: 4", "every: 40");
  const folder = await Deno.makeTempDir(), file = join(folder, "run.yaml");
  await Deno.writeTextFile(file, text);
  const command = (out: string) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", MAIN, "train", file, "--out", out],
      env: { SADDLE_ENGINE: "cpu", NO_COLOR: "1" },
      stdout: "null",
      stderr: "null",
    }).spawn();
  const [killed, whole] = [join(folder, "killed"), join(folder, "whole")];
  const child = command(killed);
  for await (const event of Deno.watchFs(folder)) {
    if (event.paths.some((path) => path.endsWith(steps(120)[0]!))) break;
  }
  child.kill("SIGKILL");
  await child.status;
  for (const out of [killed, whole]) assert.ok((await command(out).status).success);
  assert.deepEqual(files(join(killed, "pictures")), files(join(whole, "pictures")));
});

Deno.test("a film of more noise than a page can take has fewer frames", async () => {
  const noise = FACES.replace("size: 8", "size: 32").replace("[4], output: tanh", "[64]")
    .replace("snapshotSize: 9", "snapshotSize: 100").replace("steps: 12", "steps: 40")
    .replace("every: 4", "every: 1").replace(/metrics.*\n/, "");
  const { "samples.html": page, ...others } = await pictures(noise);
  assert.ok(page!.length < 700_000 && page!.length > 100_000, `${page!.length}`);
  assert.equal(Object.keys(others).filter((name) => name.endsWith(".png")).length, 41);
});

Deno.test("nothing is drawn without a folder, or where it is not wanted", async () => {
  await start({ engine: "cpu" });
  const config = configOf(FACES, "run.yaml"), folder = await Deno.makeTempDir();
  await runConfig(config);
  await runConfig(config, { folder, pictures: false });
  assert.ok(![...Deno.readDirSync(folder)].some(({ name }) => name === "pictures"));
});

Deno.test("what is not finite is not drawn", () => {
  const images = drawing(samplesView(digits({ most: 10 })), 1)!;
  const points = drawing(samplesView(circle()), 1)!;
  const bad = new Float32Array(784).fill(NaN);
  assert.equal(images(0, { samples: bad }), undefined);
  assert.equal(points(0, { samples: bad }), undefined);
  assert.ok(images(0, { samples: new Float32Array(784) }));
});
