import type { PerRun } from "../../runs/mod.ts";

/** A part with numbers that may be given one a run. */
export interface Numbered {
  /** What it is. */
  readonly name: string;
  /** Its numbers by name. */
  readonly numbers?: Readonly<Record<string, PerRun>>;
  /** Numbers that it leaves out where they change nothing, and what they are then. */
  readonly absent?: Readonly<Record<string, number>>;
}

/** All numbers of a part, those that it leaves out too. */
export function allNumbers({ numbers, absent }: Numbered): Readonly<Record<string, PerRun>> {
  return { ...absent, ...numbers };
}

/** The part with other numbers, of which it leaves out what changes nothing. */
export function withNumbers<T extends Numbered>(
  part: T,
  numbers: Readonly<Record<string, PerRun>>,
): T {
  const own = Object.entries(numbers).filter(([name, value]) =>
    [value].flat().some((one) => one !== part.absent?.[name])
  );
  return { ...part, numbers: Object.fromEntries(own) };
}

/** A part in words, without its numbers: `Adam (rate,beta1)`. */
export function formOf(part: Numbered): string {
  return `${part.name} (${Object.keys(allNumbers(part))})`;
}
