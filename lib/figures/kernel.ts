/** A display bundle: MIME type to content. */
export type Bundle = Record<string, unknown>;

/** What is used of `Deno.jupyter`. */
export interface Kernel {
  /** Displays a bundle, or puts it in the place of an earlier one of the same id. */
  display(
    bundle: Bundle,
    options: { raw: true; display_id?: string; update?: boolean },
  ): Promise<void>;
}

/** The Jupyter kernel this code runs in, or undefined outside of one. */
export function kernel(): Kernel | undefined {
  // `Deno.jupyter` exists only inside the kernel; some versions throw when it is touched outside.
  try {
    const found = (Deno as unknown as { jupyter?: Kernel }).jupyter;
    return typeof found?.display === "function" ? found : undefined;
  } catch {
    return undefined;
  }
}
