/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { prepareLibrary } from "./cache_sizes.ts";
export { codeFolder, codeSize } from "./code_cache.ts";
export { candidates, installedLibrary, installFolder, TENSORFLOW_VERSION } from "./locate.ts";
