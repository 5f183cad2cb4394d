import { aModel } from "../../models/house.ts";
import { aFile, aTraining } from "../record/arguments.ts";
import { checkArgument, read, type Spec, usually } from "../../options/mod.ts";
import { replaceFile, writeTensors } from "../../files/mod.ts";
import type { Model } from "../../models/mod.ts";
import { aLatent, type Latent, normalLatent } from "../latents.ts";
import type { TrainedRuns } from "../record/run.ts";
import { loadedPlayer, tensorsOf, TRAINED } from "./players_file.ts";
import { readStored } from "./read_stored.ts";
import { fromFile, storedFacts } from "./stored_facts.ts";

/** The parts whose values {@linkcode loadTrained} reads: files hold numbers, not functions. */
export interface TrainedParts {
  /** The generator's model, made with the options of the training. */
  readonly generator: Model;
  /** The critic's. */
  readonly critic: Model;
  /** Where its latents come from. Default {@linkcode normalLatent}. */
  readonly latent?: Latent;
}

/** What fits {@linkcode TrainedParts}. */
const TRAINED_PARTS = {
  generator: aModel,
  critic: aModel,
  latent: usually(aLatent, normalLatent),
} satisfies Spec<TrainedParts>;

/**
 * Stores both players of a training, all runs, in a safetensors file. Tensors are called
 * `generator.params.0.weight`, their first axis is the run.
 *
 * @param run A finished training, or {@linkcode pickRuns} of one.
 * @param file Where; it is replaced if it is there.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dirac } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { generate, loadTrained, saveTrained, train, type TrainedParts } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const parts: TrainedParts = {
 *   generator: linear({ inputs: 2, outputs: 1 }),
 *   critic: linear({ inputs: 1, outputs: 1 }),
 * };
 * const run = await train({ dataset: dirac(), loss: wasserstein(), ...parts, batch: 1, steps: 1, runs: 3 });
 * const file = `${await Deno.makeTempDir()}/dirac.safetensors`;
 * await saveTrained(run, file);
 * assert.deepEqual(generate(await loadTrained(file, parts), 4), generate(run, 4));
 * ```
 */
export async function saveTrained(run: TrainedRuns, file: string): Promise<void> {
  checkArgument("saveTrained", "run", run, aTraining);
  checkArgument("saveTrained", "file", file, aFile);
  const { generator, critic, latent, settings, firstRun, streams, seed } = run;
  const tensors = { ...tensorsOf("generator", generator), ...tensorsOf("critic", critic) };
  const facts = {
    generator: generator.model.name,
    critic: critic.model.name,
    latent: latent.name,
    firstRun,
    streams,
    seed,
    settings,
  };
  await replaceFile(file, writeTensors({ tensors, texts: { trained: JSON.stringify(facts) } }));
}

/**
 * What {@linkcode saveTrained} stored, ready for `generate`, `score` and the like.
 *
 * @throws {RangeError} If the file is not such a file, or is of other models: says which.
 */
export async function loadTrained(file: string, parts: TrainedParts): Promise<TrainedRuns> {
  const named = read("loadTrained", parts, TRAINED_PARTS);
  checkArgument("loadTrained", "file", file, aFile);
  const { tensors, texts } = await readStored(file);
  if (!texts["trained"]) throw new RangeError(`${file} holds no trained players.`);
  const facts = storedFacts(file, texts["trained"], TRAINED);
  const { generator, critic, latent } = named;
  for (const [what, part] of Object.entries(named) as [keyof typeof named, { name: string }][]) {
    if (facts[what] === part.name) continue;
    throw new RangeError(
      `${file} was trained with the ${what} "${facts[what]}", but "${part.name}" came.`,
    );
  }
  const { settings, firstRun, streams, seed } = facts;
  const runs = streams.length;
  return {
    ...fromFile(file, () => ({
      generator: loadedPlayer("generator", generator, tensors, runs),
      critic: loadedPlayer("critic", critic, tensors, runs),
    })),
    latent,
    settings,
    runs,
    firstRun,
    streams,
    seed,
  };
}
