/** A process that outlives this one; {@linkcode startGuard} starts it. */
export interface KernelGuard {
  /** Names the process that shall not outlive this one. */
  watch(pid: number): Promise<void>;
  /** Lets the guard go: what it watched has ended. */
  dismiss(): Promise<void>;
}

/**
 * Its standard input ends with the process that holds it, whatever ended that. What a terminal sends
 * to all its processes must not end the guard first. Where that process is gone before it could say
 * whom it started, the kernel is known by the file among its arguments: it is sought a few times,
 * as it may be just about to begin.
 */
const SCRIPT = `trap "" HUP INT TERM
if read -r pid; then
  read -r done || kill -9 "$pid"
  rm -f "$1"
else
  rm -f "$1"
  for try in 1 2 3 4 5; do
    pkill -9 -f "conn $1"
    sleep 1
  done
fi`;

/**
 * Starts a small process that kills another one and removes a file when this process is gone, also
 * where it was killed in a way that leaves it no time to do so itself. Where there is no shell
 * (Windows) nothing is guarded.
 *
 * @param file The file to remove.
 */
export function startGuard(file: string): KernelGuard {
  let shell: Deno.ChildProcess;
  try {
    shell = new Deno.Command("sh", {
      args: ["-c", SCRIPT, "sh", file],
      stdin: "piped",
      stdout: "null",
      stderr: "null",
    }).spawn();
  } catch {
    return { watch: () => Promise.resolve(), dismiss: () => Promise.resolve() };
  }
  // A guard that something has ended guards nothing, which is no reason to fail
  const input = shell.stdin.getWriter();
  const say = (line: string) => input.write(new TextEncoder().encode(`${line}\n`)).catch(() => {});
  return {
    watch: (pid) => say(String(pid)),
    async dismiss() {
      await say("");
      await input.close().catch(() => {});
      await shell.status;
    },
  };
}
