import { availableParallelism } from "node:os";
import { sideBySide } from "../course/mod.ts";
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

/**
 * Runs suites side by side, each in a process of its own. The output of one comes when it has
 * ended, so that nothing is mixed; that of a single one as it comes.
 *
 * @param suites What to run, in the order in which they begin.
 * @param jobs How many at once.
 * @returns The totals of all. See {@linkcode readTotals} for what counts as a failure.
 */
export async function runTests(suites: readonly Suite[], jobs: number): Promise<Totals> {
  const totals: Totals[] = [];
  const threads = Math.max(1, Math.floor(availableParallelism() / jobs));
  await sideBySide(suites, jobs, async (suite) => {
    totals.push(await runSuite(suite, jobs > 1 ? { SADDLE_THREADS: `${threads}` } : undefined));
  });
  return addTotals(totals);
}

async function runSuite(
  { title, args, env }: Suite,
  shared: Record<string, string> | undefined,
): Promise<Totals> {
  const began = performance.now();
  if (!shared) console.log(`\n${title}`);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", ...args],
    env: { ...shared, ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: shared ? "piped" : "inherit",
  }).spawn();
  const [output, errors, { success }] = await Promise.all([
    passOn(child.stdout, shared === undefined),
    shared ? passOn(child.stderr, false) : "",
    child.status,
  ]);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  if (shared) console.log(`\n${title}, ${seconds} s\n${output}${success ? "" : errors}`);
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
