import { join } from "node:path";

/** The Python environment of the lab. */
export const VENV = ".venv";

/** A program of the lab; fails with what to do where it is not set up. */
export function labProgram(name: string): string {
  const path = join(VENV, "bin", name);
  try {
    Deno.statSync(path);
    Deno.statSync(join(VENV, "saddle-lab.txt"));
  } catch {
    throw new Error(
      `JupyterLab is not set up in ${VENV}/: run \`deno task lab --setup-only\` (needs python3)`,
    );
  }
  return path;
}

/** Starts what `deno task lab` starts, in this folder, and waits until it serves. */
export async function startLab(settings: string): Promise<{ url: string } & AsyncDisposable> {
  labProgram("jupyter");
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  const args = [
    ...["run", "-A", "lib/course/lab.ts", `--port=${port}`, "--", "--no-browser", "--allow-root"],
    ...[
      "--IdentityProvider.token=",
      "--ContentsManager.allow_hidden=True",
      "--LabApp.expose_app_in_browser=True",
      `--LabApp.user_settings_dir=${settings}`,
    ],
  ];
  const lab = new Deno.Command(Deno.execPath(), {
    args,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const url = `http://127.0.0.1:${port}`;
  for (let waited = 0; !await answers(`${url}/api`); waited += 200) {
    if (waited > 60_000) throw new Error(`JupyterLab did not answer at ${url} within 60 s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return {
    url,
    async [Symbol.asyncDispose]() {
      lab.kill("SIGTERM");
      await lab.status;
    },
  };
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(async (response) => {
    await response.body?.cancel();
    return response.ok;
  }, () => false);
}
