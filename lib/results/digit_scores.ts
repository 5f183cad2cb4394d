import { digits, rowsOf } from "../datasets/mod.ts";
import { digitJudge } from "../judges/mod.ts";
import {
  classScore,
  densityCoverage,
  frechetDistance,
  kernelDistance,
  precisionRecall,
} from "../metrics/mod.ts";
import type { Metric } from "../training/mod.ts";

/**
 * What the judge of digits says of generated ones against every second of the test digits that
 * ship, 1,000 of them: class score, Fréchet and kernel distance, precision, recall, density,
 * coverage.
 */
export async function digitScores(): Promise<Metric> {
  const judge = await digitJudge(), test = digits({ part: "test" });
  const even = Array.from({ length: test.size / 2 }, (_, i) => 2 * i);
  const real = judge.see(rowsOf(test, even)).features, of = { dimension: judge.features };
  return (images) => {
    const { features, probabilities } = judge.see(images);
    return {
      classScore: classScore(probabilities, { classes: judge.names.length }),
      frechet: frechetDistance(features, real, of),
      kernel: kernelDistance(features, real, of),
      ...precisionRecall(features, real, of),
      ...densityCoverage(features, real, of),
    };
  };
}
