/**
 * Games of several players, for `play`: BiGAN, CycleGAN, a conditional GAN, a classifier, and the
 * two turns of any critic and those it judges.
 *
 * @module
 */

export { bigan, type BiganOptions } from "./bigan.ts";
export { classifier, type ClassifierGameOptions } from "./classifier.ts";
export { conditionalGan, type ConditionalGanOptions } from "./conditional_gan.ts";
export { cycleGan, type CycleGanOptions, type CycleGanPlayers } from "./cycle_gan.ts";
export { duel, type DuelOptions, type Shown } from "./duel.ts";
