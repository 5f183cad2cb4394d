/**
 * A place in the game: the generator's point theta and the critic's slope psi. The
 * equilibrium is [0, 0].
 */
export type State = readonly [theta: number, psi: number];

/**
 * How hard each player pulls at a score t = D(x): the derivative by t of what it maximises.
 * From these three functions a whole game follows, with data that are a point or noisy.
 */
export interface Pulls {
  /** How much the critic gains when the score of a real point rises. */
  real(score: number): number;
  /** How much the critic gains when the score of a generated point rises (negative: it loses). */
  fake(score: number): number;
  /** How much the generator gains when the score of its own point rises. */
  generator(score: number): number;
}

/**
 * A Dirac-GAN as a vector field: how fast both players move. The data are the point 0, the
 * generator makes the point theta, the critic is D(x) = psi x, high on real data.
 */
export interface VectorField {
  /** A short name for keys and files, for example "non-saturating+r1(0.3)". */
  readonly name: string;
  /** The name for charts, for example "NS-GAN + R1 (γ = 0.3)". */
  readonly title: string;
  /** The generator's velocity, d theta / dt: minus the gradient of its loss. */
  generator(theta: number, psi: number): number;
  /** The critic's velocity, d psi / dt: minus the gradient of its loss. */
  critic(theta: number, psi: number): number;
  /** Where a state is put back to after a step of the critic (weight clipping). */
  project?(state: State): State;
  /** The pulls that the field follows from, where it does; `instanceNoise` needs them. */
  readonly pulls?: Pulls;
}

/** A real 2 x 2 matrix, row by row. Rows: theta, psi. */
export type Matrix = readonly [readonly [number, number], readonly [number, number]];

/** A complex number. */
export interface Complex {
  /** The real part. */
  readonly re: number;
  /** The imaginary part. */
  readonly im: number;
}

/** How the players move. */
export interface Scheme {
  /**
   * The step size (learning rate) of both players, or of each. Positive.
   */
  readonly stepSize: number | {
    /** The generator's step size. */
    readonly generator: number;
    /** The critic's step size. */
    readonly critic: number;
  };
  /**
   * "simultaneous": both from the same state (explicit Euler). "alternating": the second sees the
   * first one's new value. "runge-kutta": the classical fourth-order rule, for the flow itself.
   * Default "alternating".
   */
  readonly method?: "simultaneous" | "alternating" | "runge-kutta";
  /**
   * How many steps the critic takes for each one of the generator; more than 1 only when
   * alternating. Default 1.
   */
  readonly criticSteps?: number;
  /**
   * Who moves first when alternating. Default "generator", as in Mescheder's code of this game; in
   * a training the critic does where nothing else is said: give `first` to compare the two.
   */
  readonly first?: "generator" | "critic";
}
