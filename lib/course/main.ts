import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { ENGINES } from "../engine/engine.ts";
import { course, type CourseOptions } from "./course.ts";

const HELP = `deno task course [word ...] [--save] [--engine E] [--limit SECONDS] [--pages-only]

Checks and runs the notebooks in notebooks/ (all, or those whose name contains a word) and writes
the pages of the course to site/.

  --save         also write the outputs back into notebooks/
  --engine E     run on this engine: ${ENGINES.join(", ")}
  --limit N      seconds a cell may take before it counts as stuck (default 600)
  --pages-only   run nothing; make the pages from the outputs that the notebooks hold
  --notebooks D  the folder of the notebooks (default notebooks)
  --site D       the folder for the pages (default site)`;

function readArguments(): CourseOptions | undefined {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      save: { type: "boolean" },
      engine: { type: "string" },
      limit: { type: "string" },
      "pages-only": { type: "boolean" },
      notebooks: { type: "string" },
      site: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return undefined;
  const limit = values.limit === undefined ? 600 : Number(values.limit);
  if (!(limit > 0)) {
    throw new RangeError(`expected --limit to be seconds above 0, got "${values.limit}"`);
  }
  const { engine, notebooks = "notebooks", site = "site" } = values;
  return {
    words: positionals,
    limit,
    notebooks,
    site,
    save: values.save ?? false,
    pagesOnly: values["pages-only"] ?? false,
    ...(engine === undefined ? {} : { engine }),
  };
}

/** Writes over the last line of the terminal; does nothing where no one watches. */
function writeOver(text: string): void {
  if (Deno.stdout.isTerminal()) Deno.stdout.writeSync(new TextEncoder().encode(`\r\x1b[K${text}`));
}

function showCell(name: string, number: number, count: number): void {
  writeOver(`${name}: cell ${number} of ${count}`);
}

function log(line: string): void {
  writeOver("");
  console.log(line);
}

// Leaving this way ends the kernel too
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => Deno.exit(130));
}

try {
  const options = readArguments();
  if (options === undefined) console.log(HELP);
  else {
    const start = performance.now();
    await course({ ...options, log, onCell: showCell });
    const took = ((performance.now() - start) / 1000).toFixed(1);
    log(
      `done in ${took} s; open ${
        pathToFileURL(resolve(options.site ?? "site", "index.html")).href
      }`,
    );
  }
} catch (error) {
  writeOver("");
  console.error(`error: ${(error as Error).message}`);
  Deno.exit(1);
}
// ZeroMQ keeps a thread that would hold the process open
Deno.exit(0);
