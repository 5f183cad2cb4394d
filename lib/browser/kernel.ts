import type { Kernel } from "../figures/kernel.ts";

export type { Bundle, Kernel } from "../figures/kernel.ts";

const held: { kernel?: Kernel } = {};

/** What shows figures: the page around the worker, once it has said how. */
export function kernel(): Kernel | undefined {
  return held.kernel;
}

/** Says what shows figures from now on. */
export function useKernel(kernel: Kernel): void {
  held.kernel = kernel;
}
