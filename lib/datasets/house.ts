/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { NAMED_DATASETS } from "./dataset.ts";
export { aDataset, aFiniteDataset } from "./arguments.ts";
export { facesToShip } from "./images/faces_to_ship.ts";
