import { inWords } from "../experiments/mod.ts";
import { labelOf } from "../experiments/house.ts";
import type { Config } from "./read_config.ts";
import { planOf } from "./run_config.ts";

/** Says what is going to be trained. */
export function announce(config: Config): void {
  const { blocks, refused } = planOf(config);
  const { name, about, runs } = config;
  const count = blocks.reduce((sum, { combinations }) => sum + combinations.length, 0);
  const each = runs === 1 ? "1 seed" : `${runs} seeds`;
  console.log(`${name}${about ? `: ${about.trim()}` : ""}`);
  if (count > 1) console.log(`${count} combinations, ${each} of each`);
  for (const [i, block] of blocks.entries()) {
    const { steps, runs } = block.trial.options;
    console.log(`  block ${i + 1}: ${labelOf(block)} (${steps} steps, ${runs} side by side)`);
  }
  for (const { labels, reason } of refused) {
    console.log(`  left out: ${inWords(labels)}: ${reason}`);
  }
}
