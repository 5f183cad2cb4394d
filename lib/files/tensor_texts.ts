import { headerEnd, parseHeader } from "./tensor_header.ts";
import { refusedBySystem } from "./refused_by_system.ts";

/**
 * The texts in a file of tensors, for which no more is read than its header; undefined if there is
 * no such file. Nothing is compared with the digest.
 *
 * @throws {RangeError} If it cannot be read, or is no such file.
 */
export async function textsIn(path: string): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    using file = await Deno.open(path);
    const { size } = await file.stat();
    const broken = (why: string) =>
      new RangeError(`${path} is not a whole safetensors file: ${why}.`);
    const end = headerEnd(await next(file, 8), broken, size);
    return parseHeader(await next(file, end - 8), size - end, broken).texts;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw refusedBySystem(path, "read", error);
  }
}

/** The next bytes of a file; fewer where it ends. */
async function next(file: Deno.FsFile, count: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(count);
  let at = 0;
  for (let read: number | null = 0; read !== null && at < count; at += read ?? 0) {
    read = await file.read(bytes.subarray(at));
  }
  return bytes.subarray(0, at);
}
