/**
 * How a training in a notebook is ended early while the kernel stays: what Deno's kernel lets do.
 *
 * @module
 */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kernel, type KernelMessage, startKernel } from "saddle/course/mod.ts";

const SETUP = `import { mlp, nonSaturating, ring, start, train } from "saddle";
await start({ engine: "wasm" });
const endless = {
  dataset: ring(),
  generator: mlp({ inputs: 2, hidden: [6], outputs: 2 }),
  critic: mlp({ inputs: 2, hidden: [6], outputs: 1 }),
  loss: nonSaturating(),
  batch: 8,
  steps: 1e9,
  every: 1e9,
};`;

/** Runs a cell; gives what it came to and the text of its value. */
async function run(kernel: Kernel, code: string) {
  let value = "";
  const take = ({ type, content }: KernelMessage) => {
    if (type === "execute_result") value = (content.data as Record<string, string>)["text/plain"]!;
  };
  return { ...await kernel.execute(code, take, 60), value };
}

async function prepared(): Promise<Kernel> {
  const kernel = await startKernel({ cwd: "." });
  assert.equal((await run(kernel, SETUP)).status, "ok");
  return kernel;
}

Deno.test("a training that no cell waits for is ended by a later cell", async () => {
  await using kernel = await prepared();
  const begin = `const stop = new AbortController();
const going = train({ ...endless, signal: stop.signal }).catch(String);`;
  assert.equal((await run(kernel, begin)).status, "ok");
  const end = await run(kernel, `stop.abort(new Error("enough")); await going`);
  assert.equal(end.value, '"Error: enough"');
});

Deno.test("a cell that waits for a training ends by a time, or by an interrupt that it listens to", async () => {
  await using kernel = await prepared();
  const timed = await run(kernel, `await train({ ...endless, signal: AbortSignal.timeout(500) })`);
  assert.equal(timed.ename, "TimeoutError");
  const pid = Number((await run(kernel, "Deno.pid")).value);
  const listening = `const pressed = new AbortController();
Deno.addSignalListener("SIGINT", () => pressed.abort(new Error("interrupted")));`;
  assert.equal((await run(kernel, listening)).status, "ok");
  const waiting = run(kernel, "await train({ ...endless, signal: pressed.signal })");
  await sleep(500);
  Deno.kill(pid, "SIGINT"); // what Jupyter's stop button sends
  const { status, evalue } = await waiting;
  assert.deepEqual([status, evalue], ["error", "interrupted"]);
  assert.equal((await run(kernel, "1 + 1")).value, "2"); // the kernel is as it was
});
