/**
 * Messages of protocol buffers, as far as TensorFlow is told anything by them. Reference:
 * https://protobuf.dev/programming-guides/encoding/
 *
 * @module
 */

/** A message of these fields. */
export function message(...fields: readonly number[][]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(fields.flat());
}

/** A field that holds a text or another message. */
export function bytes(field: number, value: string | Uint8Array): number[] {
  const content = typeof value === "string" ? new TextEncoder().encode(value) : value;
  return [...varint(BigInt(field << 3 | 2)), ...varint(BigInt(content.length)), ...content];
}

/** A field that holds a whole number, 0 or more. */
export function number(field: number, value: bigint): number[] {
  return [...varint(BigInt(field << 3)), ...varint(value)];
}

/** Seven bits a byte, the lowest first; all but the last have the top bit set. */
function varint(value: bigint): number[] {
  const low = Number(value & 127n);
  return value < 128n ? [low] : [low | 128, ...varint(value >> 7n)];
}
