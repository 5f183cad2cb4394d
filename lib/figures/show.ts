import { checkArgument, part } from "../options/mod.ts";
import { displayKey } from "./display_key.ts";
import type { Figure } from "./figure.ts";
import { kernel } from "./kernel.ts";

/**
 * Displays a figure in the middle of a notebook cell (the last expression displays itself).
 * Outside a kernel its plain text is printed.
 *
 * @example
 * ```ts
 * import { show, table } from "saddle/figures/mod.ts";
 *
 * await show(table([{ seed: 1, modes: 8 }], { caption: "Modes found." }));
 * ```
 */
export async function show(figure: Figure): Promise<void> {
  checkArgument(
    "show",
    "figure",
    figure,
    part<Figure>("a figure", (value) => "text" in value && displayKey in value),
  );
  const found = kernel();
  if (!found) return console.log(figure.text);
  await found.display(figure[displayKey](), { raw: true });
}
