/** The environment variable that shifts every seed. */
const NAME = "SADDLE_SEED_SHIFT";

let shift: bigint | undefined;

/**
 * What is added to the seed of every stream: the whole number in the environment variable
 * `SADDLE_SEED_SHIFT`, or 0 where there is none. With a shift everything that is drawn is drawn
 * anew, in every notebook and test, while nothing of them is changed; `deno task replay` asks with
 * it which claims hold whatever is drawn. It is read once.
 *
 * @throws {RangeError} where the variable is no whole number from 0 to 2^53 - 1
 */
export function seedShift(): bigint {
  return shift ??= readShift(variable());
}

/** Reads the text of the variable. */
export function readShift(text = ""): bigint {
  if (text === "") return 0n;
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))) return BigInt(text);
  throw new RangeError(`${NAME} is a whole number from 0 to 2^53 - 1, but "${text}" came.`);
}

/** A browser has no environment, and where reading it is not allowed there is none for us. */
function variable(): string | undefined {
  try {
    const { process } = globalThis as {
      process?: { env?: Readonly<Record<string, string | undefined>> };
    };
    return process?.env?.[NAME];
  } catch {
    return undefined;
  }
}
