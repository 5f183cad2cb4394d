import type { FreshImages } from "./fresh.ts";
import type { Row } from "./measure.ts";
import { peerNames, tableLines } from "./table.ts";

/** What a table of image steps says beside its rows. */
export interface ImageCircumstances {
  /** The day, `"2026-11-22"`. */
  readonly date: string;
  /** The processor and its cores. */
  readonly processor: string;
  /** What fresh processes showed, by the step's name: without kept code, and with it. */
  readonly fresh: Readonly<
    Record<string, { readonly cold: FreshImages; readonly kept: FreshImages }>
  >;
}

const HEAD = [
  "image step, ms of processor",
  "one step a call",
  "PyTorch eager",
  "JAX jit",
  "/ PyTorch",
  "/ JAX",
  "first call, s of processor",
  "from kept code, s",
];

/** Processor times of image steps as Markdown, with what they were measured on. */
export function imageTable(rows: readonly Row[], about: ImageCircumstances): string {
  const ours = rows.filter(({ engine }) => !/ /.test(engine));
  const cells = ours.map((row) => {
    const of = (peer: RegExp, mode: string) =>
      rows.find(({ engine, name, mode: how }) =>
        peer.test(engine) && name === row.name && how === mode
      )?.msPerStep;
    const [torch, jax] = [of(/^PyTorch/, "eager"), of(/^JAX/, "jit")];
    const fresh = about.fresh[row.name];
    return [
      `${row.name}, ${row.hidden} wide, batch ${row.batch}`,
      ...[row.msPerStep, torch, jax].map(shortened),
      ...[torch, jax].map((peer) =>
        peer === undefined ? "" : (row.msPerStep / peer).toPrecision(2)
      ),
      ...[fresh?.cold.processor, fresh?.kept.firstCall].map(shortened),
    ];
  });
  const peers = peerNames(rows);
  return [
    `Measured on ${about.date} on ${about.processor}: medians of ${
      rows[0]!.rounds
    } rounds, all in ` +
    `turn${
      peers.length > 0 ? ` (${peers.join(", ")}, one thread)` : ""
    }, one step of both sides, ` +
    "in milliseconds of all cores' time; a first call includes trace and compilation.",
    "",
    ...tableLines(HEAD, cells),
  ].join("\n");
}

function shortened(value: number | undefined): string {
  return value === undefined ? "" : value.toPrecision(3);
}
