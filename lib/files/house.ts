/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { type Patience, patiently } from "./patiently.ts";
export { textsIn } from "./tensor_texts.ts";
export { createFile } from "./replace_file.ts";
