import { disposeTree, type EngineReport } from "../../engine/mod.ts";
import { printOf } from "../carry_out.ts";
import { fingerprint } from "./fingerprint.ts";
import { ganPlayers } from "../gan.ts";
import type { FullOptions } from "../options.ts";
import { sampleBatch } from "../sample_batch.ts";
import { settingsOf } from "../record/settings.ts";
import { startingState } from "../step.ts";

/**
 * What makes a training the same one: its settings, its data, where it starts, what computes.
 *
 * @param start The fingerprint of its first state, if that is known.
 */
export function identityOf(
  options: FullOptions,
  engine: EngineReport,
  start: string = startOf(options),
): Record<string, string> {
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
    start,
  });
}

/** Names do not say how a model starts. */
function startOf(options: FullOptions): string {
  const state = startingState(ganPlayers(options), options);
  try {
    return printOf(state);
  } finally {
    disposeTree(state);
  }
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
