import type { EngineReport } from "../engine/mod.ts";
import type { LoopOptions } from "./blocks/loop.ts";
import type { Each } from "./each.ts";
import type { PlayerParts } from "./game.ts";
import type { Newest, Recorded, RecorderOptions } from "./record/recorder.ts";
import type { FullCheckpoint } from "./stored/checkpoint_options.ts";

/** How a game is played, every setting filled in. */
export interface PlayPlan<P extends string> extends LoopOptions, RecorderOptions {
  /** Whose random streams each run draws from. */
  readonly streams: readonly number[];
  /** All settings in words and numbers, for a record. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** Where its state is kept. Default nowhere. */
  readonly checkpoint?: FullCheckpoint | undefined;
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined;
  /** What makes a game the same one on an engine, but for where it starts. */
  identity(engine: EngineReport): Readonly<Record<string, string>>;
  /** Told what its first state is known by; only if there is a checkpoint. */
  readonly onStart?: ((print: string) => void) | undefined;
  /** The players whose beginning takes some training; nothing of it is kept in a checkpoint. */
  readonly prepare?: (() => Promise<Each<string, PlayerParts>>) | undefined;
  /** Called at each look, before its state is kept; a promise that it returns is waited for. */
  onLook(step: number, newest: Newest, recorded: () => Recorded): unknown;
}
