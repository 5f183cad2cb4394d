/// <reference lib="dom" />
import { loadScript } from "./load_script.ts";

/** What scripts of the site leave in the page: compressed bytes in base64, by name. */
interface Packed {
  saddlePacked?: Record<string, string>;
}

/**
 * The bytes that a script of the site brings.
 *
 * @param path The script, from the site's folder.
 * @param name What it calls them.
 * @throws {Error} If it is not there.
 */
export async function unpacked(path: string, name: string): Promise<Uint8Array> {
  await loadScript(path);
  const text = (globalThis as Packed).saddlePacked?.[name];
  if (text === undefined) throw new Error(`${path} has no "${name}".`);
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
