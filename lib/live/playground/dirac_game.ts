import {
  clipping,
  consensus,
  instanceNoise,
  leastSquares,
  minimax,
  nonSaturating,
  r1,
  type Scheme,
  simulate,
  spectralRadius,
  type State,
  type VectorField,
  wasserstein,
} from "../../dynamics/mod.ts";

/** The losses of the game of two numbers. */
export const GAMES = {
  ns: { label: "non-saturating", code: "nonSaturating", make: nonSaturating },
  minimax: { label: "minimax", code: "minimax", make: minimax },
  wasserstein: { label: "Wasserstein", code: "wasserstein", make: wasserstein },
  ls: { label: "least squares", code: "leastSquares", make: () => leastSquares() },
} satisfies Record<string, { label: string; code: string; make: () => VectorField }>;

/** What is added to a game, of a weight. */
export const BRAKES = {
  none: { label: "none", weighs: "", code: "", make: (field: VectorField) => field },
  r1: {
    label: "R1",
    weighs: "gamma",
    code: "r1",
    make: (field: VectorField, gamma: number) => r1(field, { gamma }),
  },
  consensus: {
    label: "consensus",
    weighs: "gamma",
    code: "consensus",
    make: (field: VectorField, gamma: number) => consensus(field, { gamma }),
  },
  noise: {
    label: "instance noise",
    weighs: "deviation",
    code: "instanceNoise",
    make: (field: VectorField, deviation: number) => instanceNoise(field, { deviation }),
  },
  clipping: {
    label: "weight clipping",
    weighs: "limit",
    code: "clipping",
    make: (field: VectorField, limit: number) => clipping(field, { limit }),
  },
} as const;

/** How steps are taken. */
export const METHODS = {
  alternating: "in turn",
  simultaneous: "at the same time",
  "runge-kutta": "as a flow (Runge-Kutta)",
} as const;

/** Numbers that a reader sets. */
export const DIRAC_NUMBERS = {
  gamma: {
    label: "its weight",
    values: [0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2],
    usual: 0.3,
  },
  stepSize: {
    label: "step size",
    values: [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5],
    usual: 0.2,
  },
  criticSteps: { label: "critic steps", values: [1, 2, 3, 5, 10], usual: 1 },
} as const;

/** All settings of the game of two numbers. */
export interface DiracSettings {
  readonly game: keyof typeof GAMES;
  readonly brake: keyof typeof BRAKES;
  readonly method: keyof typeof METHODS;
  readonly gamma: number;
  readonly stepSize: number;
  readonly criticSteps: number;
  /** Where it begins. */
  readonly start: State;
}

/** Where the page begins. */
export const DIRAC_USUAL: DiracSettings = {
  game: "ns",
  brake: "none",
  method: "alternating",
  gamma: DIRAC_NUMBERS.gamma.usual,
  stepSize: DIRAC_NUMBERS.stepSize.usual,
  criticSteps: DIRAC_NUMBERS.criticSteps.usual,
  start: [1, 1],
};

/** The game that the settings name. */
export function fieldOf({ game, brake, gamma }: DiracSettings): VectorField {
  return BRAKES[brake].make(GAMES[game].make(), gamma);
}

/** How its players move. */
export function schemeOf({ method, stepSize, criticSteps }: DiracSettings): Scheme {
  return { method, stepSize, criticSteps: method === "alternating" ? criticSteps : 1 };
}

/** The states after each of so many steps. */
export function nextStates(settings: DiracSettings, start: State, steps: number): State[] {
  const { theta, psi } = simulate(fieldOf(settings), { ...schemeOf(settings), start, steps });
  return [...theta].map((x, i): State => [x, psi[i]!]).slice(1);
}

/** What theory says of the place of rest, in a sentence. */
export function diracVerdict(settings: DiracSettings): string {
  let radius: number;
  try {
    radius = spectralRadius(fieldOf(settings), schemeOf(settings));
  } catch { // a step that bends there has no eigenvalues
    return "At the place of rest this step bends: theory there has no eigenvalue for it.";
  }
  const factor = `Near the place of rest a step multiplies the distance by ${radius.toFixed(4)}`;
  if (Math.abs(radius - 1) < 1e-9) return `${factor}: it goes round, neither in nor out.`;
  return radius < 1 ? `${factor}: it settles.` : `${factor}: it is driven away.`;
}

/** The code of a cell that plays the same game to the same numbers, and draws it. */
export function diracCodeOf(settings: DiracSettings, steps: number): string {
  const { game, brake, gamma, start } = settings, { code, weighs } = BRAKES[brake];
  const plain = `dynamics.${GAMES[game].code}()`;
  const field = code ? `dynamics.${code}(${plain}, { ${weighs}: ${gamma} })` : plain;
  const scheme = Object.entries(schemeOf(settings)).map(([name, value]) =>
    `${name}: ${JSON.stringify(value)}`
  );
  return `import { dynamics, phasePortrait } from "saddle";

const game = ${field};
const path = dynamics.simulate(game, {
  start: [${start.join(", ")}],
  steps: ${Math.max(1, steps)},
  ${scheme.join(",\n  ")},
});

phasePortrait({
  field: (theta, psi) => [game.generator(theta, psi), game.critic(theta, psi)],
  trajectories: [path],
  caption: "The path of both players, from the open circle to the dot.",
  alt: "A vector field with the path of two players",
});
`;
}

/** The settings as the part of an address behind its `#`. */
export function diracToAddress(settings: DiracSettings): string {
  const address = new URLSearchParams({ scene: "dirac" });
  for (const name of ["game", "brake", "method", "gamma", "stepSize", "criticSteps"] as const) {
    if (settings[name] !== DIRAC_USUAL[name]) address.set(name, String(settings[name]));
  }
  if (String(settings.start) !== String(DIRAC_USUAL.start)) {
    address.set("start", settings.start.join());
  }
  return address.toString().replaceAll("%2C", ",");
}

/** The settings of an address; whatever is not one there is as usual. */
export function diracFromAddress(text: string): DiracSettings {
  const address = new URLSearchParams(text.replace(/^#/, ""));
  const chosen = <T extends string>(name: string, from: Record<T, unknown>, usual: T): T => {
    const value = address.get(name);
    return value !== null && Object.hasOwn(from, value) ? value as T : usual;
  };
  const number = (name: keyof typeof DIRAC_NUMBERS) => {
    const { values, usual } = DIRAC_NUMBERS[name], value = Number(address.get(name) ?? usual);
    return values.find((one) => one === value) ?? usual;
  };
  const start = (address.get("start") ?? "").split(",").map(Number);
  const isPlace = start.length === 2 && start.every((one) => Math.abs(one) <= 2);
  return {
    game: chosen("game", GAMES, DIRAC_USUAL.game),
    brake: chosen("brake", BRAKES, DIRAC_USUAL.brake),
    method: chosen("method", METHODS, DIRAC_USUAL.method),
    gamma: number("gamma"),
    stepSize: number("stepSize"),
    criticSteps: number("criticSteps"),
    start: isPlace && address.has("start") ? start as unknown as State : DIRAC_USUAL.start,
  };
}
