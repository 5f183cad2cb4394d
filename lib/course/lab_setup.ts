import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The Python packages of the lab; their own dependencies are pip's choice. */
export const LAB_PACKAGES: readonly string[] = ["jupyterlab==4.6.4", "nbconvert==7.17.1"];

/** Where the lab is set up. */
export interface LabOptions {
  /** The folder of its Python environment; default `.venv`. */
  venv?: string;
  /** Is told what happens, a line at a time. */
  log?: (line: string) => void;
}

/**
 * Sets up JupyterLab with the Deno kernel in a Python environment of its own; nothing outside that
 * folder is written. Where it is set up already, only the kernel's description is written again,
 * because it names this Deno and this folder.
 *
 * @param options Where.
 * @throws {Error} Where there is no Python 3.10 or later, or a command fails; the message says what
 * to do.
 */
export async function setUpLab(options: LabOptions = {}): Promise<void> {
  const { venv = ".venv", log = () => {} } = options;
  // Written last: without it an earlier set-up was cut off and is begun again
  const marker = join(venv, "saddle-lab.txt"), wanted = LAB_PACKAGES.join("\n") + "\n";
  if (await Deno.readTextFile(marker).catch(() => "") !== wanted) {
    await checkPython();
    log(`setting up JupyterLab in ${venv} (about 150 MB to fetch)`);
    await run("python3", ["-m", "venv", "--clear", venv], VENV_HINT);
    await run(join(venv, "bin", "pip"), [
      "install",
      "--quiet",
      "--disable-pip-version-check",
      ...LAB_PACKAGES,
    ]);
    await Deno.writeTextFile(marker, wanted);
  }
  await installKernel(venv);
  log(`JupyterLab is set up in ${venv}`);
}

const VENV_HINT = "on Debian and Ubuntu: apt install python3-venv";

async function checkPython(): Promise<void> {
  const hint =
    "JupyterLab needs Python 3.10 or later as `python3` (https://www.python.org/downloads/, or your system's packages). " +
    "The course itself does not: `deno task course` runs without it";
  let version: string;
  try {
    const { stdout } = await new Deno.Command("python3", { args: ["--version"], stderr: "null" })
      .output();
    version = new TextDecoder().decode(stdout).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new Error(`python3 was not found. ${hint}`);
    throw error;
  }
  const [, major = 0, minor = 0] = version.match(/^Python (\d+)\.(\d+)/)?.map(Number) ?? [];
  if (major < 3 || major === 3 && minor < 10) throw new Error(`python3 is ${version}. ${hint}`);
}

/**
 * Deno's own kernel loses outputs in JupyterLab, so the one that is installed stands in front of
 * it.
 */
async function installKernel(venv: string): Promise<void> {
  const folder = join(venv, "share", "jupyter", "kernels", "deno");
  const config = fileURLToPath(new URL("../../deno.json", import.meta.url));
  const relay = fileURLToPath(new URL("./lab_kernel.ts", import.meta.url));
  // Deno writes the kernel to where XDG_DATA_HOME says, and Jupyter finds it in the environment's
  // `share`
  const env = { XDG_DATA_HOME: join(venv, "share") };
  await run(Deno.execPath(), ["jupyter", "--install", "--force"], "", env);
  const kernel = {
    argv: [Deno.execPath(), "run", "-A", "--config", config, relay, "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
  };
  await Deno.writeTextFile(join(folder, "kernel.json"), JSON.stringify(kernel, null, 2) + "\n");
}

async function run(
  command: string,
  args: string[],
  hint = "",
  env: Record<string, string> = {},
): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(command, { args, env }).output();
  if (success) return;
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  const said = [decode(stdout), decode(stderr)].filter(Boolean).join("\n");
  throw new Error(`\`${command} ${args.join(" ")}\` failed${hint && ` (${hint})`}:\n${said}`);
}
