import { readTotals, type Totals } from "./totals.ts";

/** A set of tests that one process runs. */
export interface Suite {
  /** What it is, for the line above its output. */
  readonly title: string;
  /** The arguments of `deno test` after `-A`. */
  readonly args: readonly string[];
  /** Environment variables of its process. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a suite, its output on the terminal as it comes.
 *
 * @returns The totals. See {@linkcode readTotals} for what counts as a failure.
 */
export async function runTests({ title, args, env }: Suite): Promise<Totals> {
  console.log(`\n${title}`);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", ...args],
    env: { ...env, NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const [output, { success }] = await Promise.all([passOn(child.stdout), child.status]);
  return readTotals(output, success);
}

async function passOn(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    for (let sent = 0; sent < bytes.length;) sent += Deno.stdout.writeSync(bytes.subarray(sent));
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
}
