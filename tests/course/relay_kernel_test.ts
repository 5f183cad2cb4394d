import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { kernelSocket } from "saddle/course/kernel_socket.ts";
import { openSockets } from "saddle/course/open_sockets.ts";
import { encodeMessage, type KernelMessage } from "saddle/course/mod.ts";
import { untilEnded } from "./processes.ts";

/** Writes the file with which Jupyter starts a kernel. */
async function writeConnection() {
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
  const connection = { ip: "127.0.0.1", transport: "tcp", key, ...ports };
  await Deno.writeTextFile(file, JSON.stringify(connection));
  return { file, address: { shell, iopub, stdin, control, key } };
}

/**
 * A client of the relay that sends requests all at once, as "Run All" in JupyterLab does. A port that
 * was free may be taken when the relay opens it: it ends then, and another is started.
 */
async function startRelay(tries = 3) {
  for (;; tries--) {
    const relay = await startedRelay();
    if (relay.heard.length > 0) return relay;
    await relay[Symbol.asyncDispose]();
    assert(tries > 1, `the relay did not start: ${await relay.log()}`);
  }
}

/** It has heard nothing where the relay ended, or said nothing in a minute. */
async function startedRelay() {
  const { file, address } = await writeConnection(), { key } = address;
  const args = ["run", "-A", "lib/course/lab_kernel.ts", file];
  const process = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "piped" })
    .spawn();
  const log = new Response(process.stderr).text();
  const session = crypto.randomUUID(), sockets = openSockets(address, session);
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
  let ended = false;
  process.status.then(() => ended = true);
  // As Jupyter does: asks until an output is heard
  for (const start = performance.now(); heard.length === 0 && !ended;) {
    if (performance.now() - start > 60_000) break;
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
  const end = () => {
    try {
      process.kill("SIGTERM");
    } catch { /* it has ended */ }
  };
  const isIdle = (id: string) =>
    heard.some(({ parent, type, content }) =>
      parent === id && type === "status" && content.execution_state === "idle"
    );
  const replyTo = (id: string) => replies.find(({ parent }) => parent === id);
  return {
    address,
    heard,
    execute,
    replyTo,
    replies,
    process,
    control: controls,
    key,
    sockets,
    /** Ends the relay and gives what it wrote. */
    async log() {
      end();
      return await log;
    },
    send: (type: string, content: unknown) => requests.send(type, content),
    listen,
    untilHeard: (text: RegExp) =>
      listen(() => heard.some(({ content }) => text.test(String(content.text)))),
    untilDone: (ids: string[]) => listen(() => ids.every((id) => isIdle(id) && replyTo(id))),
    async [Symbol.asyncDispose]() {
      end();
      await process.status;
      await log;
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
    await sleep(20);
    const args = ["-f", "-P", String(relay.pid), "jupyter"];
    const { stdout } = await new Deno.Command("pgrep", { args }).output();
    kernels = new TextDecoder().decode(stdout).split("\n").filter(Boolean).map(Number);
  }
  relay.kill("SIGTERM");
  assert.equal((await relay.status).code, 1);
  for (const pid of kernels) await untilEnded(pid);
  await Deno.remove(file);
});

/** Runs a cell to prove that the relay and its kernel still work. */
async function assertWorks(relay: Awaited<ReturnType<typeof startRelay>>): Promise<void> {
  const id = await relay.execute("6 * 7");
  await relay.untilDone([id]);
  assert.deepEqual(shown(relay.heard, id), ["42"]);
}
const execution = (key: string, code: string) =>
  encodeMessage({
    type: "execute_request",
    content: { code, silent: false, store_history: true, stop_on_error: true },
    session: "other",
    key,
  });

Deno.test("what is no message is dropped and logged, on every channel", async () => {
  await using relay = await startRelay();
  const { shell, control, stdin } = relay.sockets, { frames } = execution(relay.key, "1");
  const json = { header: 2, parent: 3, metadata: 4, content: 5 };
  const garbage: (string | Uint8Array)[][] = [
    ...[["garbage"], [""], ["a", "b", "c"], frames.slice(0, 4), frames.slice(1)],
    // What a terminal would obey
    signedAgain(frames.with(2, "\x1b]0;title\x07\x9b2J\r"), relay.key),
    [crypto.getRandomValues(new Uint8Array(1000))],
    // Signed, so that its form alone is wrong
    ...Object.values(json).flatMap((at) =>
      ["{", "null", "[]", "7", ""].map((text) => signedAgain(frames.with(at, text), relay.key))
    ),
    signedAgain(frames.with(2, JSON.stringify({ msg_id: 1, msg_type: {} })), relay.key),
  ];
  for (const socket of [shell, control, stdin]) for (const one of garbage) await socket.send(one);
  await assertWorks(relay);
  const log = await relay.log();
  assert.match(log, /dropped a message: there is no <IDS\|MSG> among its frames/);
  assert.match(log, /dropped a message: its header is not JSON/);
  assert.doesNotMatch(log, /(?!\n)\p{Cc}/u, "and says nothing to the terminal");
  assert.equal(log.match(/dropped a message/g)?.length, 20, "a flood does not fill the log");
});

/** The frames with the signature that fits them. */
function signedAgain(frames: string[], key: string): string[] {
  const hmac = createHmac("sha256", key);
  for (const part of frames.slice(2, 6)) hmac.update(part);
  return frames.with(1, hmac.digest("hex"));
}

Deno.test("what is signed with another key, or not at all, does not run", async () => {
  await using relay = await startRelay();
  const { shell, control } = relay.sockets, { frames } = execution(relay.key, "globalThis.ran = 1");
  const wrong = [execution("guessed", "globalThis.ran = 1").frames, frames.with(1, "")];
  wrong.push(frames.with(1, "0".repeat(64)), frames.with(5, frames[5]!.replace("ran", "run")));
  for (const one of wrong) await shell.send(one);
  const type = "shutdown_request", content = { restart: false };
  await control.send(encodeMessage({ type, content, session: "other", key: "guessed" }).frames);
  const id = await relay.execute("String(globalThis.ran ?? globalThis.run)");
  await relay.untilDone([id]);
  assert.deepEqual(shown(relay.heard, id), ['"undefined"']);
  assert.match(await relay.log(), /its signature is not made with the key of this kernel/);
});

Deno.test("a message sent a second time is dropped", async () => {
  await using relay = await startRelay();
  const count = "globalThis.count = (globalThis.count ?? 0) + 1; String(globalThis.count)";
  const { frames } = execution(relay.key, count);
  for (let time = 0; time < 3; time++) await relay.sockets.shell.send(frames);
  const id = await relay.execute("String(globalThis.count)");
  await relay.untilDone([id]);
  assert.deepEqual(shown(relay.heard, id), ['"1"']);
  assert.match(await relay.log(), /it came before/);
});

Deno.test("messages that no reply answers hold nothing up", async () => {
  await using relay = await startRelay();
  const comm = { comm_id: "a", target_name: "jupyter.widget", data: {} };
  for (const type of ["comm_open", "comm_msg", "comm_close", "unknown", "input_reply"]) {
    await relay.send(type, comm);
  }
  await relay.control.send("debug_request", {});
  await relay.control.send("unknown_request", {});
  const asked: string[] = [];
  for (
    const type of ["kernel_info", "comm_info", "is_complete", "complete", "inspect", "history"]
  ) {
    asked.push(await relay.send(`${type}_request`, { code: "1", cursor_pos: 1 }));
  }
  await relay.untilDone(asked);
  await assertWorks(relay);
  // The kernel knows no target, so whoever opened the comm has to close it
  assert(relay.heard.some(({ type }) => type === "comm_close"));
});

Deno.test("requests whose content is not as it should be hold nothing up", async () => {
  await using relay = await startRelay();
  for (const content of [{}, { code: 7 }, { code: null }, { code: ["a"] }, { code: { a: 1 } }]) {
    await relay.send("execute_request", { ...content, stop_on_error: false });
    await relay.send("is_complete_request", content);
  }
  await relay.send("complete_request", { code: 7, cursor_pos: "a" });
  await assertWorks(relay);
});

Deno.test("what is nested too deep to be passed on is dropped", async () => {
  await using relay = await startRelay();
  const { shell, control } = relay.sockets, { frames } = execution(relay.key, "1");
  const nested = (depth: number) => `{"code": "1", "a": ${"[".repeat(depth)}${"]".repeat(depth)}}`;
  for (const depth of [110, 100_000]) {
    for (const socket of [shell, control]) {
      await socket.send(signedAgain(frames.with(5, nested(depth)), relay.key));
    }
  }
  await shell.send(signedAgain(execution(relay.key, "1").frames.with(5, nested(50)), relay.key));
  await assertWorks(relay);
  assert.match(await relay.log(), /its content is nested too deep/);
});

Deno.test("what cells broadcast that is no message of Jupyter ends nothing", async () => {
  await using relay = await startRelay();
  const contents: [string, string][] = [
    ["saddle_unhandled", "{ text: { toString: 1 } }"],
    ["saddle_unhandled", "{}"],
    ["saddle_mark", "{}"],
    ["stream", "{ name: 5, text: 7 }"],
    ["display_data", "{ data: null, metadata: 3 }"],
    ["error", "{ traceback: 5 }"],
    ["execute_input", "{ code: 5 }"],
    ["__proto__", "{}"],
  ];
  const ids: string[] = [];
  for (const [type, content] of contents) {
    ids.push(await relay.execute(`await Deno.jupyter.broadcast("${type}", ${content});`));
  }
  await relay.untilDone(ids);
  await assertWorks(relay);
});

Deno.test("what does not speak ZeroMQ at all ends nothing", async () => {
  await using relay = await startRelay();
  const texts = ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\x16\x03\x01\x02\0\x01\0", "\xff\0\0", ""];
  for (const port of [relay.address.shell, relay.address.control, relay.address.iopub]) {
    for (const text of texts) {
      using connection = await Deno.connect({ hostname: "127.0.0.1", port });
      await connection.write(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
    }
  }
  await assertWorks(relay);
});

Deno.test("fifty megabytes end nothing, as garbage, unsigned or as code", async () => {
  await using relay = await startRelay();
  const { shell } = relay.sockets, large = "x".repeat(50e6);
  await shell.send([large]);
  await shell.send(execution("guessed", large).frames);
  await shell.send(execution(relay.key, `"${large}".length`).frames);
  await assertWorks(relay);
});

Deno.test("last values that are no JSON are shown, and the code as it was written", async () => {
  await using relay = await startRelay();
  const codes = ["0 / 0;", "10n", "-0"];
  const ids: string[] = [];
  for (const code of codes) ids.push(await relay.execute(code));
  await relay.untilDone(ids);
  assert.deepEqual(ids.map((id) => shown(relay.heard, id)), [["NaN"], ["10n"], ["-0"]]);
  const inputs = relay.heard.filter(({ type }) => type === "execute_input");
  assert.deepEqual(inputs.map(({ content }) => content.code), codes);
});

Deno.test("what is sent to a kernel that does not listen ends nothing", async () => {
  const address = { shell: 9, iopub: 9, stdin: 9, control: 9, key: "a" };
  const sockets = openSockets(address, crypto.randomUUID());
  for (let sent = 0; sent < 3000; sent++) await sockets.shell.send("x");
  for (const socket of Object.values(sockets)) socket.close();
});

Deno.test("an error that nothing handles is shown", async () => {
  await using relay = await startRelay();
  await relay.execute(`void setTimeout(() => { throw new Error("late"); }, 10);`);
  await relay.untilHeard(/nothing handled[^]*late/);
});

Deno.test("outputs that wait when a cell throws are shown with it, before it is idle", async () => {
  await using relay = await startRelay();
  const id = await relay.execute(`for (let i = 0; i < 500; i++) console.log(i);
throw new Error("no");`);
  await relay.untilDone([id]);
  const lines = Array.from({ length: 500 }, (_, i) => `${i}\n`).join("");
  assert.equal(shown(relay.heard, id).join(""), lines);
});

Deno.test("a relay whose starter was killed ends, and its kernel", async () => {
  const { file } = await writeConnection();
  const source = `const args = ["run", "-A", "lib/course/lab_kernel.ts", ${JSON.stringify(file)}];
const relay = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "null" }).spawn();
console.log(relay.pid);
await relay.status;`;
  const starter = new Deno.Command(Deno.execPath(), {
    args: ["eval", source],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = starter.stdout.getReader();
  const pid = Number(new TextDecoder().decode((await reader.read()).value));
  assert(pid > 0);
  await sleep(2000);
  starter.kill("SIGKILL");
  await starter.status;
  await reader.cancel();
  await untilEnded(pid);
  await Deno.remove(file);
});
