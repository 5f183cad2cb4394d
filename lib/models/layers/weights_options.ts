import { flag, type Spec, usually } from "../../options/mod.ts";
import { anInitialiser, heNormal, type Initialiser } from "../initialisers.ts";

/** What layers with weights have in common. */
export interface WeightsOptions {
  /** Whether it has biases. Default `true`. */
  readonly bias?: boolean;
  /** Starting values. Default {@linkcode heNormal}. */
  readonly init?: Initialiser;
}

/** What fits {@linkcode WeightsOptions}. */
export const WEIGHTS = {
  bias: flag(true),
  init: usually(anInitialiser, heNormal()),
} satisfies Spec<WeightsOptions>;
