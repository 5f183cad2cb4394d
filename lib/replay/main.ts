// Runs the notebooks again in other worlds: deno task replay [word ...]
import { basename, dirname, join } from "node:path";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import process from "node:process";
import { parseArgs } from "node:util";
import { parseNotebook } from "../course/mod.ts";
import { changedFiles, keepSums, replaceFile, SUMS } from "../files/mod.ts";
import { libraryFingerprint } from "./fingerprint.ts";
import { replay } from "./replay.ts";
import {
  allHeld,
  errorsOf,
  parseReport,
  ranIn,
  renewReport,
  type Report,
  reportJson,
  reportLines,
  reportMarkdown,
} from "./report.ts";
import { summarise } from "./summary.ts";
import { FIRST_SHIFT, KINDS, makeWorlds } from "./worlds.ts";
import { plainTerminal } from "../setup/mod.ts";
import { systemReason } from "../files/mod.ts";

plainTerminal();

const ROOT = join(import.meta.dirname!, "..", "..");

const HELP = `deno task replay [word ...] [--worlds KINDS] [--replays N] [--first-shift N]

Runs the notebooks (all, or those whose name contains a word) again in other worlds: with other
seeds, on code for other processors, on another engine. Tells claim by claim in how many worlds it
held, and how many deviations lie between what it allows and the median. What has been run is kept
in .cache/replay, so that a replay goes on where it stopped. Ends with 1 where a claim failed.

  --worlds KINDS    kinds of worlds, with their numbers (default shift,avx,wasm): shift:16,avx:2
${
  Object.entries(KINDS).map(([name, { count, about }]) =>
    `                      ${name.padEnd(8)}${String(count).padStart(2)}  ${about}`
  ).join("\n")
}
  --replays N       how many worlds of each kind whose number is not given
  --first-shift N   what the first world adds to every seed (default ${FIRST_SHIFT}); others go up from it
  --jobs N          notebooks at once (default: as many as cores)
  --limit SECONDS   what a cell may take (default 1800)
  --fresh           run everything again
  --save            write the table to data/replay.json and data/replay.md; with words, what it
                    says of other notebooks stays
  --file FILE       write it to this file and its .md instead
  --notebooks D     the folder of the notebooks (default notebooks)
  --cache D         the folder in which replays are kept (default .cache/replay)`;

function readArguments() {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      worlds: { type: "string" },
      replays: { type: "string" },
      "first-shift": { type: "string" },
      jobs: { type: "string" },
      limit: { type: "string" },
      fresh: { type: "boolean" },
      save: { type: "boolean" },
      file: { type: "string" },
      notebooks: { type: "string" },
      cache: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const { replays, "first-shift": first } = values;
  const worlds = makeWorlds({
    ...(values.worlds === undefined ? {} : { kinds: values.worlds.split(",") }),
    ...(replays === undefined ? {} : { replays: Number(replays) }),
    ...(first === undefined ? {} : { firstShift: Number(first) }),
  }, process.env);
  return {
    help: values.help ?? false,
    words: positionals,
    worlds,
    jobs: positive("--jobs", values.jobs, cpus().length),
    limit: positive("--limit", values.limit, 1800),
    fresh: values.fresh ?? false,
    file: values.file ?? (values.save ? join(ROOT, "data", "replay.json") : undefined),
    notebooks: values.notebooks ?? join(ROOT, "notebooks"),
    folder: values.cache ?? join(ROOT, ".cache", "replay"),
  };
}

function positive(name: string, text: string | undefined, usual: number): number {
  const value = text === undefined ? usual : Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`${name} must be a whole number above 0, got "${text}"`);
}

async function readNotebooks(folder: string, words: readonly string[]) {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => name.endsWith(".ipynb")).sort();
  const missing = words.find((word) =>
    !names.some((name) => basename(name, ".ipynb").includes(word))
  );
  if (missing !== undefined || names.length === 0) {
    const there = names.map((name) => basename(name, ".ipynb")).join(", ") || "none";
    throw new RangeError(
      `no notebook's name in ${folder} contains "${missing ?? ""}"; there are ${there}`,
    );
  }
  const wanted = names.filter((name) =>
    words.length === 0 || words.some((word) => name.includes(word))
  );
  return await Promise.all(wanted.map(async (name) => {
    const path = join(folder, name);
    return { path, notebook: parseNotebook(await Deno.readTextFile(path), path) };
  }));
}

async function save(file: string, report: Report): Promise<void> {
  const page = join(dirname(file), `${basename(file, ".json")}.md`);
  await Deno.mkdir(dirname(file), { recursive: true });
  await replaceFile(file, reportJson(report));
  await replaceFile(page, reportMarkdown(report));
  if (existsSync(join(dirname(file), SUMS))) await keepSums(dirname(file), [basename(file)]);
  console.log(`wrote ${file} and ${page}`);
}

/** What a table said before, where only some notebooks are run again and it is there. */
async function savedReport(file: string | undefined, words: readonly string[]) {
  if (file === undefined || words.length === 0 || !existsSync(file)) return undefined;
  return parseReport(await Deno.readTextFile(file), file);
}

async function main(): Promise<number> {
  const { help, words, worlds, fresh, file, folder, notebooks, jobs, limit } = readArguments();
  if (help) {
    console.log(HELP);
    return 0;
  }
  const read = await readNotebooks(notebooks, words);
  if (fresh) {
    for (const { path } of read) {
      for (const { name } of worlds) {
        await Deno.remove(join(folder, basename(path, ".ipynb"), `${name}.json`)).catch(() => {});
      }
    }
  }
  const [changed] = changedFiles(join(ROOT, "data"));
  if (changed !== undefined) throw new RangeError(changed);
  const before = await savedReport(file, words);
  const library = await libraryFingerprint(ROOT);
  const log = (line: string) => console.log(line);
  const replays = await replay({ notebooks: read, worlds, folder, library, jobs, limit, log });
  const report: Report = {
    ran: ranIn(replays, worlds, {
      date: new Date().toISOString().slice(0, 10),
      processor: `${cpus()[0]!.model.trim()}, ${cpus().length} cores`,
    }),
    claims: summarise(replays),
    errors: errorsOf(replays),
  };
  console.log(`\n${reportLines(report).join("\n")}`);
  if (file !== undefined) {
    await save(file, before === undefined ? report : renewReport(before, report));
  }
  return allHeld(report) ? 0 : 1;
}

// Leaving this way ends the kernels too
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => Deno.exit(130));
}

try {
  Deno.exit(await main());
} catch (error) {
  console.error(`error: ${systemReason(error)}`);
  Deno.exit(1);
}
