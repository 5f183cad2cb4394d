import { escapeHtml } from "./escape_html.ts";

const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/**
 * Turns what a cell wrote to a terminal into HTML: the eight colours and bold become classes, every
 * other escape sequence is dropped, and a carriage return starts its line again.
 *
 * @param text Text with ANSI escape sequences.
 * @returns HTML with `<span class="ansi-red">` and the like; everything else is escaped.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ansiToHtml } from "saddle/course/mod.ts";
 *
 * assert.equal(ansiToHtml("\x1b[31m<lost>\x1b[0m mode"), '<span class="ansi-red">&lt;lost&gt;</span> mode');
 * assert.equal(ansiToHtml("step 1\rstep 2"), "step 2");
 * ```
 */
export function ansiToHtml(text: string): string {
  let colour = "", bold = false, html = "";
  // deno-lint-ignore no-control-regex
  for (const part of plainer(text).split(/(\x1b\[[0-9;:?]*[A-Za-z])/)) {
    if (!part.startsWith("\x1b")) {
      const classes = [colour, bold ? "ansi-bold" : ""].filter(Boolean).join(" ");
      if (part !== "") {
        html += classes === ""
          ? escapeHtml(part)
          : `<span class="${classes}">${escapeHtml(part)}</span>`;
      }
      continue;
    }
    if (!part.endsWith("m")) continue;
    const codes = part.slice(2, -1).split(/[;:]/).map(Number);
    for (let code; (code = codes.shift()) !== undefined;) {
      if (code === 38 || code === 48) {
        const eighth = wideColour(codes);
        if (code === 38) colour = eighth === undefined ? "" : `ansi-${NAMES[eighth]}`;
      } else if (code === 0) [colour, bold] = ["", false];
      else if (code === 1) bold = true;
      else if (code === 22) bold = false;
      else if (code === 39) colour = "";
      else if (code >= 30 && code <= 37) colour = `ansi-${NAMES[code - 30]}`;
      else if (code >= 90 && code <= 97) colour = `ansi-${NAMES[code - 90]}`;
    }
  }
  return html;
}

/**
 * The colour after 38 or 48: one of 256, or red, green and blue. It is one of the eight or none; its
 * numbers are no codes of their own.
 */
function wideColour(codes: number[]): number | undefined {
  const kind = codes.shift();
  if (kind === 2) codes.splice(0, 3);
  if (kind !== 5) return undefined;
  const [place = 16] = codes.splice(0, 1);
  return place < 16 ? place % 8 : undefined;
}

/** The text without what it wrote over, and without escapes that are no colours: links, titles. */
function plainer(text: string): string {
  const plain = text.replace(
    // deno-lint-ignore no-control-regex
    /\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()#][0-9A-Za-z]|\x1b[78=>DEHMNOc]/g,
    "",
  );
  return withoutOverwritten(plain);
}

/** A carriage return goes back to the start of the line: what follows replaces it. */
export function withoutOverwritten(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return lines.map((line) => line.replace(/\r+$/, "").split("\r").at(-1) ?? "").join("\n");
}
