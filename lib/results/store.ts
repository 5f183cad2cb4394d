import { basename, join } from "node:path";
import { versions } from "../experiments/house.ts";
import { keepSums } from "../files/mod.ts";
import { savePlayers } from "../training/mod.ts";
import type { Computed } from "./compute.ts";
import type { AnyResult } from "./result.ts";

/**
 * Writes a result's tables as Parquet, its players as safetensors and its settings as JSON. All files are written under other
 * names first and renamed when all are there, so that a run that is cut off leaves the old ones whole.
 * What they add up to is written down in `SHA256SUMS` beside them.
 *
 * @param folder Where; it is made if it is missing.
 * @param result The result's name and description.
 * @param computed What was computed.
 * @returns The files written, the JSON file last.
 */
export async function store(
  folder: string,
  { name, about }: Pick<AnyResult, "name" | "about">,
  { tables, players, settings, seed, engine, seconds }: Computed,
): Promise<string[]> {
  await Deno.mkdir(folder, { recursive: true });
  // the library's path is this machine's own business
  const { name: engineName, version, device, xla } = engine;
  const facts = {
    result: name,
    about,
    command: `deno task results ${name}`,
    date: new Date().toISOString().slice(0, 10),
    seed,
    engine: { name: engineName, version, device, xla },
    versions: versions(),
    seconds: Math.round(seconds),
    settings,
  };
  const written = Object.entries(tables).map(([table, frame]) => {
    const file = join(folder, `${table === "" ? name : `${name}-${table}`}.parquet`);
    frame.writeParquet(`${file}.part`, { compression: "zstd" });
    return file;
  });
  if (players) {
    const file = join(folder, `${name}.safetensors`);
    await savePlayers(players, `${file}.part`);
    written.push(file);
  }
  const page = join(folder, `${name}.json`);
  await Deno.writeTextFile(`${page}.part`, JSON.stringify(facts, null, 2) + "\n");
  const files = [...written, page];
  for (const file of files) await Deno.rename(`${file}.part`, file);
  await keepSums(folder, files.map((file) => basename(file)));
  return files;
}
