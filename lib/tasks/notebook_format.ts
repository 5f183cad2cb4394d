import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * The notebooks whose cells are not formatted. Each is formatted through a pipe and compared, as
 * `deno fmt --check` calls every notebook with a markdown cell unformatted, also one that it would
 * not change.
 */
export function unformattedNotebooks(paths: readonly string[]): string[] {
  return paths.filter((path) => {
    const text = readFileSync(path, "utf8");
    const args = ["fmt", "--ext", "ipynb", "-"];
    const formatted = execFileSync(Deno.execPath(), args, {
      input: text,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    return formatted !== text;
  }).map((path) => `${path} is not formatted: deno fmt ${path}`);
}
