import type { EngineReport } from "../../engine/mod.ts";
import { fingerprint } from "../stored/fingerprint.ts";
import type { Game, PlayerParts } from "../game.ts";
import { engineInWords, inTexts } from "../stored/identity.ts";
import type { FullPlay } from "../play_options.ts";
import { sampleRows } from "../sample_batch.ts";
import { inWords } from "./settings.ts";
import type { Source } from "../source.ts";

/** All settings of a game in words and numbers. */
export function playSettings(
  { name, players, numbers = {}, draws }: Game,
  { batch, steps, runs, firstRun, seed, divergence }: FullPlay,
): Record<string, string | number> {
  const each = Object.entries<PlayerParts>(players).flatMap(([who, parts]) => [
    [who, parts.model.name],
    [`${who}'s optimiser`, inWords(parts.optimiser)],
    ...(parts.average ? [[`${who}'s average`, `decay=${parts.average.decay}`]] : []),
  ]);
  const own = Object.entries(numbers).map(([group, values]) =>
    [group, inWords({ name: "", numbers: values })] as const
  );
  return {
    game: name,
    ...Object.fromEntries([...each, ...own]),
    draws: draws.map(sourceInWords).join("; "),
    batch,
    steps,
    runs,
    "first run": firstRun,
    seed,
    divergence,
  };
}

/** What makes a game the same one but for its start: its settings, its data, what computes. */
export function playIdentity(
  game: Game,
  options: FullPlay,
  engine: EngineReport,
): Record<string, string> {
  const { streams, every, metrics, seed, batch } = options;
  return inTexts({
    ...playSettings(game, options),
    streams,
    every,
    metrics: Object.entries(metrics).map(([name, { look }]) => `${name} of ${look}`),
    looks: Object.entries(game.looks).map(([name, { inputs }]) => `${name}, ${inputs.n}`),
    engine: engineInWords(engine),
    data: fingerprint(
      [...new Set(game.draws)].flatMap((source) => sampleRows(source, seed, batch)),
    ),
  });
}

/** A source in a few words: its stream, and what each of its fields holds. */
export function sourceInWords({ stream, fields }: Source): string {
  return `${stream}: ${
    Object.entries(fields).map(([name, features]) => `${name} ${features}`).join(", ")
  }`;
}
