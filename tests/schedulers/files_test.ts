// The example files of schedulers that are not here are looked through, not run
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { BLOCKS, Dirac, ENV } from "./dirac.ts";

const FILES = join(import.meta.dirname!, "..", "..", "notebooks", "configs", "cluster");

async function called(program: string, args: readonly string[], env = {}): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args: [...args], env })
    .output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  assert.ok(success, text);
  return text;
}

Deno.test("GNU parallel's file trains and joins all blocks", async () => {
  const dirac = await Dirac.make(400);
  const args = [join(FILES, "parallel.sh"), dirac.file, dirac.folder("parallel"), `${BLOCKS}`];
  const [said] = await Promise.all([
    called("bash", args, { ...ENV, DENO: Deno.execPath() }),
    dirac.call({}, "alone"),
  ]);
  assert.match(said, /results in .*parallel, pictures in/);
  await dirac.isSame("parallel", "alone");
});

Deno.test("Kubernetes' schema takes the Job", async () => {
  const folder = await Deno.makeTempDir();
  await called("python3", ["-m", "venv", folder]);
  const bin = join(folder, "bin");
  await called(join(bin, "pip"), ["install", "--quiet", "kubernetes-validate==1.37.0"]);
  const file = join(FILES, "kubernetes-job.yaml");
  await called(join(bin, "kubernetes-validate"), ["--strict", file]);
  // the schema tells: a key that there is none of is refused
  const bad = join(dirname(bin), "bad.yaml");
  await Deno.writeTextFile(
    bad,
    (await Deno.readTextFile(file)).replace("completions:", "complete:"),
  );
  await assert.rejects(called(join(bin, "kubernetes-validate"), ["--strict", bad]), /complete/);
});

Deno.test("HTCondor's file says each thing once, and what it needs", async () => {
  const text = await Deno.readTextFile(join(FILES, "htcondor.sub"));
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const last = lines.pop()!;
  assert.match(last, /^queue block in \(1(, \d+)*\)$/);
  const entries = lines.map((line) => /^(\w+) = (.+)$/.exec(line)?.slice(1) ?? assert.fail(line));
  const keys = entries.map(([key]) => key!);
  assert.equal(new Set(keys).size, keys.length);
  for (const key of ["universe", "executable", "arguments", "log", "request_cpus"]) {
    assert.ok(keys.includes(key), key);
  }
  const { arguments: args } = Object.fromEntries(entries) as Record<string, string>;
  assert.match(args!, /^"run -A .* experiment .* --out .* --block \$\(block\)"$/);
});
