import { globSync } from "node:fs";
import { sep } from "node:path";
import type { Suite } from "./run_tests.ts";

/** Which tests to run. */
export interface SuiteOptions {
  /** Whether the suite with real clients (a browser, JupyterLab) is meant. Default the quick ones. */
  readonly clients?: boolean;
  /** Of the tests that run on every engine only those on this one, and nothing else. Default all. */
  readonly engine?: string | undefined;
}

/**
 * The suites of tests: the quick ones, which are the files of `tests` and the examples in the
 * library's documentation; those on one engine; or the slow ones with real clients.
 *
 * @param words Only tests whose path contains one of these words, and only examples of folders whose
 * path does; all where there is none.
 * @throws {RangeError} If there is no such test.
 */
export function suites(
  words: readonly string[],
  { clients = false, engine }: SuiteOptions = {},
): Suite[] {
  const paths = matching("tests/**/*_test.ts", words);
  const isSlow = (path: string) => path.startsWith("tests/clients/");
  const tests = paths.filter((path) => isSlow(path) === clients);
  if (engine !== undefined) {
    const env = { SADDLE_ENGINE: engine };
    return [{ title: `Tests on ${engine}`, args: ["--filter", `(on ${engine})`, ...tests], env }];
  }
  // Folders, not files: deno test takes a file that is named to be a test itself, and runs it
  const examples = clients ? [] : words.length === 0 ? ["lib"] : matching("lib/*/", words);
  if (tests.length + examples.length === 0) throw new RangeError(noTests(words));
  return [
    { title: clients ? "Tests with real clients" : "Tests", args: tests },
    { title: "Examples in the documentation", args: ["--doc", ...examples] },
  ].slice(tests.length > 0 ? 0 : 1, examples.length > 0 ? 2 : 1);
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
