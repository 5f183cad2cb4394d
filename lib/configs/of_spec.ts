import type { Field, Kind, Spec } from "../options/mod.ts";
import { type Maker, maker } from "./named.ts";
import {
  choice,
  flag,
  list,
  number,
  perRun,
  type Reader,
  type Readers,
  text,
  whole,
} from "./readers.ts";

/**
 * Makes a thing by a function of the library from options as its spec says them.
 *
 * @param parts Readers of the options that are parts: data sets, models.
 */
export function ofSpec<T, Options extends object>(
  make: (options: Options) => T,
  spec: Spec<Options>,
  parts: Partial<Readers<Options>> = {},
): Maker<T> {
  const fields = Object.entries<Field<unknown>>(spec as Record<string, Field<unknown>>);
  const read = fields.map(([name, { kind }]) =>
    [name, (parts as Record<string, Reader<unknown>>)[name] ?? readerOf(kind)] as const
  );
  const needed = fields.filter(([, field]) => field.needed).map(([name]) => name);
  return maker(
    make,
    Object.fromEntries(read) as Readers<Options>,
    needed as (keyof Options & string)[],
  );
}

/** The reader of values that a file gives in this way. */
function readerOf(kind: Kind): Reader<unknown> {
  if (typeof kind !== "string") {
    return "choice" in kind ? choice(...kind.choice) : list(readerOf(kind.list));
  }
  const readers = { number, whole, flag, text, "per run": perRun };
  if (kind !== "part") return readers[kind];
  throw new TypeError("A part has a reader of its own, but none came.");
}
