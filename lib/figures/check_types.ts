/** A claim that a value is near, or the same as, what is expected. */
export interface NearCheck {
  /** What came: a number, numbers one by one, or a text or truth value that must be the same. */
  readonly got: number | bigint | ArrayLike<number> | string | boolean;
  /** What theory, a published table or a sampling floor says; never a number from this run. */
  readonly expected: number | bigint | ArrayLike<number> | string | boolean;
  /** The largest absolute difference allowed. @default 0 */
  readonly tolerance?: number;
}

/** A claim that a value is no smaller than a bound. */
export interface AtLeastCheck {
  /** What came. */
  readonly got: number | bigint;
  /** The smallest value allowed. */
  readonly atLeast: number | bigint;
  /** How far below it may still be. @default 0 */
  readonly tolerance?: number;
}

/** A claim that a value is no larger than a bound. */
export interface AtMostCheck {
  /** What came. */
  readonly got: number | bigint;
  /** The largest value allowed. */
  readonly atMost: number | bigint;
  /** How far above it may still be. @default 0 */
  readonly tolerance?: number;
}
