import { dataUri as inFull } from "../figures/data_uri.ts";

/** Pictures under way by the name that stands for them. */
const pending = new Map<string, Promise<string>>();
const NAMES = /saddle-picture:\d+;/g;
let count = 0;

/** A name that stands for the address of a picture that is not ready yet. */
export function addressLater(
  made: Promise<readonly [mime: string, bytes: Uint8Array]>,
): string {
  return nameFor(made.then(([mime, bytes]) => inFull(mime, bytes)));
}

/** A `data:` URI; of a source that names a picture under way, a name again. */
export function dataUri(mime: string, content: Uint8Array | string): string {
  if (typeof content !== "string" || content.search(NAMES) < 0) return inFull(mime, content);
  return nameFor(settled(content).then((whole) => inFull(mime, whole)));
}

/** The text with every picture that it names in its place. */
export async function settled(text: string): Promise<string> {
  const names = [...new Set(text.match(NAMES))].filter((name) => pending.has(name));
  const made = new Map<string, string>();
  for (const name of names) made.set(name, await pending.get(name)!);
  return text.replace(NAMES, (name) => made.get(name) ?? name);
}

function nameFor(address: Promise<string>): string {
  const name = `saddle-picture:${count++};`;
  address.catch(() => {}); // whoever waits for it is told
  pending.set(name, address);
  return name;
}
