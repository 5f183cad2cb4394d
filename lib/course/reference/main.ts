// Makes the reference of a library: deno run -A lib/course/reference/main.ts LIBRARY FOLDER
import { buildReference, writeReference } from "./build_reference.ts";
import { plainTerminal } from "../../setup/mod.ts";

plainTerminal();

const [library = "", folder = ""] = Deno.args;
try {
  await writeReference(await buildReference(library), folder);
} catch (error) {
  console.error((error as Error).message);
  Deno.exit(1);
}
