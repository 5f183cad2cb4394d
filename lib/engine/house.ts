/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { aTensor } from "./a_tensor.ts";
export { runEagerly } from "./eager.ts";
export { currentEngine } from "./start.ts";
export { threadsHere } from "./threads.ts";
export { findGpu } from "./webgpu/adapter.ts";
