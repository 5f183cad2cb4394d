/**
 * For who makes scripts for browsers.
 *
 * @module
 */
export { ABSENT } from "./absent_names.ts";
export { BYTES, ENTRIES, MODULES, PACKAGES } from "./stands_for.ts";
