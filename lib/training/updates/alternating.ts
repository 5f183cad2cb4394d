import { choice, count, flag, read, type Spec } from "../../options/mod.ts";
import { criticMove, generatorMove, type Move, movedCritic, movedGenerator } from "./moves.ts";
import type { Update } from "./update.ts";

/** Options of {@linkcode alternating}. */
export interface AlternatingOptions {
  /** Critic steps for each generator step. Default 1. At most 1,000. */
  readonly criticSteps?: number;
  /**
   * Who moves first. Default the critic, so that the generator meets a critic that knows it; the
   * Dirac-GANs of `dynamics` begin with the generator.
   */
  readonly first?: "critic" | "generator";
  /** Whether each critic step sees a new real batch (`false`: the same one). Default `true`. */
  readonly freshReal?: boolean;
  /**
   * Whether the generator's step draws new latents, and each critic step too. `"critic"`: each
   * critic step does, and the generator takes those of the last. Default `true`.
   */
  readonly freshLatents?: boolean | "critic";
}

/** What a name says of the latents. */
const LATENTS: ReadonlyMap<boolean | "critic", string> = new Map<boolean | "critic", string>([
  [true, ""],
  [false, "one batch of latents"],
  ["critic", "the generator on the critic's last latents"],
]);

/** What fits {@linkcode AlternatingOptions}. */
export const ALTERNATING = {
  criticSteps: count(1, { most: 1000 }),
  first: choice(["critic", "generator"], "critic"),
  freshReal: flag(true),
  freshLatents: choice([...LATENTS.keys()], true),
} satisfies Spec<AlternatingOptions>;

/**
 * One player after the other: each answers what the other has just become.
 *
 * @throws {RangeError} If `criticSteps` is not a positive whole number, `first` is nobody,
 * or `freshReal` or `freshLatents` none of its values.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { alternating } from "saddle/training/mod.ts";
 *
 * assert.equal(alternating({ criticSteps: 5 }).name, "alternating, 5 critic steps");
 * ```
 */
export function alternating(options: AlternatingOptions = {}): Update {
  const { criticSteps, first, freshReal, freshLatents } = read(
    "alternating",
    options,
    ALTERNATING,
  );
  return {
    name: [
      `alternating, ${criticSteps} critic step${criticSteps === 1 ? "" : "s"}`,
      first === "generator" ? "generator first" : "",
      freshReal || criticSteps === 1 ? "" : "one real batch",
      LATENTS.get(freshLatents)!,
    ].filter((part) => part !== "").join(", "),
    criticSteps,
    freshReal,
    freshLatents,
    step(parts, start, batch, numbers) {
      let players = start;
      let critic: Move | undefined;
      const generatorTurn = () => {
        const move = generatorMove(parts, players, batch.generator, numbers);
        const generator = movedGenerator(parts, players.generator, move, numbers);
        players = { ...players, generator };
        return move;
      };
      let generator = first === "generator" ? generatorTurn() : undefined;
      for (const given of batch.critic) {
        critic = criticMove(parts, players, given, numbers);
        players = { ...players, critic: movedCritic(parts, players.critic, critic, numbers) };
      }
      generator ??= generatorTurn();
      return { players, critic: critic!, generator };
    },
  };
}
