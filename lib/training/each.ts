/** Something of each player, by name. */
export type Each<P extends string, T> = { readonly [name in P]: T };

/** A record with `change` applied to every value, in its order. */
export function mapEach<P extends string, T, U>(
  record: Each<P, T>,
  change: (value: T, name: P) => U,
): Each<P, U> {
  const entries = Object.entries(record) as [P, T][];
  return Object.fromEntries(entries.map(([name, value]) => [name, change(value, name)])) as Each<
    P,
    U
  >;
}
