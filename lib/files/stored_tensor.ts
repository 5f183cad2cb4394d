/** Numbers with a shape, in plain memory. */
export interface StoredTensor {
  /** The length of each axis. */
  readonly shape: readonly number[];
  /** The values, the last axis fastest. */
  readonly values: Float32Array | Float64Array | Int32Array;
}
