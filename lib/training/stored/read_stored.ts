import { readBytes, readTensors } from "../../files/mod.ts";

/**
 * The tensors and texts of a file that the library wrote.
 *
 * @throws {RangeError} If it cannot be read, or is not as it was written.
 */
export async function readStored(file: string): Promise<ReturnType<typeof readTensors>> {
  return readTensors(await readBytes(file), file, { ours: true });
}
