// Times the training step:
// deno task bench [--engine E] [--json FILE] [--quick] [--peers PYTHON] [--readme]
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import process from "node:process";
import { describe, type EngineName, start } from "../engine/mod.ts";
import { replaceFile } from "../files/mod.ts";
import { type Case, CASES, type Mode, modesOf, runner } from "./cases.ts";
import type { Fresh } from "./fresh.ts";
import { type Contender, measure, type Row } from "./measure.ts";
import { Peer } from "./peer.ts";
import { requireOneDevice } from "./placement.ts";
import { markdownTable } from "./table.ts";
import { plainTerminal } from "../setup/mod.ts";

plainTerminal();

const { values } = parseArgs({
  options: {
    engine: { type: "string" },
    json: { type: "string" },
    quick: { type: "boolean", default: false },
    peers: { type: "string" },
    readme: { type: "boolean", default: false },
  },
});

const report = await start(values.engine ? { engine: values.engine as EngineName } : {});
console.log(describe(report));
const native = report.name === "tensorflow";
const modes = modesOf(native);
const cases = native ? CASES : CASES.filter(({ hidden, runs }) => hidden <= 64 && runs === 1);
for (const one of cases) await requireOneDevice(one);
const python = values.peers;
const peers = python
  ? await Promise.all((["torch", "jax"] as const).map((name) => Peer.start(python, name)))
  : [];
const rows: Row[] = [];
for (const one of cases) rows.push(...await timesOf(one));
for (const peer of peers) peer.stop();
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2) + "\n");
const fresh = native && !values.quick ? inFreshProcess() : undefined;
const date = new Date().toISOString().slice(0, 10);
const processor = `${cpus()[0]!.model.trim()}, ${cpus().length} cores`;
const table = markdownTable(rows, { date, processor, fresh });
console.log(`\n${table}`);
if (values.readme) await intoReadme(table);
process.exit(0);

/** All modes of a case, and the same step of the peers, in turn. */
async function timesOf(one: Case): Promise<Row[]> {
  const ours = modes.map((mode) => contender(one, mode));
  const others = one.runs > 1 ? [] : peers.flatMap((peer) => theirs(peer, one));
  const options = values.quick ? { rounds: 3, length: 60 } : { rounds: 7, length: 250 };
  const found = await measure([...ours, ...others], options);
  for (const contender of ours) contender.dispose();
  console.log(`\n${one.name}, ${one.hidden} wide, batch ${one.batch}, ${one.runs} run(s)`);
  for (const { engine, mode, msPerStepPerRun } of found) {
    console.log(`  ${`${engine}, ${mode}`.padEnd(44)}${msPerStepPerRun.toFixed(3).padStart(9)} ms`);
  }
  return found;
}

function contender(one: Case, mode: Mode): Contender & { dispose(): void } {
  const training = runner(one, mode);
  const { name, hidden, batch, runs } = one;
  return {
    ...{ engine: report.name, device: report.device, name, hidden, batch, runs, mode: mode.name },
    dispose: () => training.dispose(),
    async time(steps) {
      const began = performance.now();
      const done = await training.advance(steps);
      return (performance.now() - began) / done;
    },
  };
}

/** The ways in which a peer may do a step. */
function theirs(peer: Peer, { name, hidden, batch }: Case): Contender[] {
  return ["eager", "jit", "scan of 100"].map((mode) => ({
    ...{ engine: peer.engine, device: "CPU", name, hidden, batch, runs: 1, mode },
    time: (steps) => peer.time({ name, hidden, batch, mode }, steps),
  }));
}

/** Without kept code, and with it: the first of the other two processes keeps it. */
function inFreshProcess(): Fresh {
  const without = freshProcess({ SADDLE_CODE_CACHE: "off" });
  const [, kept] = [freshProcess({}), freshProcess({})];
  return { ...without, keptCall: kept.firstCall };
}

function freshProcess(env: Record<string, string>): Omit<Fresh, "keptCall"> {
  const script = join(import.meta.dirname!, "fresh.ts");
  const { stdout, stderr } = spawnSync(Deno.execPath(), ["run", "-A", script], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  const line = stdout.trim().split("\n").at(-1);
  if (!line) throw new Error(`The fresh process printed nothing. ${stderr}`);
  return JSON.parse(line);
}

/** Puts the table between the two marks in the README. */
async function intoReadme(table: string): Promise<void> {
  const file = join(import.meta.dirname!, "..", "..", "README.md");
  const text = readFileSync(file, "utf8");
  const marked = /(<!-- bench -->)[^]*(<!-- \/bench -->)/;
  if (!marked.test(text)) throw new Error("The README has no <!-- bench --> and <!-- /bench -->.");
  await replaceFile(file, text.replace(marked, (_, from, to) => `${from}\n\n${table}\n\n${to}`));
}
