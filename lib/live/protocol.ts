/**
 * What a page and the kernel in its worker tell each other.
 *
 * @module
 */

/** What the page says. */
export type ToWorker =
  /** First of all: the names of the files that can be had. */
  | { readonly type: "start"; readonly files: readonly string[] }
  /** Say which cells have to run before one of them: their texts, and its index. */
  | { readonly type: "plan"; readonly sources: readonly string[]; readonly target: number }
  /** Run a cell. */
  | { readonly type: "run"; readonly cell: number; readonly code: string }
  /** A file that was asked for, or why it cannot be had. */
  | { readonly type: "file"; readonly name: string; readonly found: Found<Uint8Array> }
  /** The source of a part that was asked for, or why it cannot be had. */
  | { readonly type: "extra"; readonly name: string; readonly found: Found<string> };

/** Something that was asked for, or why it cannot be had. */
export type Found<T> = { readonly value: T } | { readonly problem: string };

/** What the kernel says. */
export type ToPage =
  /** It listens. */
  | { readonly type: "ready" }
  /** The indices of the cells that have to run before the one that was asked for. */
  | { readonly type: "planned"; readonly needed: readonly number[] }
  /** A file is needed. */
  | { readonly type: "need-file"; readonly name: string }
  /** A large part of the library is needed. */
  | { readonly type: "need-extra"; readonly name: string }
  | Output
  | Done;

/** Something that a cell gave. */
export type Output =
  | {
    readonly type: "stream";
    readonly cell: number;
    readonly name: "stdout" | "stderr";
    readonly text: string;
  }
  | {
    readonly type: "display";
    readonly cell: number;
    /** MIME type to content. */
    readonly bundle: Readonly<Record<string, unknown>>;
    /** What it may be updated by. */
    readonly id?: string;
    /** Whether it takes the place of what has the same id. */
    readonly update: boolean;
  };

/** A cell has ended. */
export interface Done {
  /** Which message this is. */
  readonly type: "done";
  /** The cell. */
  readonly cell: number;
  /** How it ended; `not-live` where it needs what no browser has. */
  readonly outcome: "ran" | "failed" | "not-live";
  /** How long it took, in milliseconds. */
  readonly took: number;
  /** The engine that computes by then, by its name; empty where none was started. */
  readonly engine: string;
  /** What went wrong, with its line; or what is not here. */
  readonly problem?: string;
}
