/**
 * What `deno task test` and `deno task check` do.
 *
 * @module
 */
export * from "./committed.ts";
export * from "./doc_lint.ts";
export * from "./imports.ts";
export * from "./notebook_format.ts";
export * from "./run_tests.ts";
export * from "./suites.ts";
export * from "./totals.ts";
