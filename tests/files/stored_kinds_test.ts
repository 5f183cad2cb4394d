import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { stream } from "saddle/random/mod.ts";
import { isNamed, STORED_KINDS, type StoredFile, type StoredKind } from "./stored_kinds.ts";

const FLIPS = 100;
const textOf = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);
const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const asText = (edit: (text: string) => string) => (whole: Uint8Array) =>
  bytesOf(edit(textOf(whole)));
const always = (text: string) => () => new TextEncoder().encode(text);

/** What hands, editors and disks make of a file. */
const EDITS: Readonly<Record<string, (whole: Uint8Array) => Uint8Array>> = {
  "nothing": always(""),
  "a line": always("\n"),
  "{}": always("{}"),
  "[]": always("[]"),
  "null": always("null"),
  "0": always("0"),
  "a text": always('""'),
  "half an object": always("{"),
  "another file": always("hello"),
  "the first byte only": (whole) => whole.slice(0, 1),
  "the first half": (whole) => whole.slice(0, whole.length >> 1),
  "without the last byte": (whole) => whole.slice(0, -1),
  "without the first byte": (whole) => whole.slice(1),
  "without a byte in the middle": (whole) => {
    const half = whole.length >> 1;
    return joined(whole.slice(0, half), whole.slice(half + 1));
  },
  "a byte more in the middle": (whole) => {
    const half = whole.length >> 1;
    return joined(whole.slice(0, half), Uint8Array.of(55), whole.slice(half));
  },
  "a line more": (whole) => joined(whole, bytesOf("\n")),
  "a zero more": (whole) => joined(whole, Uint8Array.of(0)),
  "twice": (whole) => joined(whole, whole),
  "a mark of byte order": (whole) => joined(Uint8Array.of(0xef, 0xbb, 0xbf), whole),
  "a space in front": (whole) => joined(bytesOf(" "), whole),
  "zeros": (whole) => new Uint8Array(whole.length),
  "ones": (whole) => new Uint8Array(whole.length).fill(255),
  "backwards": (whole) => whole.toReversed(),
  "the first eight bytes zeros": (whole) => whole.map((byte, i) => i < 8 ? 0 : byte),
  "the last eight bytes zeros": (whole) => whole.map((byte, i) => i < whole.length - 8 ? byte : 0),
  "a block of zeros": (whole) => whole.map((byte, i) => i < 32 || i > 160 ? byte : 0),
  "the first digit another": asText((text) =>
    text.replace(/\d/, (digit) => digit === "9" ? "8" : "9")
  ),
  "the last digit another": asText((text) =>
    text.replace(/\d(?=\D*$)/, (digit) => digit === "9" ? "8" : "9")
  ),
  "all ones twos": asText((text) => text.replaceAll("1", "2")),
  "a sign more": asText((text) => text.replace(/(?=\d)/, "-")),
  "in capitals": asText((text) => text.toUpperCase()),
  "true and false changed": asText((text) =>
    text.replace(/true|false/, (word) => word === "true" ? "false" : "true")
  ),
  "line ends of Windows": asText((text) => text.replaceAll("\n", "\r\n")),
  "quotes of another kind": asText((text) => text.replaceAll('"', "'")),
  "packed": (whole) => new Uint8Array(gzipSync(whole)),
  "a comment more": (whole) => joined(whole, bytesOf("# note")),
};

/** That a changed file is refused by name, or comes to what the whole one does. */
async function assertSafe(
  kind: StoredKind,
  stored: StoredFile,
  bytes: Uint8Array,
  { right, label }: { readonly right: unknown; readonly label: string },
): Promise<"refused" | "same" | "other"> {
  writeFileSync(stored.file, bytes);
  let read: unknown;
  try {
    read = await stored.read();
  } catch (error) {
    const { name, message, stack } = error as Error;
    assert.ok(["RangeError", "ConfigError"].includes(name), `${label}: ${stack}`);
    assert.ok(isNamed(stored, message), `${label}: ${message}`);
    return "refused";
  }
  const isSame = JSON.stringify(read) === JSON.stringify(right);
  assert.ok(isSame || kind.mayDiffer !== undefined, `${label} was taken`);
  return isSame ? "same" : "other";
}

for (const kind of STORED_KINDS) {
  Deno.test({
    name: `${kind.name}: ${FLIPS} flipped bits and ${Object.keys(EDITS).length} edits are known`,
    sanitizeResources: false,
    sanitizeOps: false,
    async fn() {
      const folder = await Deno.makeTempDir(), stored = await kind.make(folder);
      const whole = readFileSync(stored.file), right = await stored.read();
      const seed = Date.now(), random = stream(seed, 0, "flips");
      const counts = { refused: 0, same: 0, other: 0 };
      for (let i = 0; i < FLIPS; i++) {
        // over the whole file, wherever it begins
        const bit = Math.floor((i + random.next()) / FLIPS * 8 * whole.length);
        const bytes = Uint8Array.from(whole);
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        const label = `seed ${seed}, bit ${bit}`;
        counts[await assertSafe(kind, stored, bytes, { right, label })]++;
      }
      for (const [label, edit] of Object.entries(EDITS)) {
        const bytes = edit(Uint8Array.from(whole));
        if (textOf(bytes) === textOf(whole)) continue;
        counts[await assertSafe(kind, stored, bytes, { right, label })]++;
      }
      writeFileSync(stored.file, whole);
      assert.deepEqual(await stored.read(), right, "whole again");
      console.log(`${kind.name}: ${JSON.stringify(counts)}`);
      await Deno.remove(folder, { recursive: true });
    },
  });
}
