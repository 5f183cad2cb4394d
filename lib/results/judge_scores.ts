import type { Judge } from "../judges/mod.ts";
import {
  classScore,
  densityCoverage,
  frechetDistance,
  kernelDistance,
  precisionRecall,
} from "../metrics/mod.ts";

/** What a judge says of images against real ones. */
export type JudgeScores = (images: Float32Array) => Readonly<Record<string, number>>;

/**
 * What a judge says of images against real ones: class score, Fréchet and kernel distance,
 * precision, recall, density, coverage.
 */
export function judgeScores(judge: Judge, reference: Float32Array): JudgeScores {
  const real = judge.see(reference).features, of = { dimension: judge.features };
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
