import { checkArgument, number } from "../options/mod.ts";

const LEVEL = number({ infinite: true });

/** Stops of the critic's map, from low (generator's side) to high (data's side), as RGB. */
const STOPS: readonly (readonly [number, number, number])[] = [
  [178, 88, 10],
  [232, 160, 96],
  [250, 222, 192],
  [247, 247, 247],
  [205, 226, 241],
  [116, 173, 212],
  [20, 100, 160],
];

/**
 * The colour of a critic's value: a diverging map, blue where the critic is high (it takes the
 * point for data), orange where it is low, near white in the middle.
 *
 * @param level the value, scaled to -1 (lowest) .. 1 (highest); values outside are clamped
 * @returns red, green, blue, 0..255
 * @throws {RangeError} when the level is NaN
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { criticColour } from "saddle/figures/mod.ts";
 *
 * assert.deepEqual(criticColour(0), [247, 247, 247]);
 * const [red, , blue] = criticColour(1);
 * assert.ok(blue > red);
 * ```
 */
export function criticColour(level: number): [red: number, green: number, blue: number] {
  checkArgument("criticColour", "level", level, LEVEL);
  return between(STOPS, level);
}

/** The colour at a level from -1 (first stop) to 1 (last stop), clamped. */
export function between(
  stops: readonly (readonly [number, number, number])[],
  level: number,
): [red: number, green: number, blue: number] {
  const position = (Math.min(1, Math.max(-1, level)) + 1) / 2 * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(position));
  const low = stops[index]!;
  const high = stops[index + 1]!;
  const share = position - index;
  return [0, 1, 2].map((c) => Math.round(low[c]! + share * (high[c]! - low[c]!))) as [
    number,
    number,
    number,
  ];
}
