/**
 * Which of the files that can be had a cell may read: those whose names stand in it, those that a
 * name with `${...}` in it can become, and those that a function of the library reads.
 *
 * @param code The cell.
 * @param texts The texts in quotes of all cells so far: what `${...}` may stand for.
 * @param files The names of all files.
 */
export function neededFiles(
  code: string,
  texts: ReadonlySet<string>,
  files: readonly string[],
): string[] {
  const written = [...code.matchAll(/["'`][^"'`\n]*?([\w.${}-]+\.\w+)["'`]/g)].map(([, name]) =>
    name!
  );
  const patterns = written.map((name) => name.split(/\$\{[^}]*\}/));
  const readBy = Object.entries(READ_BY).filter(([call]) => new RegExp(`\\b${call}\\(`).test(code));
  const reads = new Set(readBy.flatMap(([, names]) => names));
  return files.filter((file) =>
    reads.has(file) || patterns.some((pattern) => becomes(pattern, file, texts))
  );
}

/** Which of the files that cannot be had a cell surely reads: no name is put together. */
export function missingFiles(code: string, files: readonly string[]): string[] {
  return neededFiles(code, new Set(), files);
}

/** Which files functions of the library read. */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
  digits: ["digits.parquet"],
  stackedDigits: ["digits.parquet"],
  colouredDigits: ["digits.parquet"],
  colourJudge: ["colour-features.safetensors"],
  digitJudge: ["digit-features.safetensors"],
};

/** The texts in quotes of a cell. */
export function textsOf(code: string): string[] {
  return [...code.matchAll(/"([^"\n]*)"|'([^'\n]*)'|`([^`$\n]*)`/g)].map((found) =>
    found[1] ?? found[2] ?? found[3] ?? ""
  );
}

function becomes(
  pattern: readonly string[],
  file: string,
  texts: ReadonlySet<string>,
): boolean {
  if (pattern.length === 1) return pattern[0] === file;
  const [before, after] = pattern as [string, string];
  if (pattern.length > 2) {
    return file.startsWith(before) && file.endsWith(pattern.at(-1)!);
  }
  if (file.length < before.length + after.length) return false;
  if (!file.startsWith(before) || !file.endsWith(after)) return false;
  const between = file.slice(before.length, file.length - after.length);
  return between === "" || texts.has(between);
}
