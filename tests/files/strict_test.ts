import assert from "node:assert/strict";
import { readTensors, writeTensors } from "saddle/files/mod.ts";
import { stream } from "saddle/random/mod.ts";

/** A file with a header, and so many bytes after it. */
function fileOf(header: string | Uint8Array, size: number): Uint8Array {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** The header of one tensor of two floats, some of it replaced. */
const one = (more: object = {}) =>
  JSON.stringify({ w: { dtype: "F32", shape: [2], data_offsets: [0, 8], ...more } });

/** The header of two tensors, of which the second lies there. */
const two = (from: number, to: number) => {
  const tensor = { dtype: "F32", shape: [2] };
  const [a, b] = [[0, 8], [from, to]].map((data_offsets) => ({ ...tensor, data_offsets }));
  return JSON.stringify({ a, b });
};

const withTexts = (texts: unknown) => JSON.stringify({ __metadata__: texts, ...JSON.parse(one()) });

/** A member of a header that is written as it stands. */
const raw = (dtype: string, shape: string, offsets: string) =>
  `{"w":{"dtype":${dtype},"shape":${shape},"data_offsets":${offsets}}}`;

/** Bytes of a text, one of which is replaced. */
function withByte(text: string, at: number, byte: number): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  bytes[at] = byte;
  return bytes;
}

/** A list in a list in a list, so many in all. */
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

/** What Python's reader (safetensors 0.8.0, `safetensors.numpy.load`) takes. */
const TAKEN: Readonly<Record<string, Uint8Array>> = {
  "one tensor": fileOf(one(), 8),
  "a scalar": fileOf(one({ shape: [], data_offsets: [0, 4] }), 4),
  "a member that nobody knows": fileOf(one({ more: 1 }), 8),
  // serde_json gives up at the 128th list or object
  "a member that nobody knows, 127 deep": fileOf(
    one({ more: 1 }).replace('"more":1', `"more":${nested(125)}`),
    8,
  ),
  "brackets in a name": fileOf(one().replace('"w"', JSON.stringify("[-0".repeat(200))), 8),
  "texts": fileOf(withTexts({ a: "b" }), 8),
  "texts that are null": fileOf(withTexts(null), 8),
  "space around the header": fileOf(` ${one()}  \n`, 8),
  "no tensor": fileOf("{}", 0),
  "two tensors": fileOf(two(8, 16), 16),
  "a tensor called __proto__": fileOf(one().replace('"w"', '"__proto__"'), 8),
};

/** What Python's reader refuses, but for the last ones, which it takes. */
const REFUSED: Readonly<Record<string, Uint8Array>> = {
  "offsets in the header": fileOf(one({ data_offsets: [-8, 0] }), 0),
  "an overlap": fileOf(two(4, 12), 12),
  "a hole": fileOf(two(12, 20), 20),
  "a hole at the start": fileOf(one({ data_offsets: [4, 12] }), 12),
  "bytes behind the last tensor": fileOf(one(), 12),
  "missing bytes": fileOf(one(), 4),
  "offsets the wrong way round": fileOf(one({ data_offsets: [8, 0] }), 8),
  "three offsets": fileOf(one({ data_offsets: [0, 8, 8] }), 8),
  "one offset": fileOf(one({ data_offsets: [8] }), 8),
  "a fraction of a byte": fileOf(one({ data_offsets: [0, 8.5] }), 8),
  "offsets that are texts": fileOf(one({ data_offsets: ["0", "8"] }), 8),
  "an offset beyond all": fileOf(raw('"F32"', "[2]", "[0,1e300]"), 8),
  "no offsets": fileOf(one({ data_offsets: undefined }), 8),
  "a fractional shape": fileOf(one({ shape: [1.5, 2] }), 12),
  "a fractional shape whose product fits": fileOf(one({ shape: [0.5, 4] }), 8),
  "a whole number with a point": fileOf(raw('"F32"', "[2.0]", "[0,8]"), 8),
  "a negative shape": fileOf(one({ shape: [-1, -2] }), 8),
  "a shape of minus zero": fileOf(raw('"F32"', "[-0]", "[0,0]"), 0),
  "offsets of minus zero": fileOf(raw('"F32"', "[0]", "[-0,-0]"), 0),
  "a shape beyond all": fileOf(one({ shape: [2 ** 32, 2 ** 32] }), 8),
  "a shape beyond all, times 0": fileOf(
    one({ shape: [2 ** 40, 2 ** 40, 0], data_offsets: [0, 0] }),
    0,
  ),
  "a shape of texts": fileOf(one({ shape: ["2"] }), 8),
  "a shape that is a number": fileOf(one({ shape: 2 }), 8),
  "a shape that is null": fileOf(one({ shape: null }), 8),
  "no shape": fileOf(one({ shape: undefined }), 8),
  "another size than the shape's": fileOf(one({ dtype: "F64" }), 8),
  "no type": fileOf(one({ dtype: undefined }), 8),
  "an unknown type": fileOf(one({ dtype: "F31" }), 8),
  "a type that objects inherit": fileOf(one({ dtype: "constructor" }), 8),
  "a type that is a number": fileOf(one({ dtype: 32 }), 8),
  "null for a header": fileOf("null", 8),
  "a list for a header": fileOf("[]", 8),
  "a number for a header": fileOf("7", 8),
  "a text for a header": fileOf('"x"', 8),
  "null for a tensor": fileOf('{"w":null}', 0),
  "a list for a tensor": fileOf('{"w":[1]}', 0),
  "a number for a tensor": fileOf('{"w":5}', 0),
  "texts that are a list": fileOf(withTexts(["a"]), 8),
  "texts that are a text": fileOf(withTexts("a"), 8),
  "a number among the texts": fileOf(withTexts({ a: 1 }), 8),
  "a record among the texts": fileOf(withTexts({ a: {} }), 8),
  "null among the texts": fileOf(withTexts({ a: null }), 8),
  "two tensors of one name": fileOf(
    two(8, 16).replace('"b"', '"a"'),
    16,
  ),
  "two shapes": fileOf(one().replace('"shape"', '"shape":[1],"shape"'), 8),
  "texts twice": fileOf(withTexts({}).replace("{", '{"__metadata__":{},'), 8),
  "a header that goes on": fileOf(`${one()} x`, 8),
  "a zero behind the header": fileOf(`${one()}\0`, 8),
  "a mark of byte order": fileOf(`\uFEFF${one()}`, 8),
  "bytes that are no text": fileOf(withByte(one(), 2, 0xff), 8),
  "half a character": fileOf(one().replace('"w"', '"\\ud800"'), 8),
  "an empty header": fileOf("", 0),
  "brackets without end": fileOf("[".repeat(500), 0),
  "a tensor 20,000 deep": fileOf(`{"w":${nested(20_000)}}`, 8),
  "a shape 20,000 deep": fileOf(raw('"F32"', nested(20_000), "[0,8]"), 8),
  "texts 20,000 deep": fileOf(`{"__metadata__":{"a":${nested(20_000)}}}`, 0),
  "objects 20,000 deep": fileOf('{"a":'.repeat(20_000) + "1" + "}".repeat(20_000), 0),
  "a member that nobody knows, 128 deep": fileOf(
    one({ more: 1 }).replace('"more":1', `"more":${nested(126)}`),
    8,
  ),
  "a negative length": Uint8Array.of(...Array(8).fill(255), 123, 125),
  "a length beyond the file": Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 123, 125),
  "three bytes": new Uint8Array(3),
  "nothing": new Uint8Array(),
  // where it takes the last of two, or a list for a record
  "one tensor twice": fileOf(one().replace("{", `${one().slice(0, -1)},`), 8),
  "one text twice": fileOf(withTexts({ a: "1" }).replace('"a"', '"a":"2","a"'), 8),
  "a tensor as a list": fileOf('{"w":["F32",[2],[0,8]]}', 8),
};

Deno.test("what Python's reader of safetensors takes is taken", () => {
  for (const [name, bytes] of Object.entries(TAKEN)) {
    const { tensors } = readTensors(bytes, "net.safetensors");
    assert.ok(Object.values(tensors).every(({ values }) => values.length > 0), name);
  }
  const { tensors, texts } = readTensors(TAKEN["texts"]!);
  assert.deepEqual(tensors, { w: { shape: [2], values: new Float32Array(2) } });
  assert.deepEqual(texts, { a: "b" });
});

Deno.test("what Python's reader of safetensors refuses is refused, by the file's name", () => {
  for (const [name, bytes] of Object.entries(REFUSED)) {
    assert.throws(() => readTensors(bytes, "net.safetensors"), {
      name: "RangeError",
      message: /^net\.safetensors is not a whole safetensors file: .*\.$/,
    }, name);
  }
});

Deno.test("our own files are known by their digest; without one they are none of ours", () => {
  const file = {
    tensors: { "0": { shape: [2], values: Float32Array.of(1, 2) } },
    texts: { "1": "one", sha: "2" },
  };
  const bytes = writeTensors(file);
  assert.deepEqual(readTensors(bytes, "net", { ours: true }), file);
  assert.throws(
    () => readTensors(TAKEN["texts"]!, "net.safetensors", { ours: true }),
    /^RangeError: net\.safetensors is not as it was written: it has no digest\. Take a copy/,
  );
  assert.throws(
    () => writeTensors({ tensors: {}, texts: { sha256: "x" } }),
    /A text cannot be called "sha256"/,
  );
  // a text of that name in another program's file is a text
  const other = fileOf(withTexts({ a: "b", sha256: "c" }), 8);
  assert.deepEqual(readTensors(other).texts, { a: "b", sha256: "c" });
});

Deno.test("not one flipped bit of a file of ours is taken", () => {
  const values = Float32Array.of(1, -2, 3.5);
  const whole = writeTensors({ tensors: { w: { shape: [3], values } }, texts: { step: "4" } });
  for (let bit = 0; bit < 8 * whole.length; bit++) {
    const bytes = whole.slice();
    bytes[bit >> 3]! ^= 1 << (bit & 7);
    assert.throws(() => readTensors(bytes, "net.safetensors", { ours: true }), {
      name: "RangeError",
      message: /^net\.safetensors is not /,
    }, `bit ${bit}`);
  }
});

Deno.test("whatever bytes come, they are read or refused in a sentence", () => {
  const seed = Date.now(), random = stream(seed, 0, "bytes");
  const whole = Object.values(TAKEN);
  for (let i = 0; i < 2000; i++) {
    const bytes = whole[Math.floor(random.next() * whole.length)]!.slice();
    const changes = 1 + Math.floor(4 * random.next());
    for (let k = 0; k < changes; k++) {
      bytes[Math.floor(random.next() * bytes.length)] = Math.floor(256 * random.next());
    }
    try {
      readTensors(bytes, "net");
    } catch (error) {
      assert.match(`${error}`, /^RangeError: net is not [^]*\.$/, `seed ${seed}, file ${i}`);
    }
  }
});
