/**
 * The library where it runs in a browser: what stands there for what touches the machine, and what
 * a page has to say to it.
 *
 * @module
 */
export { NotHere } from "./absent.ts";
export { settled } from "./data_uri.ts";
export { type BringExtra, bringExtrasBy, extra, type Extras } from "./extra.ts";
export { type BroughtFile, fileAt, hasFile, takeFile } from "./files.ts";
export { type Bundle, type Kernel, useKernel } from "./kernel.ts";
export type { Column, Columns, Value } from "./parquet.ts";
