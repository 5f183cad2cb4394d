import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import {
  callable,
  list,
  open,
  part,
  positive,
  read,
  type Spec,
  text,
  type Values,
} from "../options/mod.ts";
import { replaceFile } from "./replace_file.ts";

/** What a file's bytes must add up to: the name of the sum, and its value in hexadecimal. */
export interface Sum {
  /** Which sum. */
  readonly kind: "sha256" | "md5";
  /** Its value, in lower case. */
  readonly hex: string;
}

/** What to fetch, and how to know that it came. */
export interface DownloadOptions {
  /** Where it can be had; each is tried in turn. */
  readonly addresses: readonly string[];
  /** The file it becomes; its folder is made. */
  readonly path: string;
  /** What its bytes must add up to. */
  readonly sum: Sum;
  /** Seconds without a byte after which an address counts as silent. Default 30. */
  readonly patience?: number;
  /** Told the bytes that came, and how many there will be, if the other side said so. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
}

/** What fits {@linkcode DownloadOptions}. */
const DOWNLOAD = {
  addresses: list(text()),
  path: text(),
  sum: part<Sum>("a sum { kind, hex }", ["kind", "hex"]),
  patience: positive(30),
  onProgress: open(callable<NonNullable<DownloadOptions["onProgress"]>>("a function")),
} satisfies Spec<DownloadOptions>;

/**
 * Fetches a file. It is written beside its place, its sum is checked, and only then does it take
 * its place: a download that breaks off, or that brings something else, leaves what was there.
 *
 * @throws {RangeError} If no address gives the file: says for each what it answered.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { download, type DownloadOptions } from "saddle/files/mod.ts";
 *
 * const hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"; // of "hello"
 * const server = Deno.serve({ port: 0, onListen: () => {} }, () => new Response("hello"));
 * const options: DownloadOptions = {
 *   addresses: [`http://localhost:${server.addr.port}/greeting`],
 *   path: `${await Deno.makeTempDir()}/greeting`,
 *   sum: { kind: "sha256", hex: hello },
 * };
 * await download(options);
 * assert.equal(await Deno.readTextFile(options.path), "hello");
 * await server.shutdown();
 * ```
 */
export async function download(options: DownloadOptions): Promise<void> {
  const { addresses, path, ...how } = read("download", options, DOWNLOAD);
  await mkdir(dirname(path), { recursive: true });
  const refused: string[] = [];
  for (const address of addresses) {
    try {
      return await replaceFile(path, (beside) => fetchTo(beside, address, how));
    } catch (error) {
      refused.push(`${hostOf(address)}: ${reasonOf(error)}`);
    }
  }
  throw new RangeError(refused.join("; "));
}

async function fetchTo(
  path: string,
  address: string,
  { sum, patience, onProgress }: Omit<Values<typeof DOWNLOAD>, "addresses" | "path">,
): Promise<void> {
  const silence = new AbortController(), hash = createHash(sum.kind);
  let timer: ReturnType<typeof setTimeout> | undefined, done = 0;
  const wait = () => {
    clearTimeout(timer);
    const reason = new Error(`no byte came for ${patience} seconds`);
    timer = setTimeout(() => silence.abort(reason), patience * 1000);
  };
  try {
    wait();
    const response = await fetch(address, { signal: silence.signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`it answered ${response.status} ${response.statusText}`.trim());
    }
    const total = Number(response.headers.get("content-length")) || undefined;
    using file = await Deno.open(path, { write: true, createNew: true });
    for await (const bytes of response.body) {
      wait();
      hash.update(bytes);
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      done += bytes.length;
      onProgress?.(done, total);
    }
  } finally {
    clearTimeout(timer);
  }
  const got = hash.digest("hex");
  if (got === sum.hex) return;
  throw new Error(`${done} bytes came whose ${sum.kind} is ${got}, where ${sum.hex} is expected`);
}

function hostOf(address: string): string {
  return new URL(address).host;
}

/** The innermost reason: fetch wraps what the network said. */
function reasonOf(error: unknown): string {
  let inner = error as Error;
  while (inner.cause instanceof Error) inner = inner.cause;
  return inner.message.replace(/^error sending request for url \([^)]*\): /, "").replace(/\.$/, "");
}
