// Times the training step: deno task bench [--engine E] [--json FILE] [--quick]
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import process from "node:process";
import { describe, type EngineName, start } from "../engine/mod.ts";
import { type Case, CASES, type Mode, MODES, type Runner, runner } from "./cases.ts";

/** One row of the result. */
interface Row {
  readonly engine: string;
  readonly device: string;
  readonly name: string;
  readonly hidden: number;
  readonly batch: number;
  readonly runs: number;
  readonly mode: string;
  readonly msPerStep: number;
  readonly msPerStepPerRun: number;
  readonly rounds: number;
}

const { values } = parseArgs({
  options: {
    engine: { type: "string" },
    json: { type: "string" },
    quick: { type: "boolean", default: false },
  },
});
const ROUNDS = values.quick ? 3 : 7;
/** Time a round of one mode should take at least, in milliseconds. */
const ROUND = values.quick ? 60 : 250;

const report = await start(values.engine ? { engine: values.engine as EngineName } : {});
console.log(describe(report));
const native = report.name === "tensorflow";
const modes = native ? MODES : MODES.slice(0, 1);
const cases = native ? CASES : CASES.filter(({ hidden, runs }) => hidden <= 64 && runs === 1);
const rows = cases.flatMap((one) => measure(one, modes));
if (values.json) writeFileSync(values.json, JSON.stringify(rows, null, 2) + "\n");
process.exit(0);

/** Times all modes of a case in turn, so that a slow minute of the machine hits them alike. */
function measure(one: Case, modes: readonly Mode[]): Row[] {
  const timed = modes.map((mode) => ({ mode, run: runner(one, mode), times: [] as number[] }));
  const steps = timed.map(({ run }) => stepsFor(run));
  for (let round = 0; round < ROUNDS; round++) {
    timed.forEach(({ run, times }, i) => times.push(time(run, steps[i]!)));
  }
  const rows = timed.map(({ mode, run, times }) => {
    run.dispose();
    const msPerStep = median(times);
    return {
      engine: report.name,
      device: report.device,
      name: one.name,
      hidden: one.hidden,
      batch: one.batch,
      runs: one.runs,
      mode: mode.name,
      msPerStep,
      msPerStepPerRun: msPerStep / one.runs,
      rounds: ROUNDS,
    };
  });
  const slowest = rows[0]!.msPerStep;
  console.log(`\n${one.name}, ${one.hidden} wide, batch ${one.batch}, ${one.runs} run(s)`);
  for (const { mode, msPerStep, msPerStepPerRun } of rows) {
    console.log(
      `  ${mode.padEnd(28)}${msPerStep.toFixed(3).padStart(9)} ms a step` +
        `${msPerStepPerRun.toFixed(3).padStart(9)} ms a step and run` +
        `${(slowest / msPerStep).toFixed(1).padStart(8)}x eager`,
    );
  }
  return rows;
}

/** Warms up, then finds how many steps fill a round. */
function stepsFor(run: Runner): number {
  run.advance(1);
  const began = performance.now();
  const done = run.advance(2);
  return Math.max(1, Math.ceil(done * ROUND / Math.max(performance.now() - began, 0.1)));
}

/** Milliseconds a step. */
function time(run: Runner, steps: number): number {
  const began = performance.now();
  const done = run.advance(steps);
  return (performance.now() - began) / done;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
