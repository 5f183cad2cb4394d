import type { EngineReport } from "../../engine/mod.ts";
import { fingerprint } from "./fingerprint.ts";
import type { FullOptions } from "../options.ts";
import { sampleBatch } from "../sample_batch.ts";
import { settingsOf } from "../record/settings.ts";

/** What makes a training the same one but for its start: its settings, its data, what computes. */
export function identityOf(options: FullOptions, engine: EngineReport): Record<string, string> {
  const { every, snapshotSize, metricSize, metrics, grid, streams } = options;
  return inTexts({
    ...settingsOf(options),
    streams,
    every,
    snapshotSize,
    metricSize,
    metrics: Object.keys(metrics),
    grid: grid ?? "none",
    engine: engineInWords(engine),
    data: fingerprint([sampleBatch(options)]),
  });
}

/** What computes, in a few words. */
export function engineInWords({ name, version, device }: EngineReport): string {
  return `${name} ${version} on ${device}`;
}

/** Facts as texts, which can be compared and stored. */
export function inTexts(facts: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
