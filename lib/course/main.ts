import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { ENGINES } from "../engine/mod.ts";
import { course } from "./course.ts";
import type { CourseOptions, CourseProgress, CourseReport } from "./course_options.ts";
import { counted } from "./words.ts";
import { plainTerminal, terminalText } from "../setup/mod.ts";
import { systemReason } from "../files/mod.ts";

plainTerminal();

const HELP =
  `deno task course [word ...] [--save] [--engine E] [--jobs N] [--limit SECONDS] [--pages-only]

Runs the notebooks in notebooks/ (all, or those whose name contains a word), checks their cells, and
writes the pages of the course and the library's reference to site/. A claim that does not hold, a
cell that throws or a kernel that dies is marked on the page and named at the end, as is a link that
leads nowhere; the exit code is 1 then. What lint finds in cells, and what pages cannot show of
their outputs, is named as a warning.

  --save         also write the outputs of notebooks without fault back into notebooks/
  --engine E     run on this engine: ${ENGINES.join(", ")}
  --jobs N       notebooks that run at once (default: one more than cores; with --save 1)
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
      jobs: { type: "string" },
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
    ...(values.jobs === undefined ? {} : { jobs: readJobs(values.jobs) }),
  };
}

function readJobs(text: string): number {
  const jobs = Number(text);
  if (Number.isInteger(jobs) && jobs >= 1) return jobs;
  throw new RangeError(`expected --jobs to be a whole number of at least 1, got "${text}"`);
}

/** Writes over the last line of the terminal; does nothing where no one watches. */
function writeOver(text: string): void {
  if (Deno.stdout.isTerminal()) Deno.stdout.writeSync(new TextEncoder().encode(`\r\x1b[K${text}`));
}

/** One line that fits the terminal: what would wrap cannot be written over. */
function showProgress({ running, done, total }: CourseProgress): void {
  if (!Deno.stdout.isTerminal()) return;
  const cells = running.map(({ name, cell, cells }) => `${terminalText(name)} ${cell}/${cells}`);
  const line = [`${done} of ${total} notebooks done`, ...cells].join(" · ");
  writeOver(line.slice(0, Deno.consoleSize().columns - 1));
}

function log(line: string): void {
  writeOver("");
  console.log(line);
}

/** Milliseconds in which one signal may come twice: from the terminal and through deno task. */
const ECHO = 1000;

/** Ends the course at the first signal, and this process at once at the second. */
function endOnSignals(): { signal: AbortSignal; exitCode: () => number } {
  const stopping = new AbortController();
  let exitCode = 1, first: number | undefined;
  // The numbers are those of a shell: 128 and the signal's
  const codes = Deno.build.os === "windows"
    ? { SIGINT: 130 }
    : { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
  for (const [signal, code] of Object.entries(codes)) {
    Deno.addSignalListener(signal as Deno.Signal, () => {
      const now = performance.now();
      if (first !== undefined && now - first > ECHO) Deno.exit(code);
      if (first !== undefined) return;
      [first, exitCode] = [now, code];
      say("stopping what runs (the same signal once more ends it at once)");
      stopping.abort(new Error("stopped; the pages that were done stay"));
    });
  }
  return { signal: stopping.signal, exitCode: () => exitCode };
}

/** Where a terminal is gone, there is no one to tell. */
function say(text: string): void {
  try {
    writeOver("");
    console.error(text);
  } catch {
    return;
  }
}

/** Tells how the course ended; true where nothing is wrong. */
function conclude(report: CourseReport, site: string, took: number): boolean {
  const { claims, held, failures, warnings } = report;
  const kept = claims === 0 ? "" : `; ${held} of ${counted(claims, "claim")} held`;
  const page = pathToFileURL(resolve(site, "index.html")).href;
  log(`done in ${took.toFixed(1)} s${kept}; open ${page}`);
  if (warnings.length > 0) {
    console.error(`\n${counted(warnings.length, "warning")}:\n\n${warnings.join("\n\n")}`);
  }
  if (failures.length === 0) return true;
  console.error(`\n${counted(failures.length, "failure")}:\n\n${failures.join("\n\n")}`);
  return false;
}

const { signal, exitCode } = endOnSignals();
try {
  const options = readArguments();
  if (options === undefined) console.log(HELP);
  else {
    const start = performance.now();
    const report = await course({ ...options, live: true, log, onProgress: showProgress, signal });
    const took = (performance.now() - start) / 1000;
    if (!conclude(report, options.site ?? "site", took)) Deno.exit(1);
  }
} catch (error) {
  writeOver("");
  console.error(`error: ${systemReason(error)}`);
  Deno.exit(exitCode());
}
// ZeroMQ keeps a thread that would hold the process open
Deno.exit(0);
