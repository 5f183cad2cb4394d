/** A value as errors show it. A text that looks like a number is none: in quotes it shows. */
export function shown(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}
