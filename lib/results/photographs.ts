import { cifar10, type FiniteDataset, rowsOf } from "../datasets/mod.ts";

/** How CIFAR-10's photographs are divided. */
export interface Photographs {
  /** Those that are trained on: the first of the training part. */
  readonly train: FiniteDataset;
  /** The first 1,000 of the test part at most, which are measured against. */
  readonly test: FiniteDataset;
  /** As many as there are in `test`, of the training part, which nobody trained on. */
  readonly others: Float32Array;
}

/** How many photographs are trained on. A training file of CIFAR-10 has 10,000. */
export const PHOTOGRAPHS = 9000;

/** The photographs, of which `most` are trained on. */
export async function photographs(most = PHOTOGRAPHS): Promise<Photographs> {
  const test = await cifar10({ part: "test", most: 1000 });
  const all = await cifar10({ most: most + test.size });
  return {
    train: await cifar10({ most }),
    test,
    others: rowsOf(all, Array.from({ length: test.size }, (_, i) => all.size - test.size + i)),
  };
}
