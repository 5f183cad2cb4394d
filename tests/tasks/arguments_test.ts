import assert from "node:assert/strict";
import { join } from "node:path";

const ROOT = join(import.meta.dirname!, "..", "..");
const { tasks } = JSON.parse(Deno.readTextFileSync(join(ROOT, "deno.json"))) as {
  readonly tasks: Readonly<Record<string, string>>;
};
/** What JupyterLab's own command line takes is not known here. */
const PASSED_ON = ["lab"];

Deno.test("every task refuses an option that it does not know, in one line", async () => {
  const wrong = await Promise.all(
    Object.entries(tasks).filter(([name]) => !PASSED_ON.includes(name)).map(
      async ([name, task]) => {
        const words = task.split("deno run -A ").at(-1)!.split(" ");
        const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
          args: ["run", "-A", ...words, "--no-such-option"],
          cwd: ROOT,
          env: { NO_COLOR: "1" },
        }).output();
        const [printed, said] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
        // Deno says so where several of its processes start at once
        const lines = said!.trimEnd().split("\n").filter((line) => !line.startsWith("Blocking"));
        const fits = code !== 0 && printed === "" && lines.length === 1 &&
          /^error: Unknown option/.test(lines[0]!);
        return fits ? [] : [`${name}: ${code} ${printed}${said}`];
      },
    ),
  );
  assert.deepEqual(wrong.flat(), []);
});
