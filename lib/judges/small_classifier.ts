import { conv, dense, type Model, network, relu } from "../models/mod.ts";

/**
 * A classifier of ten classes, not trained, whose features measure images: three convolutions and
 * 64 features.
 */
export function smallClassifier(name: string, input: readonly [number, number, number]): Model {
  return network({
    name,
    input,
    layers: [
      conv({ filters: 24, kernel: 5, stride: 2 }),
      relu,
      conv({ filters: 48, stride: 2 }),
      relu,
      conv({ filters: 96, stride: 2 }),
      relu,
      dense({ outputs: 64 }),
      relu,
      dense({ outputs: 10 }),
    ],
    codeAfter: 8,
  });
}
