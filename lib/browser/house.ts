/**
 * For who makes scripts for browsers.
 *
 * @module
 */
export { BYTES, ENTRIES, MODULES, PACKAGES } from "./stands_for.ts";
