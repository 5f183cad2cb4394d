/**
 * Everything random in Saddle: named streams, keyed by seed, run and purpose.
 *
 * @module
 */
export type { Random, Stream, StreamPosition } from "./random.ts";
export { stream } from "./stream.ts";
export type { StreamName } from "./stream_name.ts";
