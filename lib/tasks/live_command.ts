import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { course } from "../course/mod.ts";
import { keepSums, replaceFile, systemReason } from "../files/mod.ts";
import { positive, read } from "../options/mod.ts";
import { plainTerminal, ROOT } from "../setup/mod.ts";
import { openBrowser } from "./browser.ts";
import { type LiveRun, openLive, type PlaygroundPace, playgroundPace, runAll } from "./live_run.ts";

plainTerminal();

const HELP = `deno task live [word ...] [--save]

Builds the pages from what the notebooks hold, opens them as files in Chromium without a network,
runs all cells of all notebooks (or those whose name contains a word), and says which claims held
and which cells do not run in a browser; then it lets the playground train for ten seconds (the word
playground alone does just that). The exit code is 1 where a claim does not hold, a cell fails, or a
page asks for anything.

  --save      write the results to data/live.json and data/live.md
  --note TEXT what else is to be known of this measurement, a sentence
  --limit N   seconds that a notebook may take (default 1200)`;

/** A notebook that ran in a browser, as it is kept. */
interface Kept {
  readonly date: string;
  readonly seconds: number;
  readonly cells: number;
  readonly ran: number;
  readonly notLive: readonly number[];
  readonly claims: number;
}

interface Runs {
  readonly browser: string;
  readonly cores: number;
  /** What else is to be known of the measurement. */
  readonly note?: string;
  readonly notebooks: Readonly<Record<string, Kept>>;
  readonly playground?: PlaygroundPace & { readonly date: string };
}

/** What a run of this command measured. */
type Measured = Pick<Runs, "notebooks" | "playground">;

const FILE = join(ROOT, "data", "live.json"), TABLE = join(ROOT, "data", "live.md");

/** What is wrong with a run, a line each. */
function wrongOf(name: string, { cells, troubles }: LiveRun): string[] {
  return [
    ...troubles.map((trouble) => `${name}: ${trouble}`),
    ...cells.filter(({ state }) => state === "failed" || state === "stored")
      .map(({ cell, status, problem }) => `${name}, cell ${cell}: ${status} ${problem}`),
    ...cells.flatMap(({ cell, wrong }) => wrong.map((line) => `${name}, cell ${cell}: ${line}`)),
  ];
}

const today = () => new Date().toISOString().slice(0, 10);

function keptOf({ cells, seconds }: LiveRun): Kept {
  return {
    date: today(),
    seconds: Math.round(seconds),
    cells: cells.length,
    ran: cells.filter(({ state }) => state === "ran").length,
    notLive: cells.filter(({ state }) => state === "not-live").map(({ cell }) => cell),
    claims: cells.reduce((sum, { claims }) => sum + claims, 0),
  };
}

function tableOf({ browser, cores, note, notebooks, playground }: Runs): string {
  const rows = Object.entries(notebooks).map(([name, kept]) =>
    `| ${name} | ${kept.date} | ${kept.ran} of ${kept.cells} | ${
      kept.notLive.join(", ") || "none"
    } | ${kept.claims} | ${kept.seconds} |`
  );
  return `# The course in a browser

Every cell of every notebook, run from \`file://\` without a network by \`deno task live --save\`:
${browser}, ${cores} cores. Every claim that a cell made there held. Cells that are not live need
files that a page cannot write, or that are too large to hand out; their pages show what was
stored.${note === undefined ? "" : ` ${note}`}

| notebook | date | cells that ran | not live | claims held | seconds |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
${playground === undefined ? "" : paceOf(playground)}`;
}

function paceOf({ steps, pictures, date }: NonNullable<Runs["playground"]>): string {
  return `
The playground, with the settings that it opens with: ${steps.toFixed(0)} steps and ${
    pictures.toFixed(0)
  } pictures a second (${date}).
`;
}

async function save(
  browser: string,
  { notebooks, playground }: Measured,
  note: string | undefined,
): Promise<void> {
  const before: Partial<Runs> = await Deno.readTextFile(FILE).then(JSON.parse, () => ({}));
  const all = Object.entries<Kept>({ ...before.notebooks, ...notebooks }).sort(([a], [b]) =>
    a < b ? -1 : 1
  );
  const record = {
    ...{ browser, cores: availableParallelism() },
    ...(note === undefined ? {} : { note }),
    notebooks: Object.fromEntries(all),
    ...(playground ?? before.playground ? { playground: playground ?? before.playground! } : {}),
  };
  await replaceFile(FILE, `${JSON.stringify(record, null, 2)}\n`);
  await replaceFile(TABLE, tableOf(record));
  await keepSums(dirname(FILE), [basename(FILE)]);
}

interface Settings {
  readonly saves: boolean;
  /** Seconds that a notebook may take. */
  readonly limit: number;
  readonly note: string | undefined;
}

/** Runs the notebooks. @returns What is wrong, a line each. */
async function main(
  words: readonly string[],
  { saves, limit, note }: Settings,
): Promise<string[]> {
  const site = await Deno.makeTempDir({ prefix: "saddle-live-" }), wrong: string[] = [];
  try {
    await course({ pagesOnly: true, live: true, site: join(site, "site") });
    await using browser = await openBrowser();
    const keep = (measured: Measured) => save(`Chromium ${browser.version()}`, measured, note);
    const kept: Record<string, Kept> = {};
    for (const name of namesIn(join(site, "site"), words)) {
      const address = pathToFileURL(join(site, "site", `${name}.html`)).href;
      await using opened = await openLive(browser, { address });
      const run = await runAll(opened, limit);
      kept[name] = keptOf(run);
      const { ran, cells, seconds, claims, notLive } = kept[name];
      wrong.push(...wrongOf(name, run));
      console.log(
        `${name}: ${ran} of ${cells} cells in ${seconds} s, ${claims} claims` +
          (notLive.length === 0 ? "" : `; not live: ${notLive.join(", ")}`),
      );
      if (saves && wrong.length === 0) await keep({ notebooks: kept });
    }
    if (words.length === 0 || words.includes(PLAYGROUND)) {
      const address = pathToFileURL(join(site, "site", `${PLAYGROUND}.html`)).href;
      const pace = await playgroundPace(browser, address);
      console.log(`playground: ${pace.steps} steps and ${pace.pictures} pictures a second`);
      if (saves) await keep({ notebooks: kept, playground: { ...pace, date: today() } });
    }
  } finally {
    await Deno.remove(site, { recursive: true });
  }
  return wrong;
}

/** The page that trains, and the word for it. */
const PLAYGROUND = "playground";

function namesIn(site: string, words: readonly string[]): string[] {
  const names = [...Deno.readDirSync(site)].map(({ name }) => name)
    .filter((name) => name.endsWith(".ipynb")).map((name) => name.slice(0, -".ipynb".length))
    .sort();
  const found = names.filter((name) =>
    words.length === 0 || words.some((word) => name.includes(word))
  );
  if (found.length > 0 || words.includes(PLAYGROUND)) return found;
  throw new RangeError(`no notebook's name contains ${words.join(" or ")}; there are ${names}`);
}

/** What the command line asks for; the exit code. */
async function command(): Promise<number> {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      save: { type: "boolean", default: false },
      note: { type: "string" },
      limit: { type: "string", default: "1200" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { save, note } = values;
  const { limit } = read("deno task live", { limit: Number(values.limit) }, { limit: positive() });
  const wrong = await main(positionals, { saves: save, limit, note });
  for (const line of wrong) console.error(line);
  return wrong.length > 0 ? 1 : 0;
}

try {
  Deno.exit(await command());
} catch (error) {
  console.error(`error: ${systemReason(error)}`);
  Deno.exit(1);
}
