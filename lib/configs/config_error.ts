import { distance } from "fastest-levenshtein";

/** A mistake in a file that describes a run: says where, what was expected and what came. */
export class ConfigError extends Error {
  /** Its name in messages. */
  override readonly name = "ConfigError";

  /** The error with that message, in which words that no one reads to their end are cut. */
  constructor(message: string) {
    super(message.replace(LONG, (word) => `${word.slice(0, 199)}…`));
  }
}

/** Words of a file that are longer than any name. */
const LONG = /\S{400,}/g;

/** The known name that takes the fewest typing errors to become `name`. */
export function nearest(name: string, known: readonly string[]): string {
  const far = (other: string) => distance(lettersOf(name), lettersOf(other));
  return known.reduce((best, other) => far(other) < far(best) ? other : best);
}

/** `gradientPenalty` and `Gradient_Penalty` are near to `gradient-penalty`. */
function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[-_ ]/g, "");
}

/** The end of a message about a name that is not known. */
export function knownNames(name: string, known: readonly string[]): string {
  if (known.length === 0) return "There are none.";
  return `The nearest known one is "${nearest(name, known)}". Known: ${known.join(", ")}.`;
}
