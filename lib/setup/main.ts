import process from "node:process";
import { parseArgs } from "node:util";
import { setup } from "./setup.ts";
import { plainTerminal } from "./plain_terminal.ts";
import { systemReason } from "../files/mod.ts";

plainTerminal();

const HELP = `deno task setup [--no-retry]

Installs what is missing: the npm packages, and native TensorFlow with python3's pip where that can
be had. Running it again does nothing.

  --no-retry      do not try again what failed within a day

  SADDLE_SETUP    cuda, cpu: install this TensorFlow; wasm: none
  SADDLE_CACHE    the folder to install it in, instead of the user's cache
  TENSORFLOW_LIBRARY   a library of one's own, used instead`;

try {
  const { values } = parseArgs({
    args: Deno.args,
    options: { "no-retry": { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  if (values.help) console.log(HELP);
  else await setup({ retry: !values["no-retry"] });
} catch (error) {
  console.error(`error: ${systemReason(error)}`);
  process.exit(1);
}
