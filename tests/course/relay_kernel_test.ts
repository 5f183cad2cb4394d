import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { kernelSocket } from "saddle/course/kernel_socket.ts";
import { openSockets } from "saddle/course/open_sockets.ts";
import type { KernelMessage } from "saddle/course/mod.ts";

/** A client of the relay that sends requests all at once, as "Run All" in JupyterLab does. */
async function startRelay() {
  const listeners = Array.from(
    { length: 5 },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const [shell = 0, iopub = 0, stdin = 0, control = 0, hb_port = 0] = listeners.map(({ addr }) =>
    (addr as Deno.NetAddr).port
  );
  for (const listener of listeners) listener.close();
  const key = crypto.randomUUID(), file = await Deno.makeTempFile({ suffix: ".json" });
  const ports = {
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port,
  };
  await Deno.writeTextFile(
    file,
    JSON.stringify({ ip: "127.0.0.1", transport: "tcp", key, ...ports }),
  );
  const args = ["run", "-A", "lib/course/lab_kernel.ts", file];
  const process = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "null" })
    .spawn();
  const session = crypto.randomUUID(),
    sockets = openSockets({ shell, iopub, stdin, control, key }, session);
  const [requests, outputs, controls] = [sockets.shell, sockets.iopub, sockets.control].map((
    socket,
  ) => kernelSocket(socket, key, session));
  assert(requests && outputs && controls);
  const heard: KernelMessage[] = [], replies: KernelMessage[] = [];
  const listen = async (until: () => boolean, seconds = 20) => {
    for (const start = performance.now(); !until();) {
      assert(performance.now() - start < seconds * 1000, "the relay did not answer in time");
      heard.push(...await outputs.drain());
      replies.push(...await requests.drain());
      await sleep(2);
    }
  };
  // As Jupyter does: asks until an output is heard
  while (heard.length === 0) {
    await requests.send("kernel_info_request", {});
    await listen(() => true);
    await sleep(50);
    heard.push(...await outputs.drain());
  }
  const execute = (code: string) =>
    requests.send("execute_request", {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    });
  const isIdle = (id: string) =>
    heard.some(({ parent, type, content }) =>
      parent === id && type === "status" && content.execution_state === "idle"
    );
  const replyTo = (id: string) => replies.find(({ parent }) => parent === id);
  return {
    heard,
    execute,
    replyTo,
    process,
    control: controls,
    untilHeard: (text: RegExp) =>
      listen(() => heard.some(({ content }) => text.test(String(content.text)))),
    untilDone: (ids: string[]) => listen(() => ids.every((id) => isIdle(id) && replyTo(id))),
    async [Symbol.asyncDispose]() {
      try {
        process.kill("SIGTERM");
      } catch { /* it has ended */ }
      await process.status;
      for (const socket of Object.values(sockets)) socket.close();
      await Deno.remove(file);
    },
  };
}

/** What a client shows of a cell: its messages up to idle. */
function shown(heard: KernelMessage[], id: string): string[] {
  const own = heard.filter(({ parent }) => parent === id);
  const end = own.findIndex(({ type, content }) =>
    type === "status" && content.execution_state === "idle"
  );
  const texts = own.slice(0, end).map(({ type, content }) =>
    type === "stream"
      ? content.text as string
      : (content.data as Record<string, string> | undefined)?.["text/plain"] ?? ""
  );
  return texts.filter((text) => text !== "");
}

Deno.test("cells sent all at once keep their own outputs, before they are said to be idle", async () => {
  await using relay = await startRelay();
  const ids: string[] = [];
  for (let i = 0; i < 15; i++) {
    ids.push(
      await relay.execute(`for (let i = 0; i < 50; i++) console.log("${i}:" + i);
await Deno.jupyter.display({ "text/plain": "d${i}" }, { raw: true });
"v${i}";`),
    );
  }
  await relay.untilDone(ids);
  for (const [i, id] of ids.entries()) {
    const lines = Array.from({ length: 50 }, (_, line) => `${i}:${line}\n`).join("");
    assert.equal(shown(relay.heard, id).join(""), `${lines}d${i}"v${i}"`);
    assert.equal(relay.replyTo(id)?.content.status, "ok");
  }
});

Deno.test("after a cell that fails those that wait are not run, later ones are", async () => {
  await using relay = await startRelay();
  const ids = [
    await relay.execute(`throw new Error("no")`),
    await relay.execute("globalThis.ran = 1"),
    await relay.execute("2"),
  ];
  await relay.untilDone(ids);
  assert.deepEqual(ids.map((id) => relay.replyTo(id)?.content.status), [
    "error",
    "aborted",
    "aborted",
  ]);
  const later = await relay.execute("String(globalThis.ran)");
  await relay.untilDone([later]);
  assert.deepEqual(shown(relay.heard, later), ['"undefined"']);
});

Deno.test("a request to shut down ends the relay and its kernel", async () => {
  await using relay = await startRelay();
  const id = await relay.execute("Deno.pid");
  await relay.untilDone([id]);
  const pid = Number(shown(relay.heard, id)[0]);
  await relay.control.send("shutdown_request", { restart: false });
  assert.equal((await relay.process.status).code, 0);
  assert.throws(() => Deno.kill(pid, "SIGCONT"), "the kernel has ended too");
});

Deno.test("an interrupt says that the kernel had to be ended, and ends the relay for a restart", async () => {
  await using relay = await startRelay();
  await relay.execute("for (;;);");
  await sleep(300);
  relay.process.kill("SIGINT");
  assert.equal((await relay.process.status).code, 1);
});

Deno.test("a kernel that is killed ends the relay for a restart, which says why", async () => {
  await using relay = await startRelay();
  const id = await relay.execute("Deno.pid");
  await relay.untilDone([id]);
  Deno.kill(Number(shown(relay.heard, id)[0]), "SIGKILL");
  await relay.untilHeard(/was ended by SIGKILL/);
  assert.equal((await relay.process.status).code, 1);
});

Deno.test("a relay that is told to end while it starts leaves no kernel behind", async () => {
  const file = await Deno.makeTempFile({ suffix: ".json" });
  await Deno.writeTextFile(file, JSON.stringify({ ip: "127.0.0.1", transport: "tcp", key: "a" }));
  const args = ["run", "-A", "lib/course/lab_kernel.ts", file];
  const relay = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "null" }).spawn();
  let kernels: number[] = [];
  for (let tries = 0; kernels.length === 0; tries++) {
    assert(tries < 400, "the relay did not start a kernel within 20 s");
    await sleep(50);
    const { stdout } = await new Deno.Command("pgrep", { args: ["-P", String(relay.pid)] })
      .output();
    kernels = new TextDecoder().decode(stdout).split("\n").filter(Boolean).map(Number);
  }
  relay.kill("SIGTERM");
  assert.equal((await relay.status).code, 1);
  for (const pid of kernels) assert.throws(() => Deno.kill(pid, "SIGCONT"));
  await Deno.remove(file);
});
