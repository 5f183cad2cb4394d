import { relayKernel } from "./relay_kernel.ts";
import { plainTerminal } from "../setup/mod.ts";

plainTerminal();

// What `deno task lab` installs as the Deno kernel; Jupyter starts it with the connection file as
// its argument
const [connectionFile] = Deno.args;
if (connectionFile === undefined) {
  console.error("expected the connection file of a Jupyter kernel as argument");
  Deno.exit(2);
}
try {
  Deno.exit(await relayKernel(connectionFile) ? 0 : 1);
} catch (error) {
  // Jupyter shows what stands here and starts the kernel again
  console.error(`error: ${(error as Error).message}`);
  Deno.exit(1);
}
