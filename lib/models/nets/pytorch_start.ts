import { type Initialiser, lecunUniform } from "../initialisers.ts";

/** The starting values of PyTorch's `nn.Linear` and `nn.Conv2d`. */
export const pytorch: Initialiser = lecunUniform();

/**
 * Those of its `nn.ConvTranspose2d`, which stores the filters the other way round and counts what
 * an input enters, not what a sum sees.
 */
export const pytorchTransposed: Initialiser = (random, inputs, outputs, fan) =>
  pytorch(random, inputs, outputs, fan && { in: fan.out, out: fan.in });
