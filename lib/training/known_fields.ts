import type { Fields } from "./game.ts";

/**
 * The fields at hand, of which one that nobody drew is an error that names the others.
 *
 * @param owner Who asks: `"The turn of critic"`.
 */
export function knownFields(owner: string, given: Fields): Fields {
  return new Proxy(given, {
    get(fields, name) {
      if (typeof name === "symbol" || Object.hasOwn(fields, name)) return Reflect.get(fields, name);
      throw new RangeError(
        `${owner} asks for the field "${name}", but what is drawn has the fields ` +
          `${Object.keys(fields).join(", ") || "of no source"}.`,
      );
    },
  });
}
