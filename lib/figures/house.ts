/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { colours } from "./colours.ts";
export { drawCritic } from "./critic_map.ts";
export { drawDots } from "./plane.ts";
export { PLAYER } from "./player.ts";
