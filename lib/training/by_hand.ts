import { checkArgument, count } from "../options/mod.ts";
import type { Going } from "./going.ts";
import type { Run } from "./record/run.ts";

/** What is moved on by hand: it says why a call does not fit, and frees its tensors once. */
export class ByHand implements Disposable {
  readonly #going: Going<string>;
  readonly #signal: AbortSignal | undefined;
  readonly #what: string;
  readonly #changes: string[] = [];
  /** Why nothing more can be done, if so. */
  #end: string | undefined;
  #isMoving = false;
  #isDisposed = false;

  /** @param what What errors call it: a training, a game. */
  constructor(going: Going<string>, signal: AbortSignal | undefined, what: string) {
    this.#going = going;
    this.#signal = signal;
    this.#what = what;
  }

  get step(): number {
    return this.#going.step;
  }

  async advance(steps = 1): Promise<void> {
    this.#check("advance");
    checkArgument("advance", "steps", steps, count());
    this.#isMoving = true;
    try {
      await this.#going.advance(steps);
    } catch (error) {
      const signal = this.#signal, isStop = signal?.aborted && error === signal.reason;
      if (!isStop) this.#end ??= `has failed: ${(error as Error)?.message}`;
      throw error;
    } finally {
      this.#isMoving = false;
      if (this.#isDisposed) this.#going.dispose();
    }
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#end ??= "was disposed of";
    if (!this.#isMoving) this.#going.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** What is played, between two steps. @throws {RangeError} If there is none, or a step is under way. */
  protected between(call: string): Going<string> {
    this.#check(call);
    return this.#going;
  }

  /** Notes what was changed at this step. */
  protected note(changes: readonly string[]): void {
    this.#changes.push(`after step ${this.step}: ${changes.join(", ")}`);
  }

  /** The settings that it was opened with, the steps done, and what was changed on the way. */
  protected asOfNow(settings: Run["settings"]): Run["settings"] {
    const changes = this.#changes.join("; ");
    return { ...settings, steps: this.step, ...(changes ? { changes } : {}) };
  }

  /** Refuses a call that does not fit now. */
  #check(call: string): void {
    if (this.#end) {
      throw new RangeError(`${call} needs an open ${this.#what}, but this one ${this.#end}.`);
    }
    if (!this.#isMoving) return;
    throw new RangeError(
      `${call} is called between two steps, but this ${this.#what} is on its way: await its ` +
        "advance().",
    );
  }
}
