import type { PerRun } from "../../runs/mod.ts";

/** A part with numbers that may be given one a run. */
export interface Numbered {
  /** What it is. */
  readonly name: string;
  /** Its numbers by name. */
  readonly numbers?: Readonly<Record<string, PerRun>>;
}

/** A part in words, without its numbers: `Adam (rate,beta1)`. */
export function formOf({ name, numbers = {} }: Numbered): string {
  return `${name} (${Object.keys(numbers)})`;
}
