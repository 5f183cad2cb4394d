/** A linear classifier: logits are the features times `weights`, plus `bias`. */
export interface Line {
  /** `[dimension, classes]`, row by row. */
  readonly weights: Float64Array;
  /** `[classes]`. */
  readonly bias: Float64Array;
  /** Steps of its training. */
  readonly steps: number;
}
