import type { Draw } from "../constraints/mod.ts";
import type { Dataset } from "../datasets/mod.ts";
import type { Average } from "./average.ts";
import { groupsOf, noiseOf, numbersOf } from "./constraint_parts.ts";
import type { Each } from "./each.ts";
import type { Fields, Game, Look, Net, PlayerParts } from "./game.ts";
import { type Grid, gridPoints } from "./probes/grid.ts";
import type { Latent } from "./latents.ts";
import type { Parts, StepNumbers } from "./parts.ts";
import type { Source } from "./source.ts";
import { dataRows, latentRows } from "./sources.ts";
import type { StepBatch, Update } from "./updates/update.ts";

/** The players of a GAN. */
export type GanPlayers = "generator" | "critic";

/** What a {@linkcode gan} is made of. */
export interface GanOptions extends Parts {
  /** The rule of a step. */
  readonly update: Update;
  /** Where real points come from. */
  readonly dataset: Dataset;
  /** Where latents come from. */
  readonly latent: Latent;
  /** A running mean of the generator. Default none. */
  readonly average?: Average | undefined;
  /** Generated points in a snapshot. */
  readonly snapshotSize: number;
  /** Generated points that metrics see; 0 for none. */
  readonly metricSize: number;
  /** Where the critic is looked at. */
  readonly grid: Grid | undefined;
}

/** The look that metrics see: more points than a snapshot shows. */
export const MEASURED = "measured";

/** The game of two: a generator against a critic, by any loss, constraints and update. */
export function gan(options: GanOptions): Game<GanPlayers> {
  const { constraints, update } = options;
  const { draws, assemble } = ganDraws(options);
  const groups = groupsOf(constraints);
  return {
    name: `${options.loss.name}, ${update.name}`,
    players: ganPlayers(options),
    numbers: { ...numbersOf(constraints), update: update.numbers ?? {} },
    draws,
    terms: ["criticLoss", "penalty", "generatorLoss"],
    step(players, drawn, { players: moved, own }) {
      const numbers: StepNumbers = {
        ...moved,
        constraints: groups.map((group) => own[group]!),
        update: own["update"]!,
      };
      const step = update.step(options, players, assemble(drawn), numbers);
      return {
        players: { ...step.players },
        terms: [step.critic.loss, step.critic.penalty, step.generator.loss],
        gradients: [step.critic.gradient, step.generator.gradient],
      };
    },
    looks: looksOf(options),
  };
}

/** The players of a GAN, as games know them. */
export function ganPlayers(
  { generator, critic, optimisers, average }: Pick<
    GanOptions,
    "generator" | "critic" | "optimisers" | "average"
  >,
): Each<GanPlayers, PlayerParts> {
  return {
    generator: { model: generator, optimiser: optimisers.generator, average },
    critic: { model: critic, optimiser: optimisers.critic },
  };
}

/** Generated points for snapshots and for metrics, and the critic on a grid. */
function looksOf(options: GanOptions): Readonly<Record<string, Look<GanPlayers>>> {
  const { generator, critic, latent, snapshotSize, metricSize, grid } = options;
  const source = latentRows(generator.inputs, { latent });
  const generated = (n: number, stream: string, kept: boolean): Look<GanPlayers> => ({
    inputs: { source, n, stream },
    see: (nets, { latent }) => nets.generator(latent!),
    kept,
  });
  return {
    samples: generated(snapshotSize, "snapshot", true),
    ...(metricSize > 0 ? { [MEASURED]: generated(metricSize, "metric", false) } : {}),
    ...(grid
      ? {
        critic: {
          inputs: { rows: { points: gridPoints(grid, critic.inputs) }, n: grid.nx * grid.ny },
          see: (nets: Each<GanPlayers, Net>, { points }: Fields) => nets.critic(points!),
        },
      }
      : {}),
  };
}

/** What {@linkcode ganDraws} looks at. */
export type GanDrawsOptions = Pick<GanOptions, "dataset" | "latent" | "update"> & {
  readonly generator: { readonly inputs: number };
  readonly constraints: readonly { readonly draws?: Readonly<Record<string, Draw>> }[];
};

/** What a step of a GAN takes, in order, and how it is sorted into what each move is given. */
export function ganDraws(
  { dataset, latent, update, generator, constraints }: GanDrawsOptions,
): { readonly draws: readonly Source[]; assemble(drawn: readonly Fields[]): StepBatch } {
  const draws: Source[] = [];
  const [data, latents] = [dataRows(dataset), latentRows(generator.inputs, { latent })];
  const take = (source: Source) => draws.push(source) - 1;
  const noise = (mover: "critic" | "generator") =>
    constraints.map((one) => noiseOf(one, { features: dataset.dimension, mover }).map(take));
  const critic: { real: number; latent: number; draws: number[][] }[] = [];
  for (let i = 0; i < update.criticSteps; i++) {
    const [first] = critic;
    critic.push({
      real: first && !update.freshReal ? first.real : take(data),
      latent: first && !update.freshLatents ? first.latent : take(latents),
      draws: noise("critic"),
    });
  }
  const last = critic.at(-1)!;
  const own = update.freshLatents === true ? take(latents) : last.latent;
  const ownDraws = noise("generator");
  return {
    draws,
    assemble(drawn) {
      const of = (places: readonly (readonly number[])[]) =>
        places.map((own): Fields => Object.assign({}, ...own.map((at) => drawn[at]!)));
      const real = (at: number) => drawn[at]!["real"]!;
      const hidden = (at: number) => drawn[at]!["latent"]!;
      return {
        critic: critic.map((places) => ({
          real: real(places.real),
          latent: hidden(places.latent),
          draws: of(places.draws),
        })),
        generator: { latent: hidden(own), real: real(last.real), draws: of(ownDraws) },
      };
    },
  };
}
