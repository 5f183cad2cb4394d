import { checkArgument, own } from "../options/mod.ts";

/**
 * The text of a file: in UTF-8, or in UTF-16 where it begins with that mark of byte order, as some
 * systems' editors and spreadsheets write it. The mark is no part of the text.
 *
 * @param bytes The whole file.
 * @param strict Whether bytes that are no UTF-8 are refused. Default true; else each is shown as
 * the sign U+FFFD.
 * @throws {RangeError} If the bytes are no text: says which one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { decodedText } from "saddle/files/mod.ts";
 *
 * assert.equal(decodedText(new TextEncoder().encode("\uFEFFx,y")), "x,y");
 * assert.equal(decodedText(Uint8Array.of(0xff, 0xfe, 0x78, 0)), "x");
 * assert.throws(() => decodedText(Uint8Array.of(0x78, 0)), /it is no text: byte 1 is 0\./);
 * ```
 */
export function decodedText(bytes: Uint8Array, strict = true): string {
  checkArgument("decodedText", "bytes", bytes, BYTES);
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new RangeError(`it is no text: byte ${zero} is 0.`);
  const text = new TextDecoder().decode(bytes), sign = text.indexOf("\uFFFD");
  if (!strict || sign < 0) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const line = text.slice(0, sign).split("\n").length;
    throw new RangeError(`it is no text in UTF-8: line ${line} has a letter of another encoding.`);
  }
}

const BYTES = own<Uint8Array>({ fits: "bytes", is: (value) => value instanceof Uint8Array });
