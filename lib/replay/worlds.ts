/** A world in which notebooks are run again: what they draw, and what computes. */
export interface World {
  /** Its name, which is that of a file too: `avx+1100`. */
  readonly name: string;
  /** What is added to every seed; no two worlds have the same. */
  readonly shift: number;
  /** The environment that makes it. */
  readonly env: Readonly<Record<string, string>>;
}

/** A kind of worlds. */
interface Kind {
  readonly count: number;
  readonly about: string;
  readonly isa?: string;
  readonly engine?: string;
}

/**
 * The kinds of worlds, with how many of each are meant. New ones stand last: a world's shift comes
 * from its kind's place.
 */
export const KINDS: Readonly<Record<string, Kind>> = {
  shift: { count: 16, about: "the engine as it starts here" },
  avx: { count: 8, about: "XLA's code for processors with AVX", isa: "AVX" },
  avx2: { count: 8, about: "XLA's code for processors with AVX2", isa: "AVX2" },
  avx512: { count: 8, about: "XLA's code for processors with AVX-512", isa: "AVX512" },
  wasm: { count: 4, about: "WebAssembly", engine: "wasm" },
};

/** The kinds that are replayed when none is named. */
const USUAL = ["shift", "avx", "wasm"];

/** The first shift where none is named: no seed of the course is as large. */
export const FIRST_SHIFT = 100;
/** Between two shifts there is room for the seeds that one notebook uses. */
const STRIDE = 100;

/** Which worlds to make. */
export interface WorldOptions {
  /** The kinds, and by `kind:count` how many of one; the usual ones without. */
  readonly kinds?: readonly string[];
  /** How many of each kind whose count is not named. */
  readonly replays?: number;
  /** The first shift; worlds that are to be new to the claims need another than those before. */
  readonly firstShift?: number;
}

/**
 * Makes the worlds. One of a kind and a number is the same whatever others are asked for, so that
 * what has been run in it counts again.
 *
 * @param around The environment that they stand in, whose XLA_FLAGS are kept.
 * @throws {RangeError} Where a kind is not known, or a number is impossible.
 */
export function makeWorlds(
  { kinds = USUAL, replays, firstShift = FIRST_SHIFT }: WorldOptions,
  around: Readonly<Record<string, string | undefined>> = {},
): World[] {
  requireWhole("--first-shift", firstShift, 0);
  if (replays !== undefined) requireWhole("--replays", replays, 1);
  const places = Object.keys(KINDS);
  return kinds.flatMap((text) => {
    const [name = "", count] = text.split(":");
    const kind = KINDS[name];
    if (kind === undefined) {
      throw new RangeError(`there is no world "${name}"; known worlds: ${places.join(", ")}`);
    }
    const wanted = count === undefined ? replays ?? kind.count : Number(count);
    requireWhole(`the number of worlds in "${text}"`, wanted, 1);
    return Array.from({ length: wanted }, (_, index) => {
      const shift = firstShift + STRIDE * (places.length * index + places.indexOf(name));
      return { name: `${name}+${shift}`, shift, env: environment(kind, shift, around) };
    });
  });
}

function environment(
  { isa, engine }: Kind,
  shift: number,
  around: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const flags = [around["XLA_FLAGS"], `--xla_cpu_max_isa=${isa}`].filter(Boolean).join(" ");
  return {
    SADDLE_SEED_SHIFT: String(shift),
    ...(isa === undefined ? {} : { XLA_FLAGS: flags }),
    ...(engine === undefined ? {} : { SADDLE_ENGINE: engine }),
  };
}

function requireWhole(label: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${label} must be a whole number of at least ${least}, got ${value}`);
}
