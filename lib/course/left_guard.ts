/** A process that outlives this one; {@linkcode startGuard} starts it. */
export interface Guard {
  /** Gives it a line. */
  say(line: string): Promise<void>;
  /** Ends its input, and waits until it has done its work. */
  end(): Promise<void>;
}

/**
 * Starts a shell whose input ends with this process, whatever ends that. It stands apart, so that
 * neither a signal of the terminal nor the end of all of this process's group ends it first. Where
 * there is no shell (Windows) nothing is guarded.
 *
 * @param script What it does.
 * @param paths Its arguments.
 */
export function startGuard(script: string, paths: readonly string[]): Guard {
  let shell: Deno.ChildProcess;
  try {
    shell = new Deno.Command("sh", {
      args: ["-c", `trap "" HUP INT TERM\n${script}`, "sh", ...paths],
      stdin: "piped",
      stdout: "null",
      stderr: "null",
      detached: true,
    }).spawn();
  } catch {
    return { say: () => Promise.resolve(), end: () => Promise.resolve() };
  }
  // A guard that something has ended guards nothing, which is no reason to fail
  const input = shell.stdin.getWriter();
  return {
    say: (line) => input.write(new TextEncoder().encode(`${line}\n`)).catch(() => {}),
    async end() {
      await input.close().catch(() => {});
      await shell.status;
    },
  };
}

/** What shall not outlive this process; {@linkcode guardFiles} begins it. */
export interface FileGuard {
  /** Adds a file or folder; one with a line break in its name, which it could mistake, it leaves. */
  add(path: string): Promise<void>;
  /** Removes what is still there. */
  dismiss(): Promise<void>;
}

/**
 * Lets files and folders be removed when this process is gone, also where it was killed in a way that
 * leaves it no time to do so itself.
 *
 * @param paths The files and folders, which are there for a time only.
 */
export function guardFiles(paths: readonly string[]): FileGuard {
  const guard = startGuard(REMOVE, paths);
  return {
    add: (path) => path.includes("\n") ? Promise.resolve() : guard.say(path),
    dismiss: guard.end,
  };
}

const REMOVE = `while IFS= read -r path; do set -- "$@" "$path"; done; rm -rf -- "$@"`;

/**
 * Runs a command to its end, and ends it when this process is gone: it would work on for no one.
 *
 * @param file The program.
 * @param options Its arguments and environment, and what ends it earlier.
 * @returns How it ended, and what it wrote.
 */
export async function guardedOutput(
  file: string,
  options: Pick<Deno.CommandOptions, "args" | "env" | "signal">,
): Promise<Deno.CommandOutput> {
  options.signal?.throwIfAborted(); // a command does not look whether that was before
  const guard = startGuard(`read -r pid; read -r done || kill -9 "$pid"`, []);
  try {
    const child = new Deno.Command(file, {
      ...options,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    await guard.say(String(child.pid));
    return await child.output();
  } finally {
    await guard.say("");
    await guard.end();
  }
}
