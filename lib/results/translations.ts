import { colouredDigits, digits, type FiniteDataset, fromPoints } from "../datasets/mod.ts";
import { accuracy, digitJudge, type Judge } from "../judges/mod.ts";
import { frechetDistance } from "../metrics/mod.ts";
import type { CycleGanPlayers } from "../games/mod.ts";
import type { Game, LookMetric, PlayOptions } from "../training/mod.ts";

/** Two domains of digits without pairs, to train with and to look at. */
export interface Domains {
  /** One domain, `x` of the looks. */
  readonly a: FiniteDataset;
  /** The other, `y` of the looks, of other digits. */
  readonly b: FiniteDataset;
  /** Images of a that nobody trained on. */
  readonly testA: FiniteDataset;
  /** Those of b. */
  readonly testB: FiniteDataset;
}

/** So many digits of a set from a place on. */
export function digitsFrom(set: FiniteDataset, from: number, n: number): FiniteDataset {
  const { name, points, dimension, shape, labels } = set;
  return fromPoints({
    name: `${name}, ${from + 1} to ${from + n}`,
    points: points.subarray(from * dimension, (from + n) * dimension),
    dimension,
    shape: shape!,
    labels: { names: labels!.names, values: labels!.values.slice(from, from + n) },
  });
}

/**
 * Grey digits, and others in colour: 5,000 each to train with, 500 each to look at. The digits are
 * those that ship.
 */
export function colourDomains(tints: number): Domains {
  const [train, test] = [digits(), digits({ part: "test" })];
  const coloured = (of: FiniteDataset) => colouredDigits({ of, tints });
  return {
    a: digitsFrom(train, 0, 5000),
    b: coloured(digitsFrom(train, 5000, 5000)),
    testA: digitsFrom(test, 0, 500),
    testB: coloured(digitsFrom(test, 500, 500)),
  };
}

/** Images of a domain as the judge of digits sees them. */
export type AsGrey = (images: Float32Array) => Float32Array;

/**
 * Coloured images as grey ones: where a colour lies between paper (-1) and ink (1). For images of
 * one tint; what lies beside the line between the two is not seen.
 */
export function betweenPaperAndInk(): AsGrey {
  const ends = fromPoints({
    ...{ name: "black and white", points: [[-1], [1]], shape: [1, 1, 1] },
    labels: { names: ["black", "white"], values: Uint8Array.of(0, 1) },
  });
  const colours = colouredDigits({ of: ends }).points;
  const [paper, ink] = [colours.subarray(0, 3), colours.subarray(3)];
  const way = ink.map((value, c) => value - paper[c]!);
  const length = way.reduce((sum, value) => sum + value ** 2, 0);
  return (images) =>
    Float32Array.from({ length: images.length / 3 }, (_, i) => {
      let along = 0;
      for (let c = 0; c < 3; c++) along += (images[3 * i + c]! - paper[c]!) * way[c]!;
      return Math.min(1, Math.max(-1, 2 * along / length - 1));
    });
}

/** The mean over all numbers of how far two arrays are apart. */
export function meanApart(x: Float32Array, y: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += Math.abs(x[i]! - y[i]!);
  return sum / x.length;
}

/** The game with looks at the test images, and what is measured of them. */
export interface Measured {
  /** The game. */
  readonly game: Game<CycleGanPlayers>;
  /** For `play`. */
  readonly metrics: NonNullable<PlayOptions["metrics"]>;
}

/** Looks at test images in the place of the game's own: the same for every run. */
export function lookingAt(
  game: Game<CycleGanPlayers>,
  { testA, testB }: Domains,
): Game<CycleGanPlayers> {
  const [inA, inB] = [
    { rows: { x: testA.points }, n: testA.size },
    { rows: { y: testB.points }, n: testB.size },
  ];
  return {
    ...game,
    looks: {
      "a to b": { inputs: inA, see: ({ ab }, { x }) => ab(x!), kept: false },
      "b to a": { inputs: inB, see: ({ ba }, { y }) => ba(y!), kept: false },
      "a to b to a": { inputs: inA, see: ({ ab, ba }, { x }) => ba(ab(x!)), kept: false },
      "b to a to b": { inputs: inB, see: ({ ab, ba }, { y }) => ab(ba(y!)), kept: false },
    },
  };
}

/** Who looks at the translations. */
export interface Looker {
  /** Reads digits. */
  readonly judge: Judge;
  /** Images of a as it sees them. Default as they are. */
  readonly greyA?: AsGrey;
  /** Images of b. Default as they are. */
  readonly greyB?: AsGrey;
}

/** The judge that ships. */
export async function looker(greyB?: AsGrey): Promise<Looker> {
  return { judge: await digitJudge(), ...(greyB ? { greyB } : {}) };
}

/**
 * What is measured of translations of test images: toB and toA, the shares that the judge takes for
 * the digit they were; likeB and likeA, the Fréchet distance of its features from those of the real
 * test images of that domain; cycleA and cycleB, by how much they come back changed, a mean over
 * numbers between -1 and 1.
 */
export function translationMetrics(
  { testA, testB }: Domains,
  { judge, greyA = (x) => x, greyB = (x) => x }: Looker,
): Record<string, LookMetric> {
  const one = { dimension: judge.features };
  const real = {
    A: judge.see(greyA(testA.points)).features,
    B: judge.see(greyB(testB.points)).features,
  };
  const seen = (from: FiniteDataset, grey: AsGrey, to: "A" | "B") => (images: Float32Array) => {
    const { classes, features } = judge.see(grey(images));
    return {
      [`to${to}`]: accuracy(classes, from.labels!.values),
      [`like${to}`]: frechetDistance(features, real[to], one),
    };
  };
  const back = (from: FiniteDataset, name: string) => (images: Float32Array) => ({
    [name]: meanApart(images, from.points),
  });
  return {
    toB: { look: "a to b", measure: seen(testA, greyB, "B") },
    toA: { look: "b to a", measure: seen(testB, greyA, "A") },
    cycleA: { look: "a to b to a", measure: back(testA, "cycleA") },
    cycleB: { look: "b to a to b", measure: back(testB, "cycleB") },
  };
}
