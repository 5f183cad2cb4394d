/**
 * For who builds the pages: what needs neither a browser nor a compiler.
 *
 * @module
 */
export { neededFiles, textsOf } from "./needed_files.ts";
