import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import {
  addTotals,
  brokenRoomRules,
  circles,
  docProblems,
  machineFolders,
  pastTheDoors,
  readImports,
  readTotals,
  suites,
  totalsLine,
} from "saddle/tasks/mod.ts";

Deno.test("imports are read in all their forms, and not from comments", () => {
  const source = `/**
 * import { none } from "./comment.ts";
 */
import process from "node:process";
import {
  type A,
  b,
} from "./b.ts";
import "./effect.ts";
export * from "../random/mod.ts";
export const text = "from";
const late = await import("saddle/engine/mod.ts");
`;
  assert.deepEqual(readImports(new Map([["lib/figures/a.ts", source]])).get("lib/figures/a.ts"), [
    "node:process",
    "lib/figures/b.ts",
    "lib/figures/effect.ts",
    "lib/random/mod.ts",
    "lib/engine/mod.ts",
  ]);
});

Deno.test("a tree of imports has no circle, and two circles are both found", () => {
  assert.deepEqual(circles(new Map([["a", ["b", "c"]], ["b", ["c"]], ["c", []]])), []);
  const both = circles(new Map([["a", ["b"]], ["b", ["a", "c"]], ["c", ["c"]]]));
  assert.deepEqual(both.sort(), ["a -> b -> a", "c -> c"]);
});

Deno.test("the plain rooms may import the foundations and packages, but no other room and no tensors", () => {
  const broken = (path: string, name: string) =>
    brokenRoomRules(new Map([[path, [name]]])).length > 0;
  assert.ok(broken("lib/metrics/w1.ts", "lib/datasets/mod.ts"));
  assert.ok(broken("lib/figures/plot.ts", "@tensorflow/tfjs"));
  assert.ok(broken("lib/random/stream.ts", "lib/metrics/w1.ts"));
  assert.ok(!broken("lib/datasets/ring.ts", "lib/random/mod.ts"));
  assert.ok(!broken("lib/datasets/ring.ts", "lib/options/read.ts"));
  assert.ok(!broken("lib/datasets/ring.ts", "lib/datasets/mixture.ts"));
  assert.ok(!broken("lib/figures/plot.ts", "@observablehq/plot"));
  assert.ok(!broken("lib/training/train.ts", "@tensorflow/tfjs"));
});

Deno.test("a room is entered through its doors, and its mod.ts gives nothing of the house away", () => {
  const past = (path: string, name: string) => pastTheDoors(new Map([[path, [name]]])).length > 0;
  assert.ok(past("lib/games/duel.ts", "lib/losses/hinge.ts"));
  assert.ok(past("lib/setup/opens.ts", "lib/engine/tensorflow/locate.ts"));
  assert.ok(past("lib/losses/mod.ts", "lib/losses/house.ts"));
  assert.ok(!past("lib/games/duel.ts", "lib/losses/mod.ts"));
  assert.ok(!past("lib/games/duel.ts", "lib/losses/house.ts"));
  assert.ok(!past("lib/setup/opens.ts", "lib/engine/tensorflow/house.ts"));
  assert.ok(!past("lib/losses/hinge.ts", "lib/losses/loss.ts"));
  assert.ok(!past("tests/losses/hinge_test.ts", "lib/losses/hinge.ts"));
});

Deno.test("the rooms of the library are entered through their doors, and stand in no circle", () => {
  const paths = globSync("lib/**/*.ts").map((path) => path.replaceAll("\\", "/"));
  const imports = readImports(new Map(paths.map((path) => [path, readFileSync(path, "utf8")])));
  assert.deepEqual([...pastTheDoors(imports), ...circles(imports)], []);
});

Deno.test("of the documentation's problems only the types of packages are excused", () => {
  const report = (code: string, type: string) =>
    `error[${code}]: public type 'f' references private type '${type}'\n --> lib/f.ts:1:1\n\n`;
  const sources = ["export interface Scores {}\n"];
  assert.equal(docProblems(report("private-type-ref", "Tensor"), sources).length, 0);
  assert.equal(docProblems(report("private-type-ref", "Scores"), sources).length, 1);
  assert.equal(docProblems("error[missing-jsdoc]: exported symbol\n", sources).length, 1);
});

Deno.test("a file that names this clone's folder, or a home in what is no code, is found", () => {
  const home = ["", "home", "ada"].join("/");
  assert.equal(machineFolders("lib/a.ts", "see /srv/clone/lib", "/srv/clone/").length, 1);
  assert.equal(machineFolders("notebooks/a.ipynb", `at ${home}/x.ts`, "/srv/clone/").length, 1);
  assert.equal(machineFolders("lib/a.ts", `at ${home}/x.ts`, "/srv/clone/").length, 0);
  assert.equal(machineFolders("README.md", "~/.cache/saddle", "/srv/clone/").length, 0);
});

Deno.test("totals count what deno test says, and a run that broke off as a failure", () => {
  assert.deepEqual(readTotals("x\nok | 3 passed | 0 failed (1s)\n", true), {
    passed: 3,
    failed: 0,
    skipped: 0,
  });
  assert.equal(readTotals("ok | 1 passed (2 steps) | 0 failed | 4 ignored (1s)", true).skipped, 4);
  assert.equal(readTotals("error: Type checking failed.", false).failed, 1);
  assert.equal(readTotals("ok | 3 passed | 0 failed (1s)\n", false).failed, 1);
  const sum = addTotals([
    { passed: 3, failed: 0, skipped: 1 },
    { passed: 4, failed: 2, skipped: 0 },
  ]);
  assert.equal(totalsLine(sum), "7 passed, 2 failed, 1 skipped");
});

Deno.test("words choose suites, and a word that fits none is refused with the known folders", () => {
  const [tests, examples] = suites(["random"]);
  assert.ok(tests?.args.every((path) => path.startsWith("tests/random/")));
  assert.deepEqual(examples?.args, ["--doc", "lib/random"]);
  assert.throws(() => suites(["nonsense"]), /No test has "nonsense".*random.*setup/);
});

Deno.test("slow suites are only run when they are asked for", () => {
  const paths = (options: Parameters<typeof suites>[1]) =>
    suites(["tests/schedulers", "tests/cluster"], options).flatMap(({ args }) => args)
      .filter((path) => path.startsWith("tests/"));
  assert.deepEqual([...new Set(paths({}).map((path) => path.split("/")[1]))], ["cluster"]);
  const slow = paths({ cluster: true });
  assert.ok(slow.includes("tests/schedulers/slurm_test.ts"));
  assert.ok(slow.every((path) => path.startsWith("tests/schedulers/")));
});

Deno.test("tests on one engine are one suite, chosen by the engine's name in theirs", () => {
  const [only, ...others] = suites(["tests/engine/"], { engine: "webgpu" });
  assert.equal(others.length, 0);
  assert.deepEqual(only!.args.slice(0, 2), ["--filter", "(on webgpu)"]);
  assert.ok(only!.args.includes("tests/engine/compile_test.ts"));
  assert.deepEqual(only!.env, { SADDLE_ENGINE: "webgpu" });
});
