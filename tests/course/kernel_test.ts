import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Kernel, type KernelMessage, startKernel, withFreePorts } from "saddle/course/mod.ts";
import { isAlive, untilEnded } from "./processes.ts";

/** Runs code and gives the text of its value. */
async function valueOf(kernel: Kernel, code: string): Promise<string> {
  let text = "";
  const take = ({ type, content }: KernelMessage) => {
    if (type === "execute_result") text = (content.data as Record<string, string>)["text/plain"]!;
  };
  await kernel.execute(code, take, 20);
  return text;
}
const pidOf = async (kernel: Kernel) => Number(await valueOf(kernel, "Deno.pid"));
/** Ends a process like the system does that is out of memory; it may have ended already. */
function killHard(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch { /* it was quicker */ }
}
/** How many more rounds than usual; a stress run sets it. */
const ROUNDS = Number(Deno.env.get("SADDLE_ROUNDS") ?? 1);
const moments = (most: number, count: number) =>
  Array.from({ length: count * ROUNDS }, (_, i) => most * (i + Math.random()) / (count * ROUNDS));

Deno.test("a kernel killed while it starts is an error, whenever it comes", async () => {
  for (const moment of moments(500, 4)) {
    const stopping = new AbortController();
    const timer = setTimeout(() => stopping.abort(), moment);
    const kernel = await startKernel({ cwd: ".", signal: stopping.signal }).catch(({ message }) => {
      assert.match(message, /ended by SIGKILL/);
    });
    if (kernel) {
      clearTimeout(timer);
      await kernel[Symbol.asyncDispose]();
    }
  }
});

Deno.test("a kernel killed while a cell runs or its last outputs come is an error or a whole reply", async () => {
  for (const moment of moments(40, 3)) {
    await using kernel = await startKernel({ cwd: "." });
    const pid = await pidOf(kernel);
    const running = kernel.execute("for (let i = 0; i < 2000; i++) console.log(i);", () => {}, 20);
    const outcome = running.then(({ status }) => status, ({ message }) => message);
    await sleep(moment);
    killHard(pid);
    assert.match(await outcome, /^ok$|ended by SIGKILL/);
    await assert.rejects(kernel.execute("1", () => {}, 20), /ended by SIGKILL/);
  }
});

Deno.test("a kernel starts, however its first words cross those of its line", async () => {
  for (let round = 0; round < 8 * ROUNDS; round++) {
    const start = performance.now();
    await using _kernel = await startKernel({ cwd: "." });
    assert(performance.now() - start < 30_000);
  }
});

Deno.test("a kernel killed while it ends has ended", async () => {
  for (const moment of moments(20, 3)) {
    const kernel = await startKernel({ cwd: "." }), pid = await pidOf(kernel);
    const ending = kernel[Symbol.asyncDispose]();
    await sleep(moment);
    killHard(pid);
    await ending;
    assert(!isAlive(pid));
    await kernel[Symbol.asyncDispose]();
  }
});

Deno.test("a kernel that will not end is killed", async () => {
  const kernel = await startKernel({ cwd: "." }), pid = await pidOf(kernel);
  Deno.kill(pid, "SIGSTOP");
  await kernel[Symbol.asyncDispose]();
  await assert.rejects(kernel.execute("1", () => {}, 20), /ended by SIGKILL/);
  assert(!isAlive(pid));
});

Deno.test("a cell that floods is stopped, and its kernel is gone", async () => {
  await using kernel = await startKernel({ cwd: "." });
  const flood = "const line = 'x'.repeat(1e6); for (;;) console.log(line);";
  await assert.rejects(kernel.execute(flood, () => {}, 60), /more than 32 MB of outputs/);
  await assert.rejects(kernel.execute("1", () => {}, 10), /ended by SIGKILL/);
});

/** Starts a kernel in a process of its own, which then does something and is killed. */
async function killedWith(last: string): Promise<{ pid: number; left: string[] }> {
  const folder = await Deno.makeTempDir();
  const source = `import { startKernel } from "saddle/course/mod.ts";
const kernel = await startKernel({ cwd: "." });
await kernel.execute("console.log(Deno.pid)", ({ type, content }) => {
  if (type === "stream") console.log(content.text);
}, 20);
${last}
Deno.kill(Deno.pid, "SIGKILL");`;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", source],
    env: { TMPDIR: folder },
    stderr: "null",
  });
  const { stdout } = await command.output();
  const left = Array.from(Deno.readDirSync(folder), ({ name }) => name);
  await Deno.remove(folder, { recursive: true });
  return { pid: Number(new TextDecoder().decode(stdout)), left };
}

Deno.test("a kernel ends when the process that started it was killed, and leaves no key", async () => {
  const { pid, left } = await killedWith("");
  await untilEnded(pid);
  assert.deepEqual(left, []);
});

Deno.test("also while a cell leaves it no time to notice", async () => {
  const busy = `kernel.execute("for (;;);", () => {}, 60).catch(() => {});
await new Promise((then) => setTimeout(then, 300));`;
  await untilEnded((await killedWith(busy)).pid);
});

Deno.test("a process killed while its kernel starts leaves neither kernel nor key", async () => {
  for (const moment of moments(400, 4)) {
    const folder = await Deno.makeTempDir();
    const source = `import { startKernel } from "saddle/course/mod.ts";
console.log("starts");
await startKernel({ cwd: "." });`;
    const child = new Deno.Command(Deno.execPath(), {
      args: ["eval", "--ext=ts", source],
      env: { TMPDIR: folder },
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const reader = child.stdout.getReader();
    await reader.read();
    await sleep(moment);
    killHard(child.pid);
    await child.status;
    await reader.cancel();
    const left = () => Array.from(Deno.readDirSync(folder), ({ name }) => name);
    for (let tries = 0; left().length > 0 || await isNamed(folder); tries++) {
      assert(tries < 600, `${left()} or a kernel is still there after a minute`);
      await sleep(100);
    }
    await Deno.remove(folder, { recursive: true });
  }
});

/** Whether a process has this folder among its arguments, as a kernel has its key's. */
async function isNamed(folder: string): Promise<boolean> {
  const { success } = await new Deno.Command("pgrep", { args: ["-f", `conn ${folder}`] }).output();
  return success;
}

Deno.test("where another process took a port others are tried, a few times", async () => {
  const inUse = new Error("the kernel ended: AddrInUse: Address already in use (os error 98)");
  let tries = 0;
  const start = (failures: number, error: Error) => () =>
    ++tries > failures ? Promise.resolve("started") : Promise.reject(error);
  assert.equal(await withFreePorts(start(3, inUse)), "started");
  assert.equal(tries, 4);
  await assert.rejects(withFreePorts(start(100, inUse)), inUse);
  tries = 0;
  await assert.rejects(withFreePorts(start(100, new Error("other"))), /other/);
  assert.equal(tries, 1);
});
