import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import * as tf from "@tensorflow/tfjs";
import { elfSymbols } from "./elf_symbols.ts";
import { cacheFolder } from "../../files/mod.ts";
import { readNote, writeNote } from "./symbol_note.ts";

/**
 * Eigen cuts products of matrices into blocks that fit the processor's caches, and takes sums block
 * by block. It asks the processor for their sizes once, and keeps them in a variable of a function
 * (`manage_caching_sizes` in Eigen's GeneralBlockPanelKernel.h); no call of TensorFlow's sets them.
 */
const SIZES = "_ZZN5Eigen8internal20manage_caching_sizesENS_6ActionEPlS2_S2_E12m_cacheSizes";
/** An exported function, whose place in memory says where the library lies. */
const ANCHOR = "TF_Version";

/** Bytes of the three caches that blocks are made for, such as most processors of a server have. */
const BLOCKED_FOR = [32_768n, 1_048_576n, 33_554_432n] as const;

/**
 * Makes Eigen cut products into the same blocks on every processor.
 *
 * @param path The opened library. TensorFlow.js must be running on it.
 * @returns Whether it does; not where the library does not tell where Eigen keeps the sizes, or
 * what is there does not look like sizes of caches.
 */
export function fixCacheSizes(path: string): boolean {
  const distance = distanceIn(path);
  if (distance === undefined) return false;
  // the first product makes Eigen ask the processor
  tf.tidy(() => tf.matMul(tf.ones([64, 64]), tf.ones([64, 64])).dataSync());
  const { [ANCHOR]: anchor } = Deno.dlopen(path, { [ANCHOR]: { type: "pointer" } }).symbols;
  const address = Deno.UnsafePointer.value(anchor as Deno.PointerValue) + distance;
  const memory = Deno.UnsafePointerView.getArrayBuffer(Deno.UnsafePointer.create(address)!, 24);
  const sizes = new BigInt64Array(memory);
  if (!areCaches(sizes)) return false;
  sizes.set(BLOCKED_FOR);
  return true;
}

/**
 * Sizes that a processor or Eigen's own guess may have: a number elsewhere in memory
 * hardly looks so.
 */
function areCaches(sizes: BigInt64Array): boolean {
  const [first = 0n, second = 0n, third = 0n] = sizes;
  const within = (size: bigint, least: bigint, most: bigint) =>
    size >= least && size <= most && size % 1024n === 0n;
  return within(first, 8n << 10n, 1n << 20n) && within(second, 64n << 10n, 1n << 30n) &&
    (third === 0n || within(third, 256n << 10n, 1n << 34n)) && first <= second;
}

/** Looks up now what the first start of an engine on a library would take seconds for. */
export function prepareLibrary(path: string): void {
  if (process.arch === "x64") distanceIn(path);
}

/**
 * How far the sizes lie behind the anchor. A library's table of symbols is some 200 MB, so what was
 * found is kept beside the installation; it holds for a file of this size and time.
 */
function distanceIn(path: string): bigint | undefined {
  const { size, mtimeMs } = statSync(path);
  const key = createHash("sha256").update(JSON.stringify([path, size, mtimeMs])).digest("hex");
  const note = join(cacheFolder(), `symbols-${key.slice(0, 12)}.json`);
  const kept = readNote(note, key);
  if (kept !== undefined) return kept === "" ? undefined : BigInt(kept);
  const [sizes, anchor] = symbolsIn(path);
  const distance = sizes === undefined || anchor === undefined ? undefined : sizes - anchor;
  writeNote(note, key, String(distance ?? ""));
  return distance;
}

/** A file that is no whole library has no symbols; whoever opens it says what is wrong with it. */
function symbolsIn(path: string): (bigint | undefined)[] {
  try {
    return elfSymbols(path, [SIZES, ANCHOR]);
  } catch {
    return [];
  }
}
