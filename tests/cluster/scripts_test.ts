import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { blocksScript, joinScript, type Task } from "saddle/cluster/mod.ts";
import { ranges } from "saddle/cluster/scripts.ts";
import { queuedIn } from "saddle/cluster/slurm.ts";
import { statusLines } from "saddle/cluster/status.ts";
import { readSite, siteFile, siteOf } from "saddle/configs/site_file.ts";

const TASK: Task = {
  name: "rates & weights",
  config: "/home/ada/it's here/rates.yaml",
  folder: "/home/ada/runs/rates",
  from: "/home/ada",
  program: ["/opt/deno", "run", "-A", "/opt/saddle/lib/configs/main.ts"],
};

/** A script as bash reads it: only its syntax is looked at. */
async function checkSyntax(script: string): Promise<void> {
  const child = new Deno.Command("bash", { args: ["-n"], stdin: "piped", stderr: "piped" }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  const { success, stderr } = await child.output();
  assert.ok(success, new TextDecoder().decode(stderr));
}

Deno.test("a batch script asks for what the site's file says, and calls Deno itself", async () => {
  const site = siteOf(
    `time: "1-00:00:00"
cpus: 4
memory: 8G
partition: gpu
account: ada
constraint: avx2
gpus: a100:1
atOnce: 20
warning: 300
options: [--qos=long]
before: [module load cuda]`,
    "rates.slurm.yaml",
  );
  const script = blocksScript(TASK, site, [7, 1, 2, 3]);
  const asked = script.split("\n").filter((line) => line.startsWith("#SBATCH"));
  assert.deepEqual(asked.map((line) => line.slice(8)), [
    "--job-name=saddle-rates___weights",
    "--array=1-3,7%20",
    "--output=/home/ada/runs/rates/slurm/block-%a.log",
    "--requeue",
    "--open-mode=append",
    "--cpus-per-task=4",
    "--time=1-00:00:00",
    "--mem=8G",
    "--partition=gpu",
    "--account=ada",
    "--constraint=avx2",
    "--gpus=a100:1",
    "--qos=long",
    "--signal=B:USR1@300",
  ]);
  assert.match(script, /SADDLE_THREADS=\$\{SLURM_CPUS_PER_TASK:-4\}[^]*\nmodule load cuda\n/);
  assert.match(
    script,
    /^\/opt\/deno run -A .* experiment '\/home\/ada\/it'\\''s here\/rates\.yaml' --out/m,
  );
  assert.doesNotMatch(script, /deno task/);
  const join = joinScript(TASK, site);
  assert.match(join, /--join\n$/);
  if (Deno.build.os !== "windows") { for (const text of [script, join]) await checkSyntax(text); }
});

Deno.test("without a site's file one core is asked for, and no time", () => {
  const script = blocksScript(TASK, siteOf("{}", "x"), [1]);
  assert.match(script, /--cpus-per-task=1\n/);
  assert.doesNotMatch(script, /--time|--signal|--mem/);
  assert.equal(siteFile("runs/six.yaml"), "runs/six.slurm.yaml");
});

Deno.test("the settings that ship beside an experiment can be read", async () => {
  const config = fileURLToPath(import.meta.resolve("../../notebooks/configs/many-runs.yaml"));
  assert.equal((await readSite(config)).atOnce, 28);
  assert.deepEqual(await readSite("runs/none.yaml"), {});
});

Deno.test("what no cluster takes is refused where it stands", () => {
  const wrong: readonly (readonly [string, RegExp])[] = [
    ["tme: 1:00", /^ConfigError: s\.yaml:1:1: unknown key "tme"\. .*"time"/],
    ["time: soon", /s\.yaml:1:7: .*time: expected a time as Slurm writes it.* got "soon"/],
    ["cpus: 0", /cpus: expected a whole number of at least 1/],
    ["memory: 4 GB", /memory: expected an amount with its unit/],
    ["partition: a b", /partition: expected a name without spaces/],
    ["warning: 1", /warning: expected a number of at least 10/],
    ['before: ["a\\nb"]', /before.*expected a text of one line/],
  ];
  for (const [text, message] of wrong) assert.throws(() => siteOf(text, "s.yaml"), message, text);
});

Deno.test("numbers of blocks are written as ranges", () => {
  assert.equal(ranges([3, 1, 2, 9, 7, 8, 5]), "1-3,5,7-9");
  assert.equal(ranges([4]), "4");
});

Deno.test("the state says what the folder knows first, and then the queue", () => {
  assert.deepEqual(queuedIn("12|3|PENDING||BeginTime"), {
    ...{ job: "12", block: 3, state: "PENDING", node: "", reason: "BeginTime" },
  });
  const now = new Date("2026-11-30T12:00:00Z"), combinations = [{ weight: 2 }];
  const open = { host: undefined, seconds: undefined, failed: undefined, written: undefined };
  const state = { ...open, combinations, steps: 100, runs: 4 };
  const lines = statusLines(
    {
      isJoined: false,
      blocks: [
        { ...state, block: 1, state: "finished", step: 100, host: "n1", seconds: 61, failed: 1 },
        {
          ...{ ...state, block: 2, state: "begun", step: 40, host: "n2" },
          written: new Date("2026-11-30T11:59:30Z"),
        },
        { ...state, block: 3, state: "missing", step: 0 },
      ],
    },
    ["12|2|RUNNING|n2|None", "12|3|PENDING||BeginTime", "13|N/A|PENDING||Dependency"].map(queuedIn),
    now,
  );
  assert.deepEqual(lines, [
    "  block 1: weight 2 (4 side by side): finished in 61 s on n1, 1 of 4 runs failed",
    "  block 2: weight 2 (4 side by side): step 40 of 100 on n2, stored 30 s ago; running on n2",
    "  block 3: weight 2 (4 side by side): not begun; pending (BeginTime)",
    "1 of 3 blocks finished; the join is pending",
  ]);
});
