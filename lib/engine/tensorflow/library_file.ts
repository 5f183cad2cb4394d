import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";

/**
 * Looks at a library's file, and at the part that TensorFlow keeps beside it, before it is opened:
 * the system's loader ends the whole process where a library was cut short, and takes one for
 * another processor to be missing.
 *
 * @throws {Error} If the file is missing, or is a Linux library that lacks its end or is for
 * another processor.
 */
export function checkLibraryFile(path: string): void {
  if (!existsSync(path)) throw new Error("there is no such file");
  requireUsable(path);
  const companion = join(dirname(path), basename(path).replace("_cc", "_framework"));
  if (companion !== path && existsSync(companion)) requireUsable(companion);
}

/** Reads a part of a file. */
type Read = (at: number, length: number) => DataView;

function requireUsable(path: string): void {
  const file = openSync(path, "r");
  const read: Read = (at, length) => {
    const bytes = new DataView(new ArrayBuffer(length));
    readSync(file, bytes, 0, length, at);
    return bytes;
  };
  try {
    const magic = 0x7f454c46; // "\x7fELF"; what is none is refused by the loader itself
    if (read(0, 4).getUint32(0) !== magic) return;
    requireProcessor(basename(path), read);
    const [needed, { size }] = [loadedBytes(read), fstatSync(file)];
    if (size < needed) {
      throw new Error(
        `${basename(path)} is cut short: it has ${size} bytes of at least ${needed}`,
      );
    }
  } finally {
    closeSync(file);
  }
}

/** Processors by ELF's numbers (`e_machine`), under the names that Node has for them. */
const PROCESSORS: Readonly<Record<number, string>> = {
  3: "ia32",
  40: "arm",
  62: "x64",
  183: "arm64",
  243: "riscv64",
};

function requireProcessor(name: string, read: Read): void {
  const machine = read(18, 2).getUint16(0, true);
  const processor = PROCESSORS[machine] ?? `ELF machine ${machine}`;
  if (processor === process.arch) return;
  throw new Error(`${name} is for another processor: ${processor}, and this is ${process.arch}`);
}

/** Where the last loaded segment of a 64-bit ELF file ends. */
function loadedBytes(read: Read): number {
  const header = read(0, 64);
  const [table, entry, count] = [
    Number(header.getBigUint64(32, true)),
    header.getUint16(54, true),
    header.getUint16(56, true),
  ];
  let end = table + entry * count;
  for (let index = 0; index < count; index++) {
    const segment = read(table + entry * index, entry);
    const [offset, length] = [segment.getBigUint64(8, true), segment.getBigUint64(32, true)];
    end = Math.max(end, Number(offset + length));
  }
  return end;
}
