/** Plain data, as JSON has it. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** What differs between two records, in words, at most `most` places. */
export function differences(before: Plain, now: Plain, most = 5): string[] {
  const [old, fresh] = [flat(before), flat(now)];
  const places = [...new Set([...fresh.keys(), ...old.keys()])]
    .filter((place) => old.get(place) !== fresh.get(place));
  const shown = places.slice(0, most).map((place) =>
    `${place} is ${old.get(place) ?? "missing"} there and ${fresh.get(place) ?? "missing"} here`
  );
  return places.length > most ? [...shown, `and ${places.length - most} more`] : shown;
}

/** The texts and numbers of a record by their places: `blocks[0].training.steps`. */
function flat(value: Plain, place = ""): Map<string, string> {
  if (typeof value !== "object" || value === null) return new Map([[place, JSON.stringify(value)]]);
  const entries = Array.isArray(value)
    ? value.map((item, i) => [`${place}[${i}]`, item] as const)
    : Object.entries(value).map(([key, item]) => [place ? `${place}.${key}` : key, item] as const);
  return new Map(entries.flatMap(([name, item]) => [...flat(item, name)]));
}
