import { CHOICES, type Drawn } from "./choices.ts";

/** The settings of a run in the plane that are chosen by name. */
export type Chosen = { readonly [name in keyof typeof CHOICES]: keyof (typeof CHOICES)[name] };

/** Numbers that a reader sets, each with the values that its slider has. */
export const NUMBERS = {
  criticRate: {
    label: "critic’s rate",
    values: [0, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2],
    usual: 2e-3,
  },
  generatorRate: {
    label: "generator’s rate",
    values: [0, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2],
    usual: 2e-3,
  },
  weight: {
    label: "weight of the constraint",
    values: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    usual: 0.1,
  },
  criticSteps: { label: "critic steps", values: [1, 2, 3, 5, 10], usual: 1 },
  width: { label: "units in a layer", values: [8, 16, 32, 64], usual: 32 },
  layers: { label: "hidden layers", values: [1, 2, 3], usual: 2 },
  batch: { label: "points in a step", values: [16, 32, 64, 128, 256], usual: 64 },
  runs: { label: "seeds side by side", values: [1, 4, 9, 16], usual: 1 },
  seed: { label: "seed", values: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], usual: 0 },
} as const;

/** The numbers of a run in the plane. */
export type Numbers = { readonly [name in keyof typeof NUMBERS]: number };

/** Who learns: a player that does not has the rate 0. */
export type Movers = "both" | "critic" | "generator";

/** All settings of a run in the plane. */
export interface Settings extends Chosen, Numbers {
  /** Centres of what a reader drew; data of one's own are made of them. */
  readonly drawn: Drawn;
  /** Who learns. */
  readonly movers: Movers;
}

/** A small star, so that data of one's own are never nothing. */
const STAR: Drawn = Array.from({ length: 24 }, (_, i) => {
  const angle = Math.PI * i / 12, radius = i % 4 === 0 ? 1.1 : i % 2 === 0 ? 0.75 : 0.9;
  return [hundredth(radius * Math.sin(angle)), hundredth(radius * Math.cos(angle))];
});

/** Where the page begins: a run of notebook 00. */
export const USUAL: Settings = {
  data: "five",
  loss: "ns",
  constraint: "r1",
  update: "alternating",
  optimiser: "adam",
  ...usualNumbers(),
  drawn: STAR,
  movers: "both",
};

/** Settings whose change does not start a run anew: its step takes them as arguments. */
export const LIGHT: ReadonlySet<keyof Settings> = new Set([
  "criticRate",
  "generatorRate",
  "weight",
  "movers",
]);

function usualNumbers(): Numbers {
  const entries = Object.entries(NUMBERS).map(([name, { usual }]) => [name, usual]);
  return Object.fromEntries(entries) as Numbers;
}

/** A coordinate as addresses and code hold it. */
export function hundredth(value: number): number {
  return Math.round(100 * value) / 100 + 0; // no minus zero
}

/** The settings as the part of an address behind its `#`: only those that are not usual. */
export function toAddress(settings: Settings): string {
  const address = new URLSearchParams();
  for (const name of [...Object.keys(CHOICES), ...Object.keys(NUMBERS), "movers"]) {
    const value = settings[name as keyof Settings];
    if (value !== USUAL[name as keyof Settings]) address.set(name, String(value));
  }
  const drawn = settings.drawn.map(([x, y]) => `${x},${y}`).join(";");
  if (settings.data === "own") address.set("drawn", drawn);
  return address.toString().replaceAll("%2C", ",").replaceAll("%3B", ";");
}

/** The settings of an address; whatever is not one there is as usual. */
export function fromAddress(text: string): Settings {
  const address = new URLSearchParams(text.replace(/^#/, ""));
  const chosen = Object.entries(CHOICES).map(([name, choices]) => {
    const value = address.get(name);
    return [name, value !== null && Object.hasOwn(choices, value) ? value : USUAL[name as "data"]];
  });
  const numbers = Object.entries(NUMBERS).map(([name, { values, usual }]) => {
    const value = Number(address.get(name) ?? usual);
    return [name, nearest(values, Number.isFinite(value) ? value : usual)];
  });
  const movers = address.get("movers");
  return {
    ...USUAL,
    ...Object.fromEntries([...chosen, ...numbers]),
    drawn: drawnOf(address.get("drawn")) ?? USUAL.drawn,
    movers: movers === "critic" || movers === "generator" ? movers : "both",
  };
}

/** A slider has the values that it has. */
function nearest(values: readonly number[], value: number): number {
  const inside = Math.max(values[0]!, Math.min(values.at(-1)!, value));
  return values.reduce((best, one) =>
    Math.abs(one - inside) < Math.abs(best - inside) ? one : best
  );
}

/** At most so many Gaussians are drawn: a mixture of more takes longer than a step. */
export const MOST_DRAWN = 200;

function drawnOf(text: string | null): Drawn | undefined {
  const pairs = (text ?? "").split(";").map((pair) => pair.split(",").map(Number));
  const fit = pairs.filter((pair): pair is [number, number] =>
    pair.length === 2 && pair.every((value) => Math.abs(value) <= 1.5)
  );
  if (text === null || text === "" || fit.length === 0) return undefined;
  return fit.slice(0, MOST_DRAWN).map(([x, y]) => [hundredth(x), hundredth(y)] as const);
}

/** The rates of both players: that of one who does not learn is 0. */
export function ratesOf(
  { criticRate, generatorRate, movers }: Pick<Settings, "criticRate" | "generatorRate" | "movers">,
): { readonly critic: number; readonly generator: number } {
  return {
    critic: movers === "generator" ? 0 : criticRate,
    generator: movers === "critic" ? 0 : generatorRate,
  };
}
