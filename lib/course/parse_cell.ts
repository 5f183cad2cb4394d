import { parse } from "@babel/parser";

/** Letters of code that are looked through: what is longer was written by no one. */
const LONGEST = 1e6;

/** What a cell's TypeScript says, as Babel's tree; undefined where it cannot be parsed. */
export function parseCell(source: string): ReturnType<typeof parse>["program"] | undefined {
  if (source.length > LONGEST) return undefined;
  try {
    return parse(source, {
      sourceType: "module",
      plugins: ["typescript", "decorators"],
      // Names that an earlier cell has are declared again
      errorRecovery: true,
    }).program;
  } catch {
    return undefined;
  }
}
