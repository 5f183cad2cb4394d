import { createRequire } from "node:module";

/**
 * The package that decodes pictures, loaded at the first use: it has a binary for each platform.
 */
export function picturePackage(): typeof import("@napi-rs/image") {
  return loaded ??= createRequire(import.meta.url)("@napi-rs/image");
}

let loaded: typeof import("@napi-rs/image") | undefined;
