/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { aLoss } from "./loss.ts";
export { NAMED_LOSSES } from "./named.ts";
