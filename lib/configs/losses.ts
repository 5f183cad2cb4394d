import { type Loss, lossNamed } from "../losses/mod.ts";
import { type Maker, maker, named } from "./named.ts";
import { choice, flag, number, type Reader, type Readers } from "./readers.ts";

/** Every loss that a file can name; `lossNamed` knows them by the same names. */
export const LOSSES: Readonly<Record<string, Maker<Loss>>> = {
  ...lossWith("minimax", { epsilon: number }),
  ...lossWith("non-saturating", { epsilon: number }),
  ...lossWith("least-squares", { fake: number, real: number, target: number, halves: flag }),
  ...lossWith("energy-based", { margin: number, pullingAway: number }),
  ...lossWith("loss-sensitive", { weight: number, scale: number, norm: choice("L1", "L2") }),
  ...lossWith("wasserstein", {}),
  ...lossWith("hinge", {}),
  ...lossWith("relativistic-paired", {}),
  ...lossWith("relativistic-average", {}),
  ...lossWith("f-gan-kl", { nonSaturating: flag }),
  ...lossWith("f-gan-reverse-kl", { nonSaturating: flag }),
  ...lossWith("f-gan-pearson", { nonSaturating: flag }),
  ...lossWith("f-gan-js", { nonSaturating: flag }),
};

/** A loss by its name. */
export const loss: Reader<Loss> = named("a loss", LOSSES);

function lossWith<Options extends Record<string, unknown>>(
  name: string,
  readers: Readers<Options>,
): Record<string, Maker<Loss>> {
  return { [name]: maker((options: Options) => lossNamed(name, options), readers) };
}
