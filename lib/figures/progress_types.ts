/** Options of {@linkcode progress}. */
export interface ProgressOptions {
  /** What is being done, such as "WGAN-GP on the ring". */
  readonly label: string;
  /** Steps in all. @default what the training says */
  readonly total?: number;
  /** Metrics shown, in order. @default all that come, at most four */
  readonly show?: readonly string[];
}

/** Where a training is: what `train()` hands to its `onProgress`. */
export interface ProgressInfo {
  /** Steps done. */
  readonly step: number;
  /** Steps in all. */
  readonly steps: number;
  /** Current values by name. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** A live bar: call it with a {@linkcode ProgressInfo}, or its `update`. */
export interface ProgressBar {
  /** The form that `train({ onProgress })` takes. */
  (info: ProgressInfo): void;
  /** Says how far it is. The call with the last step writes the final line. */
  update(step: number, metrics?: Readonly<Record<string, number>>): void;
  /** Ends the bar where it stands (a run that stops early) and waits until it is shown. */
  done(): Promise<void>;
}
