import { basename, dirname } from "node:path";
import {
  readTensors,
  refusedBySystem,
  removeUnfinished,
  replaceFile,
  writeTensors,
} from "../../files/mod.ts";
import type { Mode } from "../../engine/mod.ts";
import {
  anyText,
  byName,
  choice,
  count,
  misfit,
  notNegative,
  read,
  type Values,
} from "../../options/mod.ts";
import type { FullCheckpoint } from "./checkpoint_options.ts";
import { fromFile } from "./stored_facts.ts";
import type { Stored } from "./stored_tree.ts";

/** How the tensors of a state are named: a file of another form cannot be read. */
const FORM = "2";

/** Where a training stood. */
export interface Saved {
  /** Steps done. */
  readonly step: number;
  /** Seconds spent on them. */
  readonly seconds: number;
  /** How they ran. */
  readonly mode: string;
  /** Players, streams and all that was recorded. */
  readonly tensors: Stored;
}

/** Reads and writes the state of one training. */
export class Checkpoint {
  readonly #file: string;
  readonly #pause: number;
  readonly #training: Readonly<Record<string, string>>;
  #next = 0;

  /**
   * The checkpoint of a training; nothing is read or written yet.
   *
   * @param identity What makes a training the same one: its settings, its data, where it starts,
   * what computes.
   */
  constructor(
    { file, seconds }: FullCheckpoint,
    identity: Readonly<Record<string, string>>,
  ) {
    this.#file = file;
    this.#pause = 1000 * seconds;
    this.#training = { ...identity, form: FORM };
  }

  /**
   * Where the training stood when it was stopped; undefined if it has not begun.
   *
   * @throws {RangeError} If there is no folder for the file, or if it is not as it was written, or
   * is of another training: says what differs.
   */
  async read(): Promise<Saved | undefined> {
    this.#next = performance.now() + this.#pause;
    await checkPlace(this.#file);
    await removeUnfinished(dirname(this.#file), basename(this.#file));
    const bytes = await Deno.readFile(this.#file).catch(missing(this.#file));
    if (!bytes) return undefined;
    const { tensors, texts } = readTensors(bytes, this.#file, { ours: true });
    const { training, ...where } = factsOf(this.#file, texts);
    const differences = differencesOf(training, this.#training);
    if (differences.length > 0) {
      throw new RangeError(
        `${this.#file} is the checkpoint of another training: ${differences.join("; ")}. ` +
          `Give this training another file, or remove that one.`,
      );
    }
    return { ...where, tensors };
  }

  /** Writes a state if it is time to, or if it is the last one. */
  async keep(last: boolean, state: () => Saved): Promise<void> {
    const began = performance.now();
    if (!last && began < this.#next) return;
    const { step, seconds, mode, tensors } = state();
    const training = JSON.stringify(this.#training);
    const texts = { training, step: String(step), seconds: String(seconds), mode };
    await replaceFile(this.#file, writeTensors({ tensors, texts }));
    const took = performance.now() - began;
    // writing shall not take more than a tenth of the time, unless every step is asked for
    this.#next = began + took + (this.#pause === 0 ? 0 : Math.max(this.#pause, 10 * took));
  }
}

/** What the texts of a checkpoint say. */
const FACTS = {
  training: byName(anyText()),
  step: count(undefined, { from: 0 }),
  seconds: notNegative(),
  mode: choice<Mode>(["xla", "graph", "recorded", "eager"]),
};

function factsOf(file: string, texts: Readonly<Record<string, string>>): Values<typeof FACTS> {
  return fromFile(file, () => {
    const { training, step, seconds, ...others } = texts;
    const given = {
      ...others,
      training: training === undefined ? undefined : JSON.parse(training),
      step: numberIn(step),
      seconds: numberIn(seconds),
    };
    return read("the file", given, FACTS);
  });
}

/** The number that a text says as we write it; any other text stays one. */
function numberIn(text: string | undefined): string | number | undefined {
  return String(Number(text)) === text ? Number(text) : text;
}

/** Refuses a place where no file can be written, before hours of training are. */
async function checkPlace(file: string): Promise<void> {
  const [folder, there] = await Promise.all(
    [dirname(file), file].map((path) => Deno.stat(path).catch(missing(path))),
  );
  if (folder?.isDirectory && !there?.isDirectory) return;
  throw misfit("checkpoint", "file", "the path of a file in a folder that exists", file);
}

/** A file that is not there is no fault: the training has not begun. */
function missing(path: string): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw refusedBySystem(path, "read", error);
  };
}

/** What differs between two records, in words. */
function differencesOf(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string[] {
  const names = [...new Set([...Object.keys(now), ...Object.keys(before)])];
  return names.filter((name) => before[name] !== now[name]).map((name) =>
    `${name} is ${before[name] ?? "missing"} there and ${now[name] ?? "missing"} here`
  );
}
