import { pinLibraries } from "../pin_libraries.ts";

/**
 * The version that a TensorFlow library gives of itself. It stays loaded: TensorFlow crashes when
 * it is unloaded before it was used.
 *
 * @throws {Error} If the file cannot be loaded, or is another library.
 */
export function libraryVersion(path: string): string {
  const { symbols } = Deno.dlopen(path, {
    TF_Version: { parameters: [], result: "pointer", optional: true },
  });
  pinLibraries();
  const version = symbols.TF_Version?.();
  if (!version) throw new Error("it is no TensorFlow library: it has no function TF_Version");
  return new Deno.UnsafePointerView(version).getCString();
}
