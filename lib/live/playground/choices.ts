/** The centre of a Gaussian that a reader drew. */
export type Drawn = readonly (readonly [x: number, y: number])[];

/** A part of a training that a reader can choose: what the page calls it, and the code that makes it. */
export interface Choice<Given extends readonly unknown[] = []> {
  /** What the page calls it. */
  readonly label: string;
  /** The code that makes it; the names before its brackets are those that it imports. */
  code(...given: Given): string;
}

const fixed = (label: string, code: string) => ({ label, code: () => code });

/** The deviation of a Gaussian that was drawn. */
export const DRAWN_DEVIATION = 0.05;

/** The window in which a reader draws. */
export const DRAWN_EXTENT = [[-1.5, 1.5], [-1.5, 1.5]] as const;

/** Where data come from. Those of one's own are small Gaussians along what was drawn. */
export const DATA = {
  five: fixed("five Gaussians", "fiveGaussians()"),
  ring: fixed("ring of eight", "ring({ deviation: 0.05 })"),
  grid: fixed("grid of 25", "grid({ spacing: 0.6 })"),
  circle: fixed("circle", "circle({ centred: true })"),
  roll: fixed("Swiss roll", "swissRoll()"),
  moons: fixed("two moons", "twoMoons()"),
  spirals: fixed("two spirals", "spirals()"),
  squares: fixed("checkerboard", "checkerboard()"),
  own: {
    label: "your own drawing",
    code: (drawn: Drawn) =>
      `mixture({
    name: "drawn",
    centres: ${JSON.stringify(drawn)},
    deviation: ${DRAWN_DEVIATION},
    extent: ${JSON.stringify(DRAWN_EXTENT)},
  })`,
  },
} satisfies Record<string, Choice<[drawn: Drawn]>>;

/** What both players minimise. */
export const LOSSES = {
  ns: fixed("non-saturating", "nonSaturating()"),
  minimax: fixed("minimax", "minimax()"),
  wasserstein: fixed("Wasserstein", "wasserstein()"),
  ls: fixed("least squares", "leastSquares()"),
  hinge: fixed("hinge", "hinge()"),
  rp: fixed("relativistic, paired", "relativisticPaired()"),
} satisfies Record<string, Choice>;

/** A way to keep the critic smooth, and what its number is called. */
export interface ConstraintChoice extends Choice<[weight: number]> {
  /** What its number is called; empty if it has none. */
  readonly weighs: string;
}

const constraint = (label: string, name: string, weighs: string): ConstraintChoice => ({
  label,
  weighs,
  code: (weight) => weighs ? `${name}({ ${weighs}: ${weight} })` : "",
});

/** What keeps the critic smooth. */
export const CONSTRAINTS = {
  none: constraint("none", "", ""),
  r1: constraint("R1", "r1", "gamma"),
  r2: constraint("R2", "r2", "gamma"),
  gp: constraint("gradient penalty", "gradientPenalty", "weight"),
  dragan: constraint("DRAGAN", "dragan", "weight"),
  clipping: constraint("weight clipping", "clipping", "limit"),
  noise: constraint("instance noise", "instanceNoise", "deviation"),
} satisfies Record<string, ConstraintChoice>;

/** The rule of a step. */
export const UPDATES = {
  alternating: {
    label: "alternating",
    code: (criticSteps: number) => `alternating({ criticSteps: ${criticSteps} })`,
  },
  simultaneous: fixed("simultaneous", "simultaneous()"),
  extragradient: fixed("extragradient", "extragradient()"),
  consensus: fixed("consensus", "consensus({ gamma: 0.1 })"),
  unrolled: fixed("unrolled, 3 steps", "unrolled({ steps: 3 })"),
} satisfies Record<string, Choice<[criticSteps: number]>>;

const adam = (rate: number) => `adam({ rate: ${rate}, beta1: 0.5, beta2: 0.9 })`;

/** The rule that moves a player, of a rate. */
export const OPTIMISERS = {
  adam: { label: "Adam", code: adam },
  sgd: { label: "gradient descent", code: (rate: number) => `sgd({ rate: ${rate} })` },
  rmsprop: { label: "RMSProp", code: (rate: number) => `rmsprop({ rate: ${rate} })` },
  optimistic: { label: "optimistic Adam", code: (rate: number) => `optimistic(${adam(rate)})` },
} satisfies Record<string, Choice<[rate: number]>>;

/** All choices by the setting that they are of. */
export const CHOICES = {
  data: DATA,
  loss: LOSSES,
  constraint: CONSTRAINTS,
  update: UPDATES,
  optimiser: OPTIMISERS,
} as const;
