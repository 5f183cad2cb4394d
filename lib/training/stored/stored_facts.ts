import { count, list, own, read, type Spec, type Values } from "../../options/mod.ts";

/** What every file of trained players says of how they were made. */
export const MADE = {
  firstRun: count(undefined, { from: 0 }),
  streams: list(count(undefined, { from: 0 }), undefined, { from: 1 }),
  seed: count(undefined, { from: 0 }),
  settings: own<Readonly<Record<string, string | number>>>({
    fits: "settings by their names",
    is: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  }),
};

/**
 * The record that a file keeps as a text of JSON.
 *
 * @param file What errors call it.
 * @throws {RangeError} If it is no JSON, or not what fits the spec.
 */
export function storedFacts<S extends Spec<object>>(
  file: string,
  text: string,
  spec: S,
): Values<S> {
  return fromFile(file, () => read("the file", JSON.parse(text), spec));
}

/**
 * What is made of a file's content; every error says which file it is.
 *
 * @throws {RangeError} If it cannot be made: the file is not of the form that it is read as.
 */
export function fromFile<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new RangeError(`${file} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}
