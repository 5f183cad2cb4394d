/** How a command ended. */
export interface Outcome {
  /** Whether it ended with exit code 0. */
  readonly success: boolean;
  /** What it wrote, errors after the rest; empty where that went to the terminal. */
  readonly output: string;
  /** Its exit code, or why it could not be started. */
  readonly reason: string;
}

/** What {@linkcode execute} may be told. */
export interface ExecuteOptions {
  /** Whether its output goes to the terminal instead of into the outcome; default `false`. */
  readonly show?: boolean;
  /** Environment variables to set for it, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command to its end. It never throws: a command that is not there is an outcome. */
export async function execute(
  command: string,
  args: readonly string[],
  { show = false, env = {} }: ExecuteOptions = {},
): Promise<Outcome> {
  const stdio = show ? "inherit" : "piped";
  try {
    const child = new Deno.Command(command, {
      args: [...args],
      env: { ...env },
      stdin: "null",
      stdout: stdio,
      stderr: stdio,
    });
    const ended = await child.output();
    return {
      success: ended.success,
      output: show ? "" : decode(ended.stdout) + decode(ended.stderr),
      reason: ended.signal ? `ended by ${ended.signal}` : `exit code ${ended.code}`,
    };
  } catch (error) {
    return { success: false, output: "", reason: (error as Error).message };
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
