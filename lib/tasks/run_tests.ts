import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { sideBySide } from "../course/mod.ts";
import { removeStalePartials } from "../setup/mod.ts";
import { addTotals, readTotals, type Totals } from "./totals.ts";

/** A set of tests that one process runs. */
export interface Suite {
  /** What it is, for the line above its output. */
  readonly title: string;
  /** The arguments of `deno test` after `-A`. */
  readonly args: readonly string[];
  /** Environment variables of its process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The longest suite takes a third of this where two cores are busy. */
const LIMIT = 2700;

/**
 * Runs suites side by side, each in a process of its own. The output of one comes when it has
 * ended, so that nothing is mixed; that of a single one as it comes. Their temporary files are in a
 * folder of their own, which is removed at the end; where this process was killed, by the next one.
 *
 * @param suites What to run, in the order in which they begin.
 * @param jobs How many at once.
 * @param limit Seconds after which a suite is interrupted, since it waits for what never comes; Deno
 * then names the tests that were pending, and they count as a failure.
 * @returns The totals of all. See {@linkcode readTotals} for what counts as a failure.
 */
export async function runTests(
  suites: readonly Suite[],
  jobs: number,
  limit = LIMIT,
): Promise<Totals> {
  const totals: Totals[] = [];
  const threads = Math.max(1, Math.floor(availableParallelism() / jobs));
  const shared: Record<string, string> = jobs > 1 ? { SADDLE_THREADS: `${threads}` } : {};
  await withScratch(async (folder) => {
    const env = { ...shared, TMPDIR: folder, TEMP: folder, TMP: folder };
    await sideBySide(suites, jobs, async (suite) => {
      totals.push(await runSuite(suite, env, { shows: jobs === 1, limit }));
    });
  });
  return addTotals(totals);
}

/** Lends a folder for temporary files, and removes those of processes that are gone. */
async function withScratch(act: (folder: string) => Promise<void>): Promise<void> {
  const name = join(tmpdir(), "saddle-tests");
  try {
    removeStalePartials(name);
  } catch { /* another user's */ }
  const folder = `${name}.partial-${process.pid}`;
  await Deno.mkdir(folder, { mode: 0o700 });
  try {
    await act(folder);
  } finally {
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

async function runSuite(
  { title, args, env }: Suite,
  shared: Record<string, string>,
  { shows, limit }: { readonly shows: boolean; readonly limit: number },
): Promise<Totals> {
  const began = performance.now();
  if (shows) console.log(`\n${title}`);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", ...args],
    env: { ...shared, ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: shows ? "inherit" : "piped",
  }).spawn();
  const alarm = setTimeout(() => child.kill("SIGINT"), limit * 1000);
  const [output, errors, { success }] = await Promise.all([
    passOn(child.stdout, shows),
    shows ? "" : passOn(child.stderr, false),
    child.status,
  ]);
  clearTimeout(alarm);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  if (!shows) console.log(`\n${title}, ${seconds} s\n${output}${success ? "" : errors}`);
  return readTotals(output, success);
}

async function passOn(stream: ReadableStream<Uint8Array>, shows: boolean): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    if (shows) {
      for (let sent = 0; sent < bytes.length;) sent += Deno.stdout.writeSync(bytes.subarray(sent));
    }
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}
