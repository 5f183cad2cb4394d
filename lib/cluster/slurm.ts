/** A task in Slurm's queue. */
export interface Queued {
  /** The job's number. */
  readonly job: string;
  /** Its place in the array, which is its block; undefined of a job that is no array. */
  readonly block: number | undefined;
  /** Its state: `RUNNING`, `PENDING`. */
  readonly state: string;
  /** Its node; empty while it waits. */
  readonly node: string;
  /** Why it waits: `Priority`, `Resources`, `BeginTime`; empty where it does not. */
  readonly reason: string;
}

/**
 * Hands a script in.
 *
 * @param script Its text.
 * @param args Further arguments of `sbatch`.
 * @returns The number of the job.
 * @throws {RangeError} If there is no Slurm, or it refuses the script: gives its words.
 */
export async function submit(script: string, args: readonly string[] = []): Promise<string> {
  const { success, out, errors } = await call("sbatch", ["--parsable", ...args], script);
  if (!success) throw new RangeError(`sbatch refused the job: ${errors || out}`);
  return out.split(";")[0]!; // a cluster's name may follow
}

/**
 * What of some jobs waits or runs; none of those that Slurm has forgotten. Accounting (sacct), which
 * many clusters do not keep, is not asked.
 *
 * @throws {RangeError} If there is no Slurm, or it does not answer.
 */
export async function queueOf(jobs: readonly string[]): Promise<Queued[]> {
  const { success, out, errors } = await call("squeue", [
    ...["--noheader", "--array", "--jobs", jobs.join(",")],
    ...["--format", "%F|%K|%T|%N|%r"],
  ]);
  if (!success) {
    if (/invalid job id/i.test(errors)) return [];
    throw new RangeError(`squeue does not say what runs: ${errors || out}`);
  }
  return out.split("\n").filter((line) => line !== "").map(queuedIn);
}

/** A line of the queue. */
export function queuedIn(line: string): Queued {
  const [job = "", place = "", state = "", node = "", reason = ""] = line.split("|");
  const block = /^\d+$/.test(place) ? Number(place) : undefined;
  return { job, block, state, node, reason: reason === "None" ? "" : reason };
}

async function call(program: string, args: readonly string[], input?: string) {
  const command = new Deno.Command(program, {
    args: [...args],
    ...{ stdin: input === undefined ? "null" : "piped", stdout: "piped", stderr: "piped" },
  });
  let child: Deno.ChildProcess;
  try {
    child = command.spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new RangeError(
      `There is no program ${program} here: expected one of Slurm's login nodes. On another ` +
        `scheduler hand out blocks with --block (notebooks/configs/cluster/ has examples).`,
    );
  }
  if (input !== undefined) {
    const writer = child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(input));
    await writer.close();
  }
  const { success, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  return { success, out: text(stdout), errors: text(stderr) };
}
