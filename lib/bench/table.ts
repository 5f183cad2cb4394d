import type { Fresh } from "./fresh.ts";
import type { Row } from "./measure.ts";

/** What a table of the README says above and below its rows. */
export interface Circumstances {
  /** The day, `"2026-11-22"`. */
  readonly date: string;
  /** The processor and its cores. */
  readonly processor: string;
  /** What a fresh process showed. */
  readonly fresh: Fresh | undefined;
}

/** A column: which rows it shows, and what they are divided by. */
interface Column {
  readonly title: string;
  readonly mode: string;
  readonly peer: RegExp | undefined;
}

const COLUMNS: readonly Column[] = [
  { title: "operation by operation", mode: "eager", peer: undefined },
  { title: "one step a call", mode: "compiled", peer: undefined },
  { title: "100 steps a call", mode: "compiled, 100 steps a call", peer: undefined },
  { title: "PyTorch eager", mode: "eager", peer: /^PyTorch/ },
  { title: "JAX jit", mode: "jit", peer: /^JAX/ },
  { title: "JAX scan of 100", mode: "scan of 100", peer: /^JAX/ },
];

/** Our column, and the peer's that it is compared with. */
const RATIOS: readonly (readonly [title: string, ours: number, peer: number])[] = [
  ["100 steps / PyTorch", 2, 3],
  ["one step / JAX jit", 1, 4],
  ["100 steps / JAX scan", 2, 5],
];

/** Times and ratios as Markdown, with what they were measured on. */
export function markdownTable(rows: readonly Row[], about: Circumstances): string {
  const steps = [...new Set(rows.map(({ name, hidden, runs }) => `${name}|${hidden}|${runs}`))];
  const cells = steps.map((step) => {
    const own = rows.filter(({ name, hidden, runs }) => `${name}|${hidden}|${runs}` === step);
    const times = COLUMNS.map(({ mode, peer }) => timeOf(own, rows, mode, peer));
    const ratios = RATIOS.map(([, ours, peer]) => ratio(times[ours], times[peer]));
    return [titleOf(own[0]!), ...times.map(milliseconds), ...ratios];
  });
  const head = [
    "step, ms",
    ...COLUMNS.map(({ title }) => title),
    ...RATIOS.map(([title]) => title),
  ];
  const peers = peerNames(rows);
  return [
    `Measured on ${about.date} on ${about.processor}: medians of ${
      rows[0]!.rounds
    } rounds, all in ` +
    `turn${
      peers.length > 0 ? ` (${peers.join(", ")})` : ""
    }, data and latents drawn inside the timed ` +
    "loop. Of many runs side by side the time is that of one run; a peer's one run stands beside them.",
    "",
    ...tableLines(head, cells),
    ...(about.fresh ? ["", freshLine(about.fresh)] : []),
  ].join("\n");
}

/** The rows of a table of numbers behind their names, as Markdown. */
export function tableLines(
  head: readonly string[],
  cells: readonly (readonly string[])[],
): string[] {
  const lines = [head, head.map((_, i) => i === 0 ? "---" : "--:"), ...cells];
  return lines.map((line) => `| ${line.join(" | ")} |`);
}

/** The other frameworks among the rows, with their versions. */
export function peerNames(rows: readonly Pick<Row, "engine">[]): string[] {
  return [...new Set(rows.map(({ engine }) => engine))].filter((name) => / /.test(name));
}

function titleOf({ name, hidden, batch, runs }: Row): string {
  return `${name}, ${hidden} wide, batch ${batch}${runs > 1 ? `, ${runs} runs, per run` : ""}`;
}

/** The time of one run; a peer's is that of the same step with one run. */
function timeOf(
  own: readonly Row[],
  all: readonly Row[],
  mode: string,
  peer: RegExp | undefined,
): number | undefined {
  const { name, hidden } = own[0]!;
  const found = peer
    ? all.find((row) =>
      peer.test(row.engine) && row.mode === mode && row.name === name && row.hidden === hidden
    )
    : own.find((row) => !/ /.test(row.engine) && row.mode === mode);
  return found?.msPerStepPerRun;
}

function milliseconds(value: number | undefined): string {
  return value === undefined ? "" : value.toPrecision(3);
}

function ratio(ours: number | undefined, peer: number | undefined): string {
  return ours === undefined || peer === undefined ? "" : (ours / peer).toPrecision(2);
}

function freshLine({ start, firstCall, keptCall, growth, left }: Fresh): string {
  return `In a fresh process the engine starts in ${
    start.toFixed(1)
  } s and the first call of the ` +
    `64-wide step, trace and compilation, takes ${firstCall.toFixed(1)} s, or ${
      keptCall.toFixed(2)
    } s where its code was kept; steps 1,001 to 20,000 add ` +
    `${(growth / 1e6).toFixed(1)} MB of memory and leave ${left} tensors behind.`;
}
