import type { EngineReport } from "../../engine/mod.ts";
import { stream } from "../../random/mod.ts";
import { fingerprint } from "../stored/fingerprint.ts";
import type { Game, PlayerParts } from "../game.ts";
import { engineInWords, inTexts } from "../stored/identity.ts";
import type { FullPlay } from "../play_options.ts";
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

/** What makes a game the same one, but for where it starts: its settings, its data, what computes. */
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
    data: fingerprint([...new Set(game.draws)].flatMap((source) => sampleOf(source, seed, batch))),
  });
}

/** A source in a few words: its stream, and what each of its fields holds. */
export function sourceInWords({ stream, fields }: Source): string {
  return `${stream}: ${
    Object.entries(fields).map(([name, features]) => `${name} ${features}`).join(", ")
  }`;
}

/** A batch by which a source is known, from a stream that nothing else draws from. */
export function sampleOf(source: Source, seed: number, batch: number): Float32Array[] {
  const out = Object.values(source.fields).map((features) => new Float32Array(batch * features));
  source.open(stream(seed, 0, "check"), batch).next(out, 0);
  return out;
}
