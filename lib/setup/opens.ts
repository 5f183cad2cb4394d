import { TENSORFLOW_VERSION } from "../engine/tensorflow/house.ts";
import { execute } from "./execute.ts";

/**
 * Opens a TensorFlow library in a process of its own, where a library built for another kind of
 * processor can do no harm.
 *
 * @returns The version that the library gives.
 * @throws {Error} If it cannot be opened, or is no TensorFlow.
 */
export async function opens(path: string): Promise<string> {
  const { success, output, reason } = await execute(Deno.execPath(), [
    "eval",
    "--no-config",
    "--quiet",
    // Exits at once: TensorFlow crashes when it is unloaded before it was used
    `const { symbols } = Deno.dlopen(${JSON.stringify(path)}, {
      TF_Version: { parameters: [], result: "pointer" },
    });
    console.log("TensorFlow " + Deno.UnsafePointerView.getCString(symbols.TF_Version()));
    Deno.exit(0);`,
  ]);
  if (!success) throw new Error(`${path} cannot be opened (${reason})`);
  const version = /^TensorFlow (\S+)$/m.exec(output)?.[1] ?? "";
  if (version !== TENSORFLOW_VERSION) {
    throw new Error(`expected TensorFlow ${TENSORFLOW_VERSION} in ${path}, got "${version}"`);
  }
  return version;
}
