import assert from "node:assert/strict";
import * as configs from "saddle/configs/mod.ts";
import * as constraints from "saddle/constraints/mod.ts";
import * as datasets from "saddle/datasets/mod.ts";
import * as dynamics from "saddle/dynamics/mod.ts";
import * as engine from "saddle/engine/mod.ts";
import * as experiments from "saddle/experiments/mod.ts";
import * as figures from "saddle/figures/mod.ts";
import * as files from "saddle/files/mod.ts";
import * as games from "saddle/games/mod.ts";
import * as judges from "saddle/judges/mod.ts";
import * as losses from "saddle/losses/mod.ts";
import * as metrics from "saddle/metrics/mod.ts";
import * as models from "saddle/models/mod.ts";
import * as numbers from "saddle/numbers/mod.ts";
import * as random from "saddle/random/mod.ts";
import * as runs from "saddle/runs/mod.ts";
import { shownValue } from "saddle/options/mod.ts";
import * as training from "saddle/training/mod.ts";

// Every public function of the rooms that notebooks and programs use, with arguments as they come
// where no compiler looks. Not here: `options`, which are the guards themselves; `course`, `setup`
// and `tasks`, the parts of commands, which call each other; `results`, the recipes of what is stored.
const ROOMS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...{ configs, constraints, datasets, dynamics, engine, experiments, figures, files, games },
  ...{ judges, losses, metrics, models, numbers, random, runs, training },
};

/** What comes in the place of something else. */
const WRONG: readonly unknown[] = [undefined, null, {}, [], "text", 2.5, () => 1];

/** What a first argument may well be, so that the second is looked at. */
const FIRST: readonly unknown[] = [
  new Float32Array(4),
  datasets.ring(),
  models.mlp({ inputs: 2, outputs: 1 }),
  random.stream(0, 0, "data"),
  ...["text", 2],
];

const LISTS = WRONG.flatMap((wrong) => [
  [wrong],
  [wrong, wrong, wrong],
  ...FIRST.map((first) => [first, wrong]),
]);

/** Sentences that name something else than the function: what was looked for, a file, a part. */
const OTHERS: Readonly<Record<string, RegExp>> = {
  "configs.configOf": /^ConfigError: text: expected settings, key: value, got /,
  "configs.readConfig": /^ConfigError: text cannot be read: No such file/,
  "datasets.dataset": /^RangeError: unknown data set .*; known: checkerboard, /,
  "datasets.drawn": /^(Type|Range)Error: ring\.sample('s| needs) random/,
  "datasets.fromFile": /^RangeError: text: expected a file that ends in \.csv, \.tsv or \.parquet$/,
  "engine.disposeTree": /^TypeError: leaves takes a tree, /,
  "engine.engineNamed": /^RangeError: There is no engine .*\. Known engines: /,
  "engine.mapTree": /^TypeError: (leaves|paths) takes a tree, /,
  "engine.valueAndGradient": /^TypeError: leaves takes a tree, /,
  "experiments.combinations": /^TypeError: The parameter "\w+" takes a list of values, /,
  "figures.requireDescription": /^TypeError: .* needs a `caption`: /s,
  "files.acceptFiles": /^RangeError: text cannot be read: No such file/,
  "files.changedAt": /^RangeError: text cannot be read: /,
  "files.checkSum": /^RangeError: text is not there\./,
  "files.readBytes": /^RangeError: text cannot be read: No such file/,
  "files.removeUnfinished": /^RangeError: text cannot be tidied: No such file/,
  "losses.lossNamed": /^RangeError: There is no loss .*\. Known losses: /,
  "training.gridPoints": /^(Type|Range)Error: grid (takes|has no|needs) /,
  "training.loadPlayers": /^RangeError: text cannot be read: No such file/,
};

type Call = (...given: readonly unknown[]) => unknown;

/** What a call throws that is no sentence of the library's own with the function's name. */
async function foreign(place: string, call: Call, given: readonly unknown[]): Promise<string[]> {
  try {
    await call(...given);
    return [];
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return []; // a path that may well be one
    const name = place.slice(place.indexOf(".") + 1).toLowerCase(), said = String(error);
    const isOwn = /^(Type|Range|Config)Error: [^]*\.$/.test(said) &&
      said.toLowerCase().includes(name);
    return isOwn || OTHERS[place]?.test(said)
      ? []
      : [`${place}(${given.map(shownValue)}): ${said}`];
  }
}

/** All public functions by room and name, but for the classes of errors, which take any message. */
const CALLS = Object.entries(ROOMS).flatMap(([room, names]) =>
  Object.entries(names).flatMap(([name, value]): [string, Call][] =>
    typeof value !== "function" || value.prototype instanceof Error
      ? []
      : [[`${room}.${name}`, value as Call]]
  )
);

Deno.test({
  name: "every public function refuses what it is not made for in a sentence with its name",
  // nothing is written, fetched or started, whatever a function takes an argument for
  permissions: { read: true, env: true, sys: true, ffi: true },
  async fn() {
    assert.ok(CALLS.length > 250, `${CALLS.length} functions were found`);
    await engine.start({ engine: "cpu" });
    const { log, warn } = console, found: string[] = [];
    console.log = console.warn = () => {};
    try {
      for (const [place, call] of CALLS) {
        for (const given of LISTS) found.push(...await foreign(place, call, given));
      }
    } finally {
      Object.assign(console, { log, warn });
    }
    assert.deepEqual(found, []);
  },
});
