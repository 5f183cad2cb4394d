/**
 * The problems that `deno doc --lint` reports, less those that nobody can mend: a public function
 * that takes a `Tensor` refers to a type of TensorFlow.js, and a package's type cannot be made
 * public here. A type that a file of the library declares is never excused.
 *
 * @param report What `deno doc --lint` wrote, without colours.
 * @param sources The texts of the library's files.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { docProblems } from "saddle/tasks/mod.ts";
 *
 * const report = `error[private-type-ref]: public type 'f' references private type 'Tensor'
 *   --> lib/f.ts:1:1
 *
 * error[private-type-ref]: public type 'f' references private type 'Secret'
 *   --> lib/f.ts:1:1
 *
 * error: Found 2 documentation lint errors.`;
 * const problems = docProblems(report, ["interface Secret {}\nexport function f(): Secret {}"]);
 * assert.equal(problems.length, 1);
 * assert.match(problems[0] ?? "", /'Secret'/);
 * ```
 */
export function docProblems(report: string, sources: readonly string[]): string[] {
  const problems = report.split(/^(?=error\[)/m).filter((text) => text.startsWith("error["));
  return problems.filter((problem) => {
    const type = /^error\[private-type-ref\].* private type '([\w$]+)/.exec(problem)?.[1];
    return type === undefined || sources.some((text) => declares(text, type));
  }).map((problem) => problem.split(/^\s*\|?\s*\n/m).slice(0, 2).join("").trim());
}

function declares(text: string, name: string): boolean {
  const kinds = "class|interface|type|enum|namespace|const|let|function";
  return new RegExp(`\\b(?:${kinds})\\s+${name.replaceAll("$", "\\$")}\\b`).test(text);
}
