/**
 * For tests and tasks that open pages in a browser.
 *
 * @module
 */
export * from "./browser.ts";
export * from "./live_run.ts";
