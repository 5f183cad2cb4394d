import * as tf from "@tensorflow/tfjs";
import type { StreamPosition } from "../../random/mod.ts";
import { type RunNumbers, runStreams } from "../../runs/mod.ts";
import type { Fields } from "../game.ts";
import type { Source } from "../source.ts";
import { type Stored, storedNumbers } from "../stored/stored_tree.ts";

/** What a feed has to deliver. */
export interface FeedOptions extends RunNumbers {
  /** What a step takes, in this order. */
  readonly draws: readonly Source[];
  /** Rows a batch. */
  readonly batch: number;
}

/** Fills blocks of batches, each run from its own named streams, whatever the size of a block. */
export interface Feed {
  /** Bytes of one step's batches for all runs. */
  readonly bytes: number;
  /** Blocks `[steps, runs, batch, features]` for the next steps; the tensors are the caller's. */
  next(steps: number): tf.Tensor[];
  /** Names the tensors of one step: the fields of each draw. */
  named(tensors: readonly tf.Tensor[]): Fields[];
  /** Where all streams and sources stand. */
  save(): Stored;
  /** Goes to where a feed of the same options stood. */
  restore(stored: Stored): void;
}

/** A feed from the beginning of its streams. */
export function feed(options: FeedOptions): Feed {
  const { draws, runs, batch } = options;
  const { streams, flows } = opened(options);
  const fields = draws.map((source) => Object.entries(source.fields));
  let done = 0;
  return {
    bytes: 4 * runs * batch * fields.flat().reduce((sum, [, features]) => sum + features, 0),
    next(steps) {
      const blocks = fields.map((own) =>
        own.map(([, features]) => new Float32Array(steps * runs * batch * features))
      );
      // step by step and draw by draw, so that the order of draws does not know of blocks
      for (let step = 0; step < steps; step++, done++) {
        draws.forEach((source, d) => {
          for (let run = 0; run < runs; run++) {
            const at = step * runs + run;
            const out = fields[d]!.map(([, features], f) => {
              const size = batch * features;
              return blocks[d]![f]!.subarray(at * size, (at + 1) * size);
            });
            flows.get(source)![run]!.next(out, done);
          }
        });
      }
      return fields.flatMap((own, d) =>
        own.map(([, features], f) => tf.tensor(blocks[d]![f]!, [steps, runs, batch, features]))
      );
    },
    named(tensors) {
      let next = 0;
      return fields.map((own) => Object.fromEntries(own.map(([name]) => [name, tensors[next++]!])));
    },
    save() {
      const words = streams.flatMap((random) => [...random.position()]);
      return {
        "feed.done": { shape: [1], values: Int32Array.of(done) },
        "feed.streams": { shape: [streams.length, 4], values: Int32Array.from(words) },
        ...positionsOf(flows),
      };
    },
    restore(stored) {
      const values = (name: string, ...shape: (number | "any")[]) =>
        storedNumbers(stored, `feed.${name}`, Int32Array, shape);
      done = values("done", 1)[0]!;
      const words = values("streams", streams.length, 4);
      streams.forEach((random, i) => {
        random.seek([...words.subarray(4 * i, 4 * i + 4)] as unknown as StreamPosition);
      });
      [...flows.values()].forEach((own, i) => {
        own.forEach((flow, run) => {
          if (!flow.seek || !flow.position?.()) return;
          const orders = values(`orders.${i}`, runs, "any"), size = orders.length / runs;
          const order = orders.slice(run * size, (run + 1) * size);
          flow.seek({ done: values(`batches.${i}`, 1)[0]!, order });
        });
      });
    },
  };
}

type Flows = ReturnType<typeof opened>["flows"];

/** The streams of all runs, and every source, opened for each run. */
function opened(options: FeedOptions) {
  const { draws, batch } = options;
  const sources = [...new Set(draws)];
  const names = [...new Set(sources.map(({ stream }) => stream))];
  const byName = new Map(names.map((name) => [name, runStreams(options, name)]));
  const flows = new Map(
    sources.map((source) =>
      [
        source,
        byName.get(source.stream)!.map((random) => source.open(random, batch)),
      ] as const
    ),
  );
  return { streams: [...byName.values()].flat(), flows };
}

/** Where the sources stand: batches handed out, and the order of the epoch that each run is in. */
function positionsOf(flows: Flows): Stored {
  const entries = [...flows.values()].flatMap((own, i) => {
    const positions = own.flatMap((flow) => flow.position?.() ?? []);
    if (positions.length === 0) return [];
    const orders = Int32Array.from(positions.flatMap(({ order }) => [...order]));
    const shape = [own.length, orders.length / own.length];
    return [
      [`feed.batches.${i}`, { shape: [1], values: Int32Array.of(positions[0]!.done) }],
      [`feed.orders.${i}`, { shape, values: orders }],
    ] as const;
  });
  return Object.fromEntries(entries);
}
