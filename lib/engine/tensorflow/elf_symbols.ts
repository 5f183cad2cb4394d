import { Buffer } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";

/**
 * The addresses that a 64-bit ELF file gives to symbols, those that it does not export included.
 *
 * @param path The file.
 * @param names The symbols, as the compiler wrote them.
 * @returns An address for each name, relative to the file's own origin; undefined where the file
 * has no such symbol, has no table of symbols, or is no such file.
 */
export function elfSymbols(path: string, names: readonly string[]): (bigint | undefined)[] {
  const file = openSync(path, "r");
  try {
    const read = (at: number, length: number) => {
      const bytes = Buffer.allocUnsafe(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, at));
    };
    const tables = symbolTables(read);
    if (tables === undefined) return names.map(() => undefined);
    return addressesIn(read(...tables.symbols), read(...tables.texts), names);
  } finally {
    closeSync(file);
  }
}

type Read = (at: number, length: number) => Buffer;
type Range = readonly [at: number, length: number];

/** `SHT_SYMTAB`, the kind of the section with all symbols. */
const SYMTAB = 2;

/** Where the table of symbols and that of their names lie (Elf64_Ehdr, Elf64_Shdr). */
function symbolTables(read: Read): { symbols: Range; texts: Range } | undefined {
  const header = read(0, 64);
  if (header.length < 64 || header.readUInt32BE(0) !== 0x7f454c46) return undefined;
  const [table, size, count] = [
    Number(header.readBigUInt64LE(40)),
    header.readUInt16LE(58),
    header.readUInt16LE(60),
  ];
  const sections = read(table, size * count);
  const rangeOf = (index: number): Range => [
    Number(sections.readBigUInt64LE(index * size + 24)),
    Number(sections.readBigUInt64LE(index * size + 32)),
  ];
  for (let index = 0; index * size < sections.length; index++) {
    if (sections.readUInt32LE(index * size + 4) !== SYMTAB) continue;
    return { symbols: rangeOf(index), texts: rangeOf(sections.readUInt32LE(index * size + 40)) };
  }
}

/** Bytes of a symbol (Elf64_Sym): the place of its name, then what it is, then its address. */
const SYMBOL = 24;

function addressesIn(symbols: Buffer, texts: Buffer, names: readonly string[]) {
  // names end, and the one before ends, with a zero
  const places = names.map((name) => texts.indexOf(Buffer.from(`\0${name}\0`)) + 1);
  const found = new Array<bigint | undefined>(names.length).fill(undefined);
  for (let at = 0; at + SYMBOL <= symbols.length; at += SYMBOL) {
    const place = symbols.readUInt32LE(at);
    const index = place === 0 ? -1 : places.indexOf(place);
    if (index >= 0) found[index] = symbols.readBigUInt64LE(at + 8);
  }
  return found;
}
