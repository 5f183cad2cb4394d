// Times the training step: deno task bench [points | images] [options]
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import process from "node:process";
import { describe, engineNamed, start } from "../engine/mod.ts";
import { replaceFile, systemReason } from "../files/mod.ts";
import { type Case, CASES, type Mode, modesOf, ONE_STEP, runner } from "./cases.ts";
import type { Fresh, FreshImages } from "./fresh.ts";
import { IMAGE_CASES } from "./image_cases.ts";
import { imageTable } from "./image_table.ts";
import { type Contender, measure, type Row } from "./measure.ts";
import { Peer } from "./peer.ts";
import { requireOneDevice } from "./placement.ts";
import { markdownTable } from "./table.ts";
import { plainTerminal } from "../setup/mod.ts";

plainTerminal();

const HELP = `deno task bench [points | images] [options]

Times the training step, in turn with that of PyTorch and JAX where a Python with them is named:
steps on points of the plane, image steps, or both.

  --engine E      the engine (default: the best that this machine has)
  --peers PYTHON  a Python that has torch and jax
  --quick         fewer and shorter rounds, no fresh processes
  --json FILE     write the rows to this file
  --readme        put the tables into README.md`;

const GROUPS = ["points", "images"];

function argumentsGiven() {
  try {
    return readArguments();
  } catch (error) {
    console.error(`error: ${systemReason(error)}`);
    Deno.exit(1);
  }
}

function readArguments() {
  const { values, positionals } = parseArgs({
    args: Deno.args,
    allowPositionals: true,
    options: {
      engine: { type: "string" },
      json: { type: "string" },
      quick: { type: "boolean", default: false },
      peers: { type: "string" },
      readme: { type: "boolean", default: false },
      help: { type: "boolean", short: "h" },
    },
  });
  const unknown = positionals.find((word) => !GROUPS.includes(word));
  if (unknown !== undefined) {
    throw new RangeError(`there is no bench "${unknown}"; there are ${GROUPS.join(" and ")}`);
  }
  if (values.help) {
    console.log(HELP);
    Deno.exit(0);
  }
  const { engine, ...options } = values;
  return { values: options, positionals, engine: engine && engineNamed(engine) };
}

const { values, positionals, engine } = argumentsGiven();

const report = await start(engine ? { engine } : {});
console.log(describe(report));
const native = report.name === "tensorflow";
const date = new Date().toISOString().slice(0, 10);
const processor = `${cpus()[0]!.model.trim()}, ${cpus().length} cores`;
const wanted = (group: string) => positionals.length === 0 || positionals.includes(group);
const rows: Row[] = [];
if (wanted("points")) await points();
if (native && wanted("images")) await images();
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2) + "\n");
process.exit(0);

/** Steps on points of the plane, in every mode. */
async function points(): Promise<void> {
  const cases = native ? CASES : CASES.filter(({ hidden, runs }) => hidden <= 64 && runs === 1);
  const found = await timesOfAll(cases, modesOf(native));
  const fresh = native && !values.quick ? inFreshProcess() : undefined;
  await publish("bench", markdownTable(found, { date, processor, fresh }));
}

/** Image steps, one a call, and their first calls. */
async function images(): Promise<void> {
  const found = await timesOfAll(IMAGE_CASES, [ONE_STEP], 1);
  const fresh = values.quick ? {} : Object.fromEntries(IMAGE_CASES.map(({ name }) => {
    const cold = freshProcess<FreshImages>({ SADDLE_CODE_CACHE: "off" }, name);
    const [, kept] = [0, 1].map(() => freshProcess<FreshImages>({}, name));
    return [name, { cold, kept: kept! }];
  }));
  await publish("bench images", imageTable(found, { date, processor, fresh }));
}

/** Times of all cases, beside those of peers if there are any, of so many threads each. */
async function timesOfAll(
  cases: readonly Case[],
  modes: readonly Mode[],
  threads?: number,
): Promise<Row[]> {
  for (const one of cases) await requireOneDevice(one, modes);
  const python = values.peers;
  const peers = python
    ? await Promise.all(
      (["torch", "jax"] as const).map((name) => Peer.start(python, name, threads)),
    )
    : [];
  const found: Row[] = [];
  for (const one of cases) found.push(...await timesOf(one, modes, peers));
  for (const peer of peers) peer.stop();
  rows.push(...found);
  return found;
}

/** All modes of a case, and the same step of the peers, in turn. */
async function timesOf(
  one: Case,
  modes: readonly Mode[],
  peers: readonly Peer[],
): Promise<Row[]> {
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
      const [began, used] = [performance.now(), process.cpuUsage()];
      const done = await training.advance(steps);
      const { user, system } = process.cpuUsage(used);
      return (one.images ? (user + system) / 1000 : performance.now() - began) / done;
    },
  };
}

/** The ways in which a peer may do a step. */
function theirs(peer: Peer, { name, hidden, batch, images }: Case): Contender[] {
  const clock = images ? "processor" : "wall";
  return ["eager", "jit", "scan of 100"].map((mode) => ({
    ...{ engine: peer.engine, device: "CPU", name, hidden, batch, runs: 1, mode },
    time: (steps) => peer.time({ name, hidden, batch, mode, clock }, steps),
  }));
}

/** Without kept code, and with it: the first of the other two processes keeps it. */
function inFreshProcess(): Fresh {
  const of = (env: Record<string, string>) => freshProcess<Omit<Fresh, "keptCall">>(env);
  const without = of({ SADDLE_CODE_CACHE: "off" });
  const [, kept] = [of({}), of({})];
  return { ...without, keptCall: kept.firstCall };
}

function freshProcess<Shown>(env: Record<string, string>, ...args: string[]): Shown {
  const script = join(import.meta.dirname!, "fresh.ts");
  const { stdout, stderr } = spawnSync(Deno.execPath(), ["run", "-A", script, ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  const line = stdout.trim().split("\n").at(-1);
  if (!line) throw new Error(`The fresh process printed nothing. ${stderr}`);
  return JSON.parse(line);
}

/** Prints a table, and puts it between the two marks of that name in the README if asked to. */
async function publish(mark: string, table: string): Promise<void> {
  console.log(`\n${table}`);
  if (!values.readme) return;
  const file = join(import.meta.dirname!, "..", "..", "README.md");
  const text = readFileSync(file, "utf8");
  const marked = new RegExp(`(<!-- ${mark} -->)[^]*(<!-- /${mark} -->)`);
  if (!marked.test(text)) {
    throw new Error(`The README has no <!-- ${mark} --> and <!-- /${mark} -->.`);
  }
  await replaceFile(file, text.replace(marked, (_, from, to) => `${from}\n\n${table}\n\n${to}`));
}
