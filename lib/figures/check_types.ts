/** A value that a claim is about: a number, or numbers one by one; null where a run diverged. */
export type Measured = number | bigint | ArrayLike<number | bigint | null> | null;

/** A value that must be near, or the same as, another: numbers, texts or truth values. */
export type Compared = Measured | string | boolean | ArrayLike<string> | ArrayLike<boolean>;

/** What every claim may have beside its value and its bounds. */
export interface ClaimOptions<Value> {
  /** How far beyond a bound, or away from what is expected, a number may still be. @default 0 */
  readonly tolerance?: number;
  /**
   * What wrong worlds give in place of `got`, by their names: an untrained generator, the penalty 0,
   * the methods swapped. Each must make the claim false, or else the claim says nothing. It marks a
   * claim that a training decides; one that mathematics decides has none.
   */
  readonly failsFor?: Readonly<Record<string, Value>>;
}

/** A claim that a value is near, or the same as, what is expected. */
export interface NearCheck extends ClaimOptions<Compared> {
  /** What came: a number, numbers one by one, or texts or truth values that must be the same. */
  readonly got: Compared;
  /** What theory, a published table or a sampling floor says; never a number from this run. */
  readonly expected: Exclude<Compared, null>;
  /** There is no bound beside what is expected. */
  readonly atLeast?: never;
  /** There is no bound beside what is expected. */
  readonly atMost?: never;
}

/** A claim that a value, or each of several, is no smaller than a bound. */
export interface AtLeastCheck extends ClaimOptions<Measured> {
  /** What came. */
  readonly got: Measured;
  /** The smallest value allowed. */
  readonly atLeast: number | bigint;
  /** The largest value allowed, where there is one too. */
  readonly atMost?: number | bigint;
  /** Nothing is expected beside bounds. */
  readonly expected?: never;
}

/** A claim that a value, or each of several, is no larger than a bound. */
export interface AtMostCheck extends ClaimOptions<Measured> {
  /** What came. */
  readonly got: Measured;
  /** The smallest value allowed, where there is one too. */
  readonly atLeast?: number | bigint;
  /** The largest value allowed. */
  readonly atMost: number | bigint;
  /** Nothing is expected beside bounds. */
  readonly expected?: never;
}
