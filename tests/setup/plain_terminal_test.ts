import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { terminalText } from "saddle/setup/mod.ts";

const ROOT = join(import.meta.dirname!, "..", "..");
const ESC = "\x1b", BELL = "\x07";

Deno.test("a terminal gets nothing that it obeys, and all that it shows", () => {
  const cases: [string, string][] = [
    [`${ESC}[31mred${ESC}[0m ${ESC}[38;2;1;2;3mrgb${ESC}[m`, "red rgb"],
    [`${ESC}[2J`, String.raw`\u001b[2J`],
    [`${ESC}]0;title${BELL}`, String.raw`\u001b]0;title\u0007`],
    [`${ESC}]8;;http://a.b${ESC}\\link`, String.raw`\u001b]8;;http://a.b\u001b\link`],
    [`${ESC}P+q544e${ESC}\\`, String.raw`\u001bP+q544e\u001b\\`.slice(0, -1)],
    ["\x9b2J\x9d0;x\x9c", String.raw`\u009b2J\u009d0;x\u009c`],
    ["a\rb\x08c\x7f\v\f\0", String.raw`a\u000db\u0008c\u007f\u000b\u000c\u0000`],
    ["\u202Egpj.exe\u2066", String.raw`\u202egpj.exe\u2066`],
    ["\x0e\x0f\x05", String.raw`\u000e\u000f\u0005`],
    ["a\r\nb\tc\n", "a\nb\tc\n"],
    ["é 数 שלום\u200f 😀 \u200d", "é 数 שלום\u200f 😀 \u200d"],
  ];
  for (const [text, shown] of cases) assert.equal(terminalText(text), shown, JSON.stringify(text));
});

Deno.test("every command begins with a plain terminal", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const commands = Object.values<string>(tasks).flatMap((task) =>
    task.match(/lib\/\S+\.ts/g) ?? []
  );
  const others = ["lib/course/lab_kernel.ts", "lib/course/reference/main.ts"];
  for (const path of new Set([...commands, ...others])) {
    const source = await Deno.readTextFile(join(ROOT, path));
    const code = source.replace(/^(?:\/\/.*|import\b[^;]*;|\s*)\n/gm, "");
    assert.match(code, /^\s*plainTerminal\(\);/, path);
  }
});

Deno.test("names and texts of files are printed, and obeyed by no terminal", async () => {
  const folder = await Deno.makeTempDir(), evil = `${ESC}[2J${ESC}]0;x${BELL}\x9b31m\u202E`;
  const configs: Record<string, string> = {
    [`n${ESC}[2J${BELL}`]: "nmae: 1",
    about: `{"name": "a", "about": "x\\u001b[2J\\u009b2J", "dataset": "rnig"}`,
    key: `{"name": "a", "k${evil.replaceAll(ESC, "\\u001b").replaceAll(BELL, "\\u0007")}": 1}`,
    raw: `name: "a${evil}\n`,
    value: `name: a\ndataset: ring${evil}\n`,
  };
  const main = resolve(ROOT, "lib/configs/main.ts");
  for (const [name, text] of Object.entries(configs)) {
    const file = join(folder, `${name}.yaml`);
    await Deno.writeTextFile(file, text);
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", main, "train", file, "--plan"],
      env: { NO_COLOR: "1" },
    }).output();
    const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
    assert.match(said, /error: /, name);
    assert.doesNotMatch(said, /(?![\n\t])[\p{Cc}\u202E]/u, JSON.stringify(said));
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("an error that ends a command is printed so too", async () => {
  const module = JSON.stringify(import.meta.resolve("saddle/setup/mod.ts"));
  const source = (last: string) =>
    `const { plainTerminal } = await import(${module}); plainTerminal(); ${last}`;
  const ends = [
    `throw new Error("a\\x1b[2J")`,
    `setTimeout(() => { throw new Error("a\\x1b[2J"); }, 1)`,
    `void Promise.reject(new Error("a\\x1b[2J"))`,
    `console.warn(new Error("a\\x1b[2J")); Deno.exit(1)`,
  ];
  for (const last of ends) {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["eval", source(last)],
      env: { NO_COLOR: "1" },
    }).output();
    const said = new TextDecoder().decode(stderr);
    assert.equal(code, 1, last);
    assert.match(said, /Error: a\\u001b\[2J\n\s+at /, last);
  }
});
