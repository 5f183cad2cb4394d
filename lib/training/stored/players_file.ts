import { disposeTree, paths } from "../../engine/mod.ts";
import { replaceFile, writeTensors } from "../../files/mod.ts";
import { aModel } from "../../models/house.ts";
import { anyText, byName, checkArgument } from "../../options/mod.ts";
import type { Model } from "../../models/mod.ts";
import { stream } from "../../random/mod.ts";
import { type Each, mapEach } from "../each.ts";
import type { PlayedRuns } from "../record/played.ts";
import { aFile, aPlayed } from "../record/arguments.ts";
import type { Trained } from "../record/run.ts";
import { inScope } from "../step.ts";
import { hostTree } from "./host_tree.ts";
import { readStored } from "./read_stored.ts";
import { fromFile, MADE, storedFacts } from "./stored_facts.ts";
import { type Stored, storedLeaves } from "./stored_tree.ts";

/** What the text of a file of players says. */
const PLAYED = {
  game: anyText(),
  models: byName(anyText()),
  ...MADE,
};

/** What the text of a file of a training says, whose players are two. */
export const TRAINED = { generator: anyText(), critic: anyText(), latent: anyText(), ...MADE };

/**
 * Stores all players of a game, all runs, in a safetensors file. Tensors are called
 * `PLAYER.params.0.weight`, their first axis is the run.
 *
 * @param played A finished game.
 * @param file Where; it is replaced if it is there.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { finite, labelModes, ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { classifier } from "saddle/games/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { loadPlayers, outputsOf, play, savePlayers } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const dataset = labelModes(finite(ring({ modes: 3 }), { size: 60, seed: 1 }));
 * const model = linear({ inputs: 2, outputs: 3 });
 * const played = await play(classifier({ dataset, model }), { steps: 2, batch: 20, runs: 2 });
 * const file = `${await Deno.makeTempDir()}/classifier.safetensors`;
 * await savePlayers(played, file);
 * const { players } = await loadPlayers(file, { classifier: model });
 * const points = Float32Array.of(0, 1, 1, 0);
 * assert.deepEqual(outputsOf(players.classifier, points), outputsOf(played.players.classifier, points));
 * ```
 */
export async function savePlayers<P extends string>(
  played: PlayedRuns<P>,
  file: string,
): Promise<void> {
  checkArgument("savePlayers", "played", played, aPlayed);
  checkArgument("savePlayers", "file", file, aFile);
  const { game, players, settings, firstRun, streams, seed } = played;
  const entries = Object.entries<Trained>(players);
  const tensors = Object.assign({}, ...entries.map(([name, player]) => tensorsOf(name, player)));
  const models = Object.fromEntries(entries.map(([name, { model }]) => [name, model.name]));
  const facts = { game, models, settings, firstRun, streams, seed };
  await replaceFile(file, writeTensors({ tensors, texts: { played: JSON.stringify(facts) } }));
}

/**
 * What {@linkcode savePlayers} stored, ready for `outputsOf`; or `saveTrained`, whose players are
 * `generator` and `critic`.
 *
 * @param models The models of the players that are wanted, made with the options of the game: files
 * hold numbers, not functions.
 * @throws {RangeError} If the file is not such a file, or is of other players or
 * models: says which.
 */
export async function loadPlayers<P extends string>(
  file: string,
  models: Each<P, Model>,
): Promise<PlayedRuns<P>> {
  checkArgument("loadPlayers", "file", file, aFile);
  checkArgument("loadPlayers", "models", models, byName(aModel));
  const { tensors, texts } = await readStored(file);
  const { models: names, ...facts } = playedFacts(file, texts);
  const runs = facts.streams.length;
  const players = mapEach(models, (model, name) => {
    if (names[name] === model.name) {
      return fromFile(file, () => loadedPlayer(name, model, tensors, runs));
    }
    throw new RangeError(
      names[name] === undefined
        ? `${file} has no player "${name}"; it has ${Object.keys(names).join(", ")}.`
        : `${file} was played with the ${name} "${names[name]}", but "${model.name}" came.`,
    );
  });
  return { ...facts, runs, players };
}

/** What a file says of its game and its players' models. */
function playedFacts(file: string, texts: Readonly<Record<string, string>>) {
  if (texts["played"]) return storedFacts(file, texts["played"], PLAYED);
  if (!texts["trained"]) throw new RangeError(`${file} holds no players of a game.`);
  const { generator, critic, latent: _, ...made } = storedFacts(file, texts["trained"], TRAINED);
  return { game: "generator against critic", models: { generator, critic }, ...made };
}

/** The numbers of a player by their places: `generator.params.0.weight`. */
export function tensorsOf(name: string, { params, state }: Trained): Stored {
  const entries = Object.entries({ params, state }).flatMap(([kind, { leaves, places }]) =>
    leaves.map((leaf, i) => [[name, kind, places[i]].filter(Boolean).join("."), leaf] as const)
  );
  return Object.fromEntries(entries);
}

/**
 * A player of which {@linkcode tensorsOf} gave the numbers.
 *
 * @throws {RangeError} If some are missing, of another shape, or not finite.
 */
export function loadedPlayer(name: string, model: Model, tensors: Stored, runs: number): Trained {
  const randoms = Array.from({ length: runs }, (_, r) => stream(0, r, "shape"));
  const like = inScope(() => ({ ...model.init(randoms) })); // for its form alone
  try {
    const read = (kind: "params" | "state") => {
      const found = storedLeaves(`${name}.${kind}`, like[kind], tensors);
      const odd = found.findIndex(({ values }) => !values.every(Number.isFinite));
      if (odd < 0) return hostTree(like[kind], found);
      const place = paths(like[kind], `${name}.${kind}`)[odd];
      throw new RangeError(`The tensor "${place}" has numbers that are not finite.`);
    };
    return { model, params: read("params"), state: read("state") };
  } finally {
    disposeTree(like);
  }
}
