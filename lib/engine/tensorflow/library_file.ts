import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Looks at a library's file, and at the part that TensorFlow keeps beside it, before it is opened:
 * the system's loader ends the whole process where a library was cut short.
 *
 * @throws {Error} If the file is missing, or is a Linux library that lacks its end.
 */
export function checkLibraryFile(path: string): void {
  if (!existsSync(path)) throw new Error("there is no such file");
  requireWhole(path);
  const companion = join(dirname(path), basename(path).replace("_cc", "_framework"));
  if (companion !== path && existsSync(companion)) requireWhole(companion);
}

function requireWhole(path: string): void {
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const needed = loadedBytes((at, length) => {
      const bytes = new DataView(new ArrayBuffer(length));
      readSync(file, bytes, 0, length, at);
      return bytes;
    });
    if (size < needed) {
      throw new Error(
        `${basename(path)} is cut short: it has ${size} bytes of at least ${needed}`,
      );
    }
  } finally {
    closeSync(file);
  }
}

/** Where the last loaded segment of a 64-bit ELF file ends; 0 for what is no such file. */
function loadedBytes(read: (at: number, length: number) => DataView): number {
  const header = read(0, 64);
  const magic = 0x7f454c46; // "\x7fELF"
  if (header.getUint32(0) !== magic || header.getUint8(4) !== 2) return 0;
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
