import { readTensors, refusedBySystem } from "../../files/mod.ts";

/**
 * The tensors and texts of a file that the library wrote.
 *
 * @throws {RangeError} If it cannot be read, or is not as it was written.
 */
export async function readStored(file: string): Promise<ReturnType<typeof readTensors>> {
  const bytes = await Deno.readFile(file).catch((error) => {
    throw refusedBySystem(file, "read", error);
  });
  return readTensors(bytes, file, { ours: true });
}
