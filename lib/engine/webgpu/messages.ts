/**
 * What the engine and the thread that owns the GPU tell each other.
 *
 * @module
 */

/** Stands in a message for an object that lives in the worker. */
export interface Reference {
  /** Its number. */
  readonly object: number;
}

/**
 * One call of a method: on which object, its name, its arguments, the number of what it returns.
 */
export type Call = readonly [on: number, method: string, args: readonly unknown[], makes: number];

/** The numbers of the two objects that are there from the start. */
export const DEVICE = 0, QUEUE = 1;

/** What the worker is asked for. */
export type Request =
  | { readonly calls: readonly Call[] }
  | Read;

/** A reading of a buffer. */
export interface Read {
  /** The buffer's number. */
  readonly read: number;
  /** Its length in bytes. */
  readonly size: number;
  /** Where to put the values, after a header; see {@linkcode Reading}. */
  readonly into: SharedArrayBuffer;
  /** Whether a message is to tell when it has ended. */
  readonly tell: boolean;
}

/** What the worker says once it has a device, or why it has none. */
export type Started = { readonly limits: Readonly<Record<string, number>> } | {
  readonly problem: string;
};

/** How a reading stands: the first 32-bit number of the memory that it goes to. */
export const Reading = { waiting: 0, done: 1, failed: 2 } as const;

/**
 * The bytes before the values: the state of the reading, and the length of a message of failure.
 */
export const HEADER = 8;

/** The most bytes of a message of failure. */
export const MESSAGE = 2000;
