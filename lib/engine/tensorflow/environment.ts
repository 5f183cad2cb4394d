import process from "node:process";
import type { Processor } from "./processor.ts";

/** What bits results shall have. */
export const BITS = ["same", "fast"] as const;

/** What TensorFlow was told through the environment, before it is opened. */
export interface Environment {
  /**
   * Whether all was chosen so that results are the same bits on every x86-64 processor with AVX2.
   */
  readonly sameBits: boolean;
  /** Threads that an operation may use; undefined leaves it to TensorFlow. */
  readonly threads: number | undefined;
}

/**
 * Threads of an operation where bits shall be the same: in how many parts a sum is taken
 * depends on it.
 */
const THREADS = 2;

/**
 * What keeps XLA's code to instructions that every processor with AVX2 has, and leaves out YNNPACK,
 * whose products of matrices with AVX-512 are summed in another order than those with AVX2.
 */
const SAME_BITS = ["--xla_cpu_max_isa=AVX2", "--xla_cpu_experimental_ynn_fusion_type="];

/**
 * What keeps NaN in the code that XLA makes for `max` and `min` on a processor: without it a NaN is
 * lost or not, depending on which side it stands and on how many steps a call does.
 */
const KEEP_NAN = "--xla_cpu_enable_fast_min_max=false";

/** oneDNN's names of the instruction sets that XLA's flag names; its kernels multiply matrices. */
const ONEDNN_ISA: Readonly<Record<string, string>> = { SSE4_2: "SSE41", AVX: "AVX", AVX2: "AVX2" };

/**
 * Sets the environment variables that TensorFlow reads when it is opened. What the user
 * has set stays.
 *
 * - `SADDLE_BITS`: `same` (default) or `fast`, which leaves XLA and oneDNN what the processor has.
 *
 * @throws {RangeError} If `SADDLE_BITS` is neither.
 */
export function prepareEnvironment({ arch, features }: Processor): Environment {
  const { env } = process;
  // errors come with the status of a call; of what is left, a log says much where nothing is wrong
  env["TF_CPP_MIN_LOG_LEVEL"] ??= "3";
  // TensorFlow's oneDNN kernels make graphs of this size two to three times slower, and differ from
  // the rest by rounding; XLA does not use them
  env["TF_ENABLE_ONEDNN_OPTS"] ??= "0";
  // keeps the memory of a step for the next one: where it is given back each time, the system clears
  // its pages anew, a fifth of the time of a step of images
  env["TF_CPU_ALLOCATOR_USE_BFC"] ??= "true";
  const own = withoutInherited();
  const same = wantedBits() === "same" && arch === "x64";
  // of two flags of a name the last one counts
  env["XLA_FLAGS"] = [KEEP_NAN, ...same ? SAME_BITS : [], ...own].join(" ");
  if (!same) return { sameBits: false, threads: undefined };
  const isa = own.join(" ").match(/--xla_cpu_max_isa=(\w+)/)?.[1] ?? "AVX2";
  const onednn = ONEDNN_ISA[isa.toUpperCase()];
  if (onednn !== undefined) env["ONEDNN_MAX_CPU_ISA"] ??= onednn;
  const able = ["avx2", "fma"].every((feature) => features.includes(feature));
  const changed = own.some((flag) => /^--xla_(cpu|backend|allow)/.test(flag)) ||
    env["ONEDNN_MAX_CPU_ISA"] !== "AVX2" || env["TF_NUM_INTRAOP_THREADS"] !== undefined;
  return {
    sameBits: able && !changed,
    threads: env["TF_NUM_INTRAOP_THREADS"] === undefined ? THREADS : undefined,
  };
}

/** The user's own flags of XLA: without those that a process above this one has set for itself. */
function withoutInherited(): string[] {
  const { env } = process;
  const flags = (env["XLA_FLAGS"] ?? "").split(/\s+/).filter((flag) => flag !== "");
  if (SAME_BITS.some((flag) => flags.includes(flag))) delete env["ONEDNN_MAX_CPU_ISA"];
  return flags.filter((flag) => flag !== KEEP_NAN && !SAME_BITS.includes(flag));
}

function wantedBits(): typeof BITS[number] {
  const name = process.env["SADDLE_BITS"] || "same";
  const found = BITS.find((bits) => bits === name);
  if (found) return found;
  throw new RangeError(`SADDLE_BITS is "${name}". Known: ${BITS.join(", ")}.`);
}
