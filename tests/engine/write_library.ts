import { writeFileSync } from "node:fs";
import process from "node:process";

/** What a small shared library for Linux says of itself. */
export interface Library {
  /** What its one function returns. */
  readonly version: string;
  /** The name of that function. */
  readonly versionFunction?: string;
  /** The processor that it says it is for, as ELF numbers them; default this one. */
  readonly machine?: number;
}

/** Pages are at most this large on any of Linux's processors. */
const PAGE = 0x10000;
const [READ, WRITE, EXECUTE] = [4, 2, 1];

/**
 * Writes a shared library (64-bit ELF) with one function without arguments that returns a string:
 * just what the system's loader needs to open it. The loader writes to the table of what it needs
 * (the dynamic section), which therefore has a page of its own.
 */
export function writeLibrary(
  path: string,
  { version, versionFunction = "TF_Version", machine }: Library,
): void {
  const file = new DataView(new ArrayBuffer(PAGE + 96));
  const text = 0x200, code = 0x300, symbols = 0x340, hash = 0x370, names = 0x390;
  const namesLength = writeText(file, names + 1, versionFunction) + 1;
  writeText(file, text, version);
  writeCode(file, code, text);
  writeSymbol(file, symbols + 24, code);
  writeNumbers(file, hash, [1, 2, 1, 0, 0]); // one bucket with one symbol
  writeHeader(file, machine ?? (process.arch === "arm64" ? 183 : 62));
  writeSegment(file, 0, { type: 1, flags: READ | EXECUTE, at: 0, length: names + namesLength });
  writeSegment(file, 1, { type: 1, flags: READ | WRITE, at: PAGE, length: 96 });
  writeSegment(file, 2, { type: 2, flags: READ | WRITE, at: PAGE, length: 96 }); // dynamic
  writeSegment(file, 3, { type: 0x6474e551, flags: READ | WRITE, at: 0, length: 0 }); // the stack
  const dynamic = [[4, hash], [5, names], [6, symbols], [10, namesLength], [11, 24], [0, 0]];
  dynamic.flat().forEach((value, i) => file.setBigUint64(PAGE + 8 * i, BigInt(value), true));
  writeFileSync(path, new Uint8Array(file.buffer));
}

function writeText(file: DataView, at: number, text: string): number {
  const bytes = new TextEncoder().encode(text + "\0");
  new Uint8Array(file.buffer).set(bytes, at);
  return bytes.length;
}

function writeNumbers(file: DataView, at: number, numbers: readonly number[]): void {
  numbers.forEach((number, i) => file.setUint32(at + 4 * i, number, true));
}

/** A function that returns the address `text`, in the language of this processor. */
function writeCode(file: DataView, at: number, text: number): void {
  if (process.arch === "arm64") { // adr x0, text; ret
    const distance = text - at;
    const adr = 0x10000000 | (distance & 3) << 29 | (distance >> 2 & 0x7ffff) << 5;
    writeNumbers(file, at, [adr >>> 0, 0xd65f03c0]);
  } else { // lea rax, [rip + distance]; ret
    new Uint8Array(file.buffer).set([0x48, 0x8d, 0x05], at);
    file.setInt32(at + 3, text - (at + 7), true);
    file.setUint8(at + 7, 0xc3);
  }
}

function writeSymbol(file: DataView, at: number, address: number): void {
  file.setUint32(at, 1, true); // its name
  file.setUint8(at + 4, 0x12); // a function for everybody
  file.setUint16(at + 6, 1, true);
  file.setBigUint64(at + 8, BigInt(address), true);
  file.setBigUint64(at + 16, 8n, true);
}

function writeHeader(file: DataView, machine: number): void {
  new Uint8Array(file.buffer).set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // ELF, 64 bits, little-endian
  file.setUint16(16, 3, true); // a shared library
  file.setUint16(18, machine, true);
  file.setUint32(20, 1, true);
  file.setBigUint64(32, 64n, true); // where the segments are listed
  [64, 56, 4, 64, 0, 0].forEach((value, i) => file.setUint16(52 + 2 * i, value, true));
}

interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly at: number;
  readonly length: number;
}

function writeSegment(file: DataView, index: number, { type, flags, at, length }: Segment): void {
  const start = 64 + 56 * index;
  writeNumbers(file, start, [type, flags]);
  [at, at, at, length, length, PAGE].forEach((value, i) =>
    file.setBigUint64(start + 8 + 8 * i, BigInt(value), true)
  );
}
