import { hostname } from "node:os";
import { join } from "node:path";

/** What a program said. */
export interface Said {
  readonly success: boolean;
  readonly out: string;
  readonly errors: string;
}

/** A small Slurm on this machine: a controller and two nodes of one core, on the loopback. */
export class Slurm {
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#env = env;
  }

  /** The environment of programs that are to find it. */
  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  /** Starts it, with Debian's slurm-wlm and munge. */
  static async start(): Promise<Slurm> {
    const folder = await Deno.makeTempDir({ prefix: "slurm-" });
    await Deno.chmod(folder, 0o755);
    for (const name of ["state", "spool.n1", "spool.n2", "munge"]) {
      await Deno.mkdir(join(folder, name), { mode: 0o755 });
    }
    const conf = join(folder, "slurm.conf");
    await Deno.writeTextFile(conf, confOf(folder, ports(3)));
    const slurm = new Slurm(folder, { SLURM_CONF: conf });
    await slurm.#startMunge(join(folder, "munge"));
    await slurm.#started("slurmctld", "-f", conf);
    for (const node of ["n1", "n2"]) await slurm.startNode(node);
    await until("both nodes are idle", async () => {
      const { out } = await slurm.call("sinfo", "-h", "-N", "-o", "%N %T");
      return /n1 idle\s+n2 idle/.test(out);
    });
    return slurm;
  }

  async #startMunge(folder: string): Promise<void> {
    const key = join(folder, "key");
    await Deno.writeFile(key, crypto.getRandomValues(new Uint8Array(1024)), { mode: 0o600 });
    const file = (name: string) => join(folder, name);
    await this.#started(
      ...["munged", "--force", `--key-file=${key}`, `--socket=${file("socket")}`],
      ...[`--pid-file=${file("pid")}`, `--log-file=${file("log")}`, `--seed-file=${file("seed")}`],
    );
  }

  async #started(program: string, ...args: readonly string[]): Promise<void> {
    const { success, out, errors } = await this.call(program, ...args);
    if (!success) throw new Error(`${program} does not start: ${out} ${errors}`);
  }

  /** Starts a node. */
  async startNode(node: string): Promise<void> {
    await this.#started("slurmd", "-N", node, "-f", this.#env["SLURM_CONF"]!);
  }

  /** Ends a node as a power cut does: its daemon, the steps of its jobs, and all that they started. */
  async killNode(node: string): Promise<void> {
    const daemon = Number(await Deno.readTextFile(join(this.#folder, `slurmd.${node}.pid`)));
    const { out } = await this.call("squeue", "-h", "-w", node, "-o", "%A");
    const jobs = out.split("\n").filter((job) => job !== "");
    for (const pid of [daemon, ...await pidsOf(jobs)]) kill(pid);
  }

  /** Runs one of Slurm's programs. */
  async call(program: string, ...args: readonly string[]): Promise<Said> {
    const { success, stdout, stderr } = await new Deno.Command(program, {
      args: [...args],
      env: this.#env,
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
    return { success, out: text(stdout), errors: text(stderr) };
  }

  /** What the queue has of a job, a line for each task: `1 RUNNING n1`. */
  async queue(job: string): Promise<string[]> {
    const { out } = await this.call("squeue", "-h", "-r", "-j", job, "-o", "%K %T %N");
    return out.split("\n").filter((line) => line !== "");
  }

  /** Ends everything. */
  async stop(): Promise<void> {
    await this.call("scancel", "--user", "root", "--full");
    for (const name of ["slurmd.n1", "slurmd.n2", "slurmctld", "munge/"]) {
      const file = join(this.#folder, name.endsWith("/") ? `${name}pid` : `${name}.pid`);
      const pid = Number(await Deno.readTextFile(file).catch(() => "0"));
      if (pid > 0) kill(pid);
    }
    await Deno.remove(this.#folder, { recursive: true }).catch(() => {});
  }
}

/** Waits until something is so. */
export async function until(
  what: string,
  is: () => boolean | Promise<boolean>,
  seconds = 240,
): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (!await is()) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** The processes whose command line or environment fits. */
export async function processes(
  fits: (process: { readonly line: string; readonly env: string }) => boolean,
): Promise<number[]> {
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    const text = (file: string) => Deno.readTextFile(`/proc/${name}/${file}`).catch(() => "");
    if (/^\d+$/.test(name) && Number(name) !== Deno.pid) {
      const [line, env] = await Promise.all([text("cmdline"), text("environ")]);
      if (fits({ line: line.replaceAll("\0", " "), env })) found.push(Number(name));
    }
  }
  return found;
}

/** Ends a process at once, if it is there. */
export function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** The steps of jobs and what they started. */
function pidsOf(jobs: readonly string[]): Promise<number[]> {
  return processes(({ line, env }) =>
    jobs.some((job) =>
      line.includes(`slurmstepd: [${job}.`) || env.includes(`\0SLURM_JOB_ID=${job}\0`)
    )
  );
}

function ports(count: number): number[] {
  const listeners = Array.from(
    { length: count },
    () => Deno.listen({ hostname: "127.0.0.1", port: 0 }),
  );
  const found = listeners.map(({ addr }) => addr.port);
  for (const listener of listeners) listener.close();
  return found;
}

function confOf(folder: string, [control, first, second]: readonly number[]): string {
  const host = hostname().split(".")[0]!;
  const node = (name: string, port: number | undefined) =>
    `NodeName=${name} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${port} CPUs=1 State=UNKNOWN`;
  return `ClusterName=saddle
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
SlurmctldPort=${control}
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool.%n
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.%n.pid
SlurmctldLogFile=${folder}/slurmctld.log
SlurmdLogFile=${folder}/slurmd.%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
JobRequeue=1
SlurmctldTimeout=10
SlurmdTimeout=10
KillWait=5
MinJobAge=3600
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=1,sched_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
${node("n1", first)}
${node("n2", second)}
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
`;
}
