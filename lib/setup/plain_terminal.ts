// What terminals obey: all control characters but the ends of lines and tabs, and those that turn the
// direction of all that follows
const OBEYED = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Text as a terminal can show it without obeying it: colours are left out, other control characters
 * are shown as JSON writes them. Names, and what files hold, are for others to choose: what they say
 * to a terminal could clear it, change its title, or hide what stands beside them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { terminalText } from "saddle/setup/mod.ts";
 *
 * assert.equal(terminalText("\x1b[31mred\x1b[0m\n"), "red\n");
 * assert.equal(terminalText("\x1b]0;title\x07"), String.raw`\u001b]0;title\u0007`);
 * ```
 */
export function terminalText(text: string): string {
  return text
    // deno-lint-ignore no-control-regex
    .replace(/\x1b\[[\d;:]*m/g, "")
    .replaceAll("\r\n", "\n")
    .replace(OBEYED, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * Lets this process print nothing that a terminal obeys, whatever it prints to the console and
 * whatever error ends it. Every command begins with it.
 */
export function plainTerminal(): void {
  for (const name of ["debug", "log", "info", "warn", "error"] as const) {
    const print = console[name];
    console[name] = (...values) => print(...values.map(plain));
  }
  for (const type of ["error", "unhandledrejection"]) {
    globalThis.addEventListener(type, (event) => {
      event.preventDefault();
      const { error, reason } = event as unknown as { error?: unknown; reason?: unknown };
      console.error("error: Uncaught", error ?? reason);
      Deno.exit(1);
    });
  }
}

function plain(value: unknown): unknown {
  if (typeof value === "string") return terminalText(value);
  return value instanceof Error ? terminalText(Deno.inspect(value)) : value;
}
