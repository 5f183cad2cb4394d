import { globSync, readFileSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import { checkNotebooks, parseNotebook } from "../course/mod.ts";
import { systemReason } from "../files/mod.ts";
import { execute, plainTerminal, ROOT } from "../setup/mod.ts";
import { committedFiles, lockedAddresses, machineFolders } from "./committed.ts";
import { docProblems } from "./doc_lint.ts";
import { unformattedNotebooks } from "./notebook_format.ts";
import { brokenRoomRules, circles, pastTheDoors, readImports } from "./imports.ts";

plainTerminal();
refuseArguments();

/** One check: gives its problems, one text each. */
type Check = () => Promise<string[]> | string[];

process.chdir(ROOT);
const files = committedFiles(ROOT).filter((path) => !path.startsWith("data/"));
const texts = new Map(
  files.filter((path) => /\.(ts|js|json|lock|md|ipynb|css|yaml|svg)$/.test(path))
    .map((path) => [path, readFileSync(path, "utf8")]),
);
const notebooks = globSync("notebooks/*.ipynb").sort();
const sources = new Map([...texts].filter(([path]) => path.endsWith(".ts")));

const CHECKS: Readonly<Record<string, Check>> = {
  "format": async () => [
    ...await deno("fmt", "--check", "--ignore=notebooks,data,site"),
    ...unformattedNotebooks(notebooks),
  ],
  "lint": () => deno("lint"),
  "types": async () => [
    ...await deno("check", "--quiet", "lib", "tests"),
    ...texts.has("README.md") ? await deno("check", "--quiet", "--doc-only", "README.md") : [],
  ],
  "notebook cells": async () => {
    const problems = await checkNotebooks(
      notebooks.map((path) => ({
        path,
        notebook: parseNotebook(readFileSync(path, "utf8"), path),
      })),
    );
    return problems.map(({ text }) => text);
  },
  "documentation": documentation,
  "imports": () => {
    const imports = readImports(sources);
    return [
      ...circles(imports).map((circle) => `circle of imports: ${circle}`),
      ...brokenRoomRules(imports),
      ...pastTheDoors(imports),
    ];
  },
  "committed files": () => [
    ...lockedAddresses(ROOT),
    ...[...texts].flatMap(([path, text]) => machineFolders(path, text, ROOT)),
  ],
};

/** This command takes no word: what is given was meant for another. */
function refuseArguments(): void {
  try {
    parseArgs({ args: Deno.args, options: {} });
  } catch (error) {
    console.error(`error: ${systemReason(error)}`);
    Deno.exit(1);
  }
}

async function deno(...args: string[]): Promise<string[]> {
  const { success, output } = await execute(Deno.execPath(), args, { env: { NO_COLOR: "1" } });
  return success ? [] : [output.trim()];
}

async function documentation(): Promise<string[]> {
  const modules = files.filter((path) => /^lib\/(?:[^/]+\/)?mod\.ts$/.test(path));
  const report = (await deno("doc", "--lint", ...modules)).join("\n");
  const problems = docProblems(report, [...sources.values()]);
  // A report that has no problem in the form we read is a failure of another kind
  return report !== "" && !report.includes("error[") ? [report] : problems;
}

let failed = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  const problems = await check();
  console.log(`${name}: ${problems.length === 0 ? "ok" : "FAILED"}`);
  for (const problem of problems) console.log(problem.replace(/^/gm, "  "));
  if (problems.length > 0) failed++;
}
console.log(failed === 0 ? "All checks passed." : `${failed} of the checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
