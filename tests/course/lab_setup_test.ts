import assert from "node:assert/strict";
import { join } from "node:path";
import { projectFolder } from "./make_notebook.ts";

/** Runs the lab's command with only these programs on the path. */
async function lab(
  folder: string,
  programs: Record<string, string>,
): Promise<{ code: number; text: string }> {
  const path = join(folder, "bin");
  await Deno.mkdir(path);
  for (const [name, script] of Object.entries(programs)) {
    await Deno.writeTextFile(join(path, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const args = ["run", "-A", "lib/course/lab.ts", "--setup-only", "--venv", join(folder, "venv")];
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args, env: { PATH: path } })
    .output();
  return { code, text: new TextDecoder().decode(stderr) };
}

Deno.test("without Python the lab says what is missing and that the course does not need it", async () => {
  await using folder = await projectFolder();
  const { code, text } = await lab(folder.path, {});
  assert.equal(code, 1);
  assert.match(text, /error: python3 was not found\..*`deno task course` runs without it/s);
});

Deno.test("a Python that is too old is named", async () => {
  await using folder = await projectFolder();
  const { code, text } = await lab(folder.path, { python3: "echo Python 3.6.9" });
  assert.equal(code, 1);
  assert.match(text, /error: python3 is Python 3\.6\.9\. JupyterLab needs Python 3\.10 or later/);
});

Deno.test("a command that fails is shown with what it said", async () => {
  await using folder = await projectFolder();
  const { code, text } = await lab(folder.path, {
    python3:
      `[ "$1" = --version ] && echo Python 3.11.2 && exit\necho "ensurepip is not available" >&2\nexit 1`,
  });
  assert.equal(code, 1);
  assert.match(
    text,
    /`python3 -m venv .*` failed \(on Debian and Ubuntu: apt install python3-venv\):\nensurepip is not available/,
  );
});
