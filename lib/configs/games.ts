import type { Dataset, FiniteDataset } from "../datasets/mod.ts";
import { BIGAN, CLASSIFIER_GAME, CONDITIONAL_GAN, CYCLE_GAN } from "../games/house.ts";
import {
  bigan,
  type BiganOptions,
  classifier,
  type ClassifierGameOptions,
  conditionalGan,
  type ConditionalGanOptions,
  cycleGan,
  type CycleGanOptions,
} from "../games/mod.ts";
import type { Model } from "../models/mod.ts";
import type { Spec } from "../options/mod.ts";
import type { Game, LookMetric, PlayOptions } from "../training/mod.ts";
import { LOOP, PLAY } from "../training/house.ts";
import { type ConfigNode, fail, type MappingNode } from "./config_node.ts";
import { constraints } from "./constraints.ts";
import { dataset } from "./data_sets.ts";
import { loss } from "./losses.ts";
import { metric } from "./metrics.ts";
import { model } from "./models.ts";
import { neededOf, optionsOf } from "./of_spec.ts";
import { samplesView, type View } from "./pictures/views.ts";
import {
  checkKeys,
  checkNeeded,
  flag,
  made,
  mapping,
  needed,
  optional,
  type Reader,
  type Readers,
  type Reading,
  text,
} from "./readers.ts";
import { classesOf, type GeneratorFacts, generatorFacts } from "./sample/generator_facts.ts";
import { latent, optimiser } from "./training_parts.ts";

/** A game that a file describes. */
export interface ConfigGame {
  /** The game. */
  readonly game: Game;
  /** How it is played. */
  readonly play: PlayOptions;
  /** What can be drawn of it. */
  readonly views: readonly View[];
  /** What its generator is made of, where it has one that makes samples of latents. */
  readonly generator?: GeneratorFacts | undefined;
}

/** How a kind of game is read. */
export interface GameKind {
  /** The settings that it has. */
  readonly keys: readonly string[];
  /** Makes it of them. */
  read(settings: MappingNode, reading: Reading): ConfigGame;
}

/** How long a game is played, and what is measured. */
const PLAYING = { ...LOOP, metrics: PLAY.metrics } satisfies Spec<
  Pick<PlayOptions, "batch" | "steps" | "every" | "divergence" | "metrics">
>;

/**
 * A kind of game.
 *
 * @param spec What fits its options.
 * @param parts Readers of the options that are parts, for settings at hand.
 * @param views What can be drawn of it.
 * @param generator What its generator is made of, where it has one. Default it has none.
 */
function kind<Options extends object>(
  make: (options: Options) => Game,
  spec: Spec<Options>,
  parts: (settings: MappingNode, reading: Reading) => Partial<Readers<Options>>,
  views: (options: Options) => readonly View[],
  generator?: (settings: MappingNode, options: Options) => GeneratorFacts,
): GameKind {
  const playing = Object.keys(PLAYING);
  return {
    keys: [...Object.keys(spec), ...playing],
    read(settings, reading) {
      checkNeeded(settings, neededOf(spec));
      const own = optionsOf(settings, spec, reading, parts(settings, reading)) as Options;
      const game = made(settings, () => make(own)), shown = views(own);
      const metrics = metricsOf(game, shown);
      return {
        game,
        play: optionsOf(settings, PLAYING, reading, { metrics }),
        views: shown,
        generator: generator?.(settings, own),
      };
    },
  };
}

/** The readers that games of a critic and those it judges share. */
const DUEL = { loss, constraints, latent, optimiser };

/** Every game that a file can name. */
export const GAMES: Readonly<Record<string, GameKind>> = {
  "bigan": kind<BiganOptions>(
    bigan,
    BIGAN,
    (settings, reading) => {
      const data = needed(settings, "dataset", dataset, reading);
      const generator = needed(settings, "generator", model({ outputs: data.dimension }), reading);
      const sides = { inputs: data.dimension, outputs: generator.inputs };
      return {
        ...DUEL,
        dataset: () => data,
        generator: () => generator,
        encoder: model(sides),
        critic: model({ inputs: sides.inputs + sides.outputs, outputs: 1 }),
      };
    },
    ({ dataset: of }) => [
      samplesView(of),
      { name: "reconstructions", rows: [row("originals", of), row("reconstructions", of)] },
    ],
    (settings, { dataset }) => generatorFacts(settings, dataset),
  ),
  "classifier": kind<ClassifierGameOptions>(
    classifier,
    CLASSIFIER_GAME,
    (settings, reading) => {
      const data = needed(settings, "dataset", labelled, reading);
      const sides = { inputs: data.dimension, outputs: data.labels!.names.length };
      return { dataset: () => data, model: model(sides), optimiser, test: nowhere };
    },
    () => [],
  ),
  "conditional-gan": kind<ConditionalGanOptions>(
    conditionalGan,
    CONDITIONAL_GAN,
    (settings, reading) => {
      const data = needed(settings, "dataset", labelled, reading), { dimension, labels } = data;
      return {
        ...DUEL,
        dataset: () => data,
        generator: model({ outputs: dimension }),
        critic: model({ inputs: dimension + labels!.names.length, outputs: 1 }),
      };
    },
    ({ dataset }) => [samplesView(dataset)],
    (settings, { dataset }) => generatorFacts(settings, dataset, classesOf(dataset)),
  ),
  "cycle-gan": kind<CycleGanOptions>(
    cycleGan,
    CYCLE_GAN,
    (settings, reading) => {
      const [a, b] = [
        needed(settings, "a", dataset, reading),
        needed(settings, "b", dataset, reading),
      ];
      const byClass = optional(settings, "labels", flag, reading) ?? false;
      const models = cycleModels(a, b, byClass);
      return { a: () => a, b: () => b, models, optimiser };
    },
    ({ a, b }) => [
      { name: "a to b", rows: [row("a", a), row("a to b", b), row("a to b to a", a)] },
      { name: "b to a", rows: [row("b", b), row("b to a", a), row("b to a to b", b)] },
    ],
  ),
};

function row(look: string, of: Dataset) {
  return { look, of };
}

/** Points that a file cannot give. */
const nowhere: Reader<never> = (node) => fail(node, "a file cannot give points one by one.");

/** A data set with labels. */
const labelled: Reader<FiniteDataset> = (node, reading) => {
  const data = dataset(node, reading) as FiniteDataset;
  return data.labels ? data : fail(node, `${data.name} has no labels.`);
};

/** The four models of a CycleGAN, each for its place. */
function cycleModels(a: Dataset, b: Dataset, byClass: boolean): Reader<CycleGanOptions["models"]> {
  const judge = (data: Dataset) =>
    model({ inputs: data.dimension, outputs: byClass ? classesOf(data) + 1 : 1 });
  const players = {
    ab: model({ inputs: a.dimension, outputs: b.dimension }),
    ba: model({ inputs: b.dimension, outputs: a.dimension }),
    a: judge(a),
    b: judge(b),
  };
  return (node, reading) => {
    checkKeys(node, Object.keys(players));
    const own = mapping(node);
    const each = Object.entries(players).map(([name, reader]): [string, Model] => [
      name,
      needed(own, name, reader, reading),
    ]);
    return Object.fromEntries(each) as unknown as CycleGanOptions["models"];
  };
}

/**
 * Metrics by names of one's own: `{ look, measure }`, or the metric alone, which then sees the look
 * `samples`.
 */
function metricsOf(game: Game, views: readonly View[]): Reader<Record<string, LookMetric>> {
  const rows = views.flatMap((view) => view.rows);
  const one: Reader<LookMetric> = (node, reading) => {
    const explicit = node.kind === "mapping" && node.entries.has("look");
    if (explicit) checkKeys(node, ["look", "measure"]);
    const look = explicit ? needed(node, "look", text, reading) : "samples";
    const of = rows.find((row) => row.look === look)?.of;
    if (!of) return fail(node, unseen(look, game, rows.map((row) => row.look)));
    const own = { ...reading, dataset: of };
    const measure = explicit ? needed(node, "measure", metric, own) : metric(node, own);
    return { look, measure };
  };
  return (node, reading) =>
    Object.fromEntries(
      [...mapping(node).entries].map(([name, entry]: [string, ConfigNode]) => [
        name,
        one(entry, reading),
      ]),
    );
}

function unseen(look: string, { name }: Game, looks: readonly string[]): string {
  const known = [...new Set(looks)].join(", ") || "none";
  return `a metric compares points of data, but "${look}" is no look of ${name} that shows such: ` +
    `${known}. Say which: { look: NAME, measure: METRIC }.`;
}
