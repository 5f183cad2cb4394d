/** The MIME type under which a notebook's output holds the verdict on a claim as data. */
export const CLAIM_MIME = "application/vnd.saddle.claim+json";

/**
 * A number, text or truth value as JSON holds it: a BigInt, NaN or an infinity is a text; null
 * stands for a diverged run.
 */
export type ClaimAtom = number | string | boolean | null;

/** A value of a claim as data; of a list the first 64 parts. */
export type ClaimValue = ClaimAtom | readonly ClaimAtom[];

/** The verdict on one claim as data. */
export interface ClaimData {
  /** The claim in words. */
  readonly claim: string;
  /** Whether it holds: for what came, and for no wrong world. */
  readonly holds: boolean;
  /** What came. */
  readonly got: ClaimValue;
  /** What was expected; absent where there are bounds. */
  readonly expected?: ClaimValue;
  /** The smallest value allowed, where there is one. */
  readonly atLeast?: ClaimAtom;
  /** The largest value allowed, where there is one. */
  readonly atMost?: ClaimAtom;
  /** How far beyond a bound, or away from what is expected, a number may still be. */
  readonly tolerance: number;
  /** What wrong worlds give; absent where mathematics decides the claim. */
  readonly failsFor?: Readonly<Record<string, ClaimValue>>;
  /** How many parts the list has of which `got` holds the first 64; absent where it holds all. */
  readonly parts?: number;
  /**
   * How far what came lies within what is allowed, tolerance included; negative where it does not.
   */
  readonly slack: {
    /** Above the lowest value allowed; of a list the least. */
    readonly above?: ClaimAtom;
    /** Below the highest value allowed; of a list the least. */
    readonly below?: ClaimAtom;
  };
  /** The line that is shown. */
  readonly line: string;
}
