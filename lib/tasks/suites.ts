import { globSync } from "node:fs";
import { sep } from "node:path";
import type { Suite } from "./run_tests.ts";

/** Which tests to run. */
export interface SuiteOptions {
  /**
   * Whether the suite with real clients (a browser, JupyterLab) is meant. Default the quick ones.
   */
  readonly clients?: boolean;
  /** Whether the suite that ends processes at random moments is meant. Default the quick ones. */
  readonly kills?: boolean;
  /** Whether the suite with schedulers of clusters is meant. Default the quick ones. */
  readonly cluster?: boolean;
  /**
   * Of the tests that run on every engine only those on this one, and nothing else. Default all.
   */
  readonly engine?: string | undefined;
}

/**
 * The suites of tests: the quick ones, one for each folder of `tests` and one of the examples in
 * the library's documentation; those on one engine; or slow ones: with real clients, of processes
 * that are ended at random moments, or with schedulers of clusters.
 *
 * @param words Only tests whose path contains one of these words, and only examples of folders
 * whose path does; all where there is none.
 * @throws {RangeError} If there is no such test.
 */
export function suites(
  words: readonly string[],
  { clients = false, kills = false, cluster = false, engine }: SuiteOptions = {},
): Suite[] {
  const paths = matching("tests/**/*_test.ts", words);
  const slow = Object.entries({ clients, kills, schedulers: cluster });
  const tests = paths.filter((path) =>
    slow.every(([folder, is]) => path.startsWith(`tests/${folder}/`) === is)
  );
  if (engine !== undefined) {
    const env = { SADDLE_ENGINE: engine };
    return [{ title: `Tests on ${engine}`, args: ["--filter", `(on ${engine})`, ...tests], env }];
  }
  // Folders, not files: deno test takes a file that is named to be a test itself, and runs it
  const examples = slow.some(([, is]) => is)
    ? []
    : words.length === 0
    ? ["lib"]
    : matching("lib/*/", words);
  if (tests.length + examples.length === 0) throw new RangeError(noTests(words));
  const all = clients ? [{ title: "Tests with real clients", args: tests }] : byRoom(tests);
  if (examples.length > 0) {
    all.splice(1, 0, { title: "Examples in the documentation", args: ["--doc", ...examples] });
  }
  return all.filter(({ args }) => args.length > 0);
}

/** A suite for each folder of tests, those with the most files first: they are the last to end. */
function byRoom(tests: readonly string[]): Suite[] {
  const rooms = Map.groupBy(tests, (path) => path.split("/")[1] ?? "");
  return [...rooms].sort(([, a], [, b]) => b.length - a.length)
    .map(([room, args]) => ({ title: `Tests of ${room}`, args }));
}

function matching(pattern: string, words: readonly string[]): string[] {
  const paths = globSync(pattern).map((path) => path.split(sep).join("/")).sort();
  if (words.length === 0) return paths;
  return paths.filter((path) => words.some((word) => path.includes(word)));
}

function noTests(words: readonly string[]): string {
  if (words.length === 0) return "No test was found.";
  const folders = matching("tests/*/", []).map((path) => path.split("/")[1]);
  const wanted = words.map((word) => `"${word}"`).join(" or ");
  return `No test has ${wanted} in its path. Known folders: ${folders.join(", ")}.`;
}
