/**
 * What `deno task setup` does: the npm packages, and native TensorFlow where it can be had. It
 * imports nothing but Node's own modules, so that it starts in a clone where nothing is installed.
 *
 * @module
 */
export * from "./attempts.ts";
export * from "./drawing.ts";
export * from "./execute.ts";
export * from "./install.ts";
export * from "./manifest.ts";
export * from "./opens.ts";
export * from "./packages.ts";
export * from "./partial.ts";
export * from "./plain_terminal.ts";
export * from "./python.ts";
export * from "./setup.ts";
export * from "./wheel.ts";
