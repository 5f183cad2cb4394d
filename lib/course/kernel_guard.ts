import { type Guard, startGuard } from "./left_guard.ts";

/** A process that outlives this one; {@linkcode guardKernel} starts it. */
export interface KernelGuard {
  /** Names the process that shall not outlive this one. */
  watch(pid: number): Promise<void>;
  /** Lets the guard go: what it watched has ended. */
  dismiss(): Promise<void>;
}

/**
 * Where this process is gone before it could say whom it started, the kernel is known by the name of
 * the file among its arguments: it is sought a few times, as it may be just about to begin. (The
 * brackets keep the guard from finding itself.)
 */
const SCRIPT = `if read -r pid; then
  read -r done || kill -9 "$pid"
  rm -f -- "$1"
else
  rm -f -- "$1"
  for try in 1 2 3 4 5; do
    pkill -9 -f "con[n] .*\${1##*/}"
    sleep 1
  done
fi`;

/**
 * Starts a small process that kills a kernel and removes the file with its key when this process is
 * gone, also where it was killed in a way that leaves it no time to do so itself.
 *
 * @param file The file to remove; its name, which nothing else has, is among the kernel's arguments.
 */
export function guardKernel(file: string): KernelGuard {
  const guard: Guard = startGuard(SCRIPT, [file]);
  return {
    watch: (pid) => guard.say(String(pid)),
    async dismiss() {
      await guard.say("");
      await guard.end();
    },
  };
}
