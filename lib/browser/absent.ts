/** Something that exists in Deno and not in a browser was asked for. */
export class NotHere extends Error {
  /** Its name in messages. */
  override readonly name = "NotHere";

  /** The error; `what` is what does not run here, the beginning of a sentence. */
  constructor(what: string) {
    super(`${what} needs Deno: this part does not run in a browser.`);
  }
}

const made = new WeakSet<object>();

/** A function that refuses in that way. */
export function absent(what: string): (...given: readonly unknown[]) => never {
  const refuse = () => {
    throw new NotHere(what);
  };
  made.add(refuse);
  return refuse;
}

/** Whether something is a function that refuses in that way. */
export function isAbsent(value: unknown): boolean {
  return typeof value === "function" && made.has(value);
}
