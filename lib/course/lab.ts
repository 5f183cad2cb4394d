import { join } from "node:path";
import { parseArgs } from "node:util";
import { changedFiles } from "../files/mod.ts";
import { setUpLab } from "./lab_setup.ts";
import { plainTerminal } from "../setup/mod.ts";
import { systemReason } from "../files/mod.ts";

plainTerminal();

const HELP = `deno task lab [--setup-only] [--port N] [-- JUPYTERLAB'S OWN OPTIONS]

Opens JupyterLab with the Deno kernel in this folder. The first time it is set up in .venv (python3
is needed; nothing outside .venv is changed).

  --setup-only   set it up and do not open it
  --port N       the port to serve on (JupyterLab's default is 8888)
  --venv DIR     the folder of the Python environment (default .venv)`;

/** Options that are not ours go to JupyterLab as they are. */
function readArguments() {
  const end = Deno.args.indexOf("--");
  const own = end < 0 ? Deno.args : Deno.args.slice(0, end);
  const { values, tokens } = parseArgs({
    args: own,
    strict: false,
    tokens: true,
    options: {
      "setup-only": { type: "boolean" },
      port: { type: "string" },
      venv: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const known = ["setup-only", "port", "venv", "help"];
  const foreign = tokens.flatMap((token) => {
    if (token.kind === "option-terminator") return [];
    if (token.kind === "positional") return [token.value];
    if (known.includes(token.name)) return [];
    return [token.value === undefined ? token.rawName : `${token.rawName}=${token.value}`];
  });
  return { values, rest: [...foreign, ...end < 0 ? [] : Deno.args.slice(end + 1)] };
}

async function openLab(venv: string, port: string | undefined, rest: string[]): Promise<number> {
  const args = [
    "lab",
    "--ServerApp.root_dir=.",
    ...port === undefined ? [] : [`--port=${port}`],
    ...rest,
  ];
  const lab = new Deno.Command(join(venv, "bin", "jupyter"), {
    args,
    // The kernel in the environment goes before one of the same name in the user's home
    env: { JUPYTER_PREFER_ENV_PATH: "1" },
  }).spawn();
  // JupyterLab asks back on Ctrl+C: leave it the terminal until it ends
  Deno.addSignalListener("SIGINT", () => {});
  Deno.addSignalListener("SIGTERM", () => {
    try {
      lab.kill("SIGTERM");
    } catch { /* it has ended */ }
  });
  return (await lab.status).code;
}

try {
  const { values, rest } = readArguments();
  if (values.help) console.log(HELP);
  else {
    const venv = String(values.venv ?? ".venv");
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
      throw new RangeError(`expected --port to be 1 to 65535, got "${values.port}"`);
    }
    await setUpLab({ venv, log: (line) => console.log(line) });
    if (!values["setup-only"]) {
      for (const changed of changedFiles("data")) console.error(`warning: ${changed}`);
      Deno.exit(await openLab(venv, port === undefined ? undefined : String(port), rest));
    }
  }
} catch (error) {
  console.error(`error: ${systemReason(error)}`);
  Deno.exit(1);
}
