import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./packages.ts";

/**
 * The package that draws pictures: skia-canvas where its binary is there (its own install script
 * fetches that, where deno.json allows it), else `@napi-rs/canvas`, which brings its own.
 */
export function drawingPackage(): "skia-canvas" | "@napi-rs/canvas" {
  const binary = join(ROOT, "node_modules", "skia-canvas", "lib", "skia.node");
  return existsSync(binary) ? "skia-canvas" : "@napi-rs/canvas";
}
