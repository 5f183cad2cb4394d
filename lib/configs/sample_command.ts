// deno task sample RESULTS
import { parseArgs } from "node:util";
import { describe, type EngineName, start } from "../engine/mod.ts";
import { count, number, open, read } from "../options/mod.ts";
import { ConfigError } from "./config_error.ts";
import { refuse } from "./refusal.ts";
import { drawn } from "./sample/latents.ts";
import { storedGenerator } from "./sample/stored_generator.ts";
import { usualOut, writeSamples } from "./sample/write_samples.ts";
import { plainTerminal } from "../setup/mod.ts";

plainTerminal();

const HELP = `deno task sample RESULTS [--out PATH] [--count N] [--seed S] [--run R] [--walk] ...

Draws from a trained generator. RESULTS is a folder of results, as deno task train and deno task
experiment make them (runs/NAME), or a file of trained players in one; or any file that a program
stored by saveTrained or savePlayers, with --config.

  --out PATH       where they go: a .png is a grid, a .csv or .parquet has a row for each, and a
                   name without ending is a folder with a PNG each (default samples.png, and
                   samples.csv of points)
  --count N        how many (default 100, and 10 of a walk)
  --seed S         the seed of the latents (default 0)
  --run R          which of the runs, from 0 (default 0)
  --where NAME=V   which combination of an experiment, by the value of a parameter; may come often
  --truncation T   numbers of the latents farther from 0 than T are drawn anew (the truncation trick,
                   Brock et al. 2019): the smaller, the more usual and the more alike the samples.
                   Normal latents only; .5 is much, 2 little
  --walk           samples on the way from one latent to another, in equal steps
  --columns N      images in a row of the grid (default as many as rows, at most 10; a walk's all)
  --config FILE    the file that describes the training, where the results do not say it
  --engine E       compute on this engine: tensorflow, webgpu, wasm, cpu`;

/** What the numbers among the options may be. */
const NUMBERS = {
  count: open(count(undefined, { most: 1_000_000 })),
  seed: count(0, { from: 0 }),
  run: count(0, { from: 0 }),
  truncation: open(number({ from: 0.01, infinite: true })),
  columns: open(count(undefined, { most: 1000 })),
};

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: "string" },
      count: { type: "string" },
      seed: { type: "string" },
      run: { type: "string" },
      where: { type: "string", multiple: true },
      truncation: { type: "string" },
      walk: { type: "boolean", default: false },
      columns: { type: "string" },
      config: { type: "string" },
      engine: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return console.log(HELP);
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) {
    throw new ConfigError(
      `expected one folder of results or file of players, got ${positionals.length}.\n\n${HELP}`,
    );
  }
  const { seed, run, truncation, ...given } = numbersIn(values);
  const { walk, config, engine } = values;
  console.log(describe(await start(engine ? { engine: engine as EngineName } : {})));
  const where = placesIn(values.where ?? []);
  const generator = await storedGenerator(path, { where, run, config });
  const count = given.count ?? (walk ? 10 : 100);
  const samples = drawn(generator, { count, seed, truncation, walk });
  const out = values.out ?? usualOut(generator);
  const columns = given.columns ?? (walk ? count : undefined);
  console.log(await writeSamples(samples, generator, { out, columns }));
}

/** The options that are numbers, read and checked. */
function numbersIn(values: Readonly<Record<string, unknown>>) {
  const own = Object.keys(NUMBERS).flatMap((name) => {
    const value = values[name];
    if (value === undefined) return [];
    const given = String(value), number = given.trim() === "" ? NaN : Number(given);
    if (!Number.isNaN(number)) return [[name, number] as const];
    throw new ConfigError(`--${name} takes a number, got ${JSON.stringify(given)}.`);
  });
  return read("deno task sample", Object.fromEntries(own), NUMBERS);
}

/** NAME=VALUE, some times. */
function placesIn(all: readonly string[]): Record<string, string> {
  return Object.fromEntries(all.map((one) => {
    const at = one.indexOf("=");
    if (at > 0) return [one.slice(0, at), one.slice(at + 1)];
    throw new ConfigError(`--where takes NAME=VALUE, got ${JSON.stringify(one)}.`);
  }));
}

try {
  await main(Deno.args);
  Deno.exit(0);
} catch (error) {
  refuse(error);
}
