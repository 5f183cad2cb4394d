import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectFolder } from "./make_notebook.ts";
import { isAlive } from "./processes.ts";

// What a process leaves behind that is killed in a way that it cannot notice

async function untilTrue(isTrue: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !isTrue(); tries++) {
    assert(tries < 300, what);
    await sleep(100);
  }
}

/** Runs code up to a line that begins with "ready", and kills it, with its whole group or alone. */
async function killedWhenReady(source: string, args: string[], group: boolean): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", source, ...args],
    stdout: "piped",
    stderr: "null",
    detached: true,
  }).spawn();
  let said = "";
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  while (!/^ready.*\n/m.test(said)) {
    const { done, value } = await reader.read();
    assert(!done, `it ended: ${said}`);
    said += value;
  }
  Deno.kill(group ? -child.pid : child.pid, "SIGKILL");
  await child.status;
  await reader.cancel();
  return said;
}

const names = (folder: string) => Array.from(Deno.readDirSync(folder), ({ name }) => name);

Deno.test("a kernel's guard finds it by its file, whatever the folder is called", async () => {
  const source = `import { guardKernel } from "saddle/course/kernel_guard.ts";
const [file = ""] = Deno.args, guard = guardKernel(file);
await Deno.writeTextFile(file, "key");
const kernel = new Deno.Command("sh", {
  args: ["-c", "sleep 60; true", "--conn", file],
  stdout: "null",
}).spawn();
console.log("ready", kernel.pid);
await new Promise(() => setTimeout(() => {}, 1e5));`;
  const folder = await Deno.makeTempDir({ prefix: "a+(b) [c" });
  const file = join(folder, `kernel-${crypto.randomUUID()}.json`);
  const said = await killedWhenReady(source, [file], false), pid = Number(said.match(/\d+/)?.[0]);
  await untilTrue(() => !isAlive(pid) && names(folder).length === 0, "it is still there");
  await Deno.remove(folder);
});

Deno.test("the key goes even where the whole group was killed at once", async () => {
  const source = `import { guardKernel } from "saddle/course/kernel_guard.ts";
const [file = ""] = Deno.args;
guardKernel(file);
await Deno.writeTextFile(file, "key");
setTimeout(() => console.log("ready"), 200);
setTimeout(() => {}, 1e5);`;
  const folder = await Deno.makeTempDir(), file = join(folder, "kernel-of-a-group.json");
  await killedWhenReady(source, [file], true);
  await untilTrue(() => names(folder).length === 0, "it is still there");
  await Deno.remove(folder);
});

Deno.test("a check that was killed leaves no file beside the notebooks, and no compiler", async () => {
  await using folder = await projectFolder();
  const source = `import { checkNotebooks } from "saddle/course/mod.ts";
import { code, notebookOf } from ${JSON.stringify(import.meta.resolve("./make_notebook.ts"))};
const [folder = ""] = Deno.args;
const notebook = notebookOf(code("const a: number = 1;"));
void checkNotebooks([{ path: folder + "/a b.ipynb", notebook }]);
while (Array.from(Deno.readDirSync(folder)).length === 0) {
  await new Promise((then) => setTimeout(then, 5));
}
await new Promise((then) => setTimeout(then, 100));
console.log("ready");`;
  await killedWhenReady(source, [folder.path], true);
  await untilTrue(() => names(folder.path).length === 0, "the file is still there");
  const compiler = () =>
    new TextDecoder().decode(
      new Deno.Command("pgrep", { args: ["-f", `deno check.*${folder.path}`] }).outputSync().stdout,
    );
  await untilTrue(() => compiler() === "", "the compiler is still there");
});

Deno.test("a folder that was being made when its maker was killed does not stay", async () => {
  const source = `import { replaceFolder } from "saddle/course/mod.ts";
await replaceFolder(Deno.args[0] ?? "", async (folder) => {
  await Deno.writeTextFile(folder + "/a", "a");
  await new Promise((then) => setTimeout(then, 200));
  console.log("ready");
  await new Promise(() => setTimeout(() => {}, 1e5));
});`;
  for (const group of [false, true]) {
    const folder = await Deno.makeTempDir();
    await killedWhenReady(source, [join(folder, "site")], group);
    await untilTrue(() => names(join(folder, ".cache")).length === 0, "it is still there");
    await Deno.remove(folder, { recursive: true });
  }
});
