import { shownValue } from "../../options/mod.ts";

/**
 * Refuses points that are none, or not whole rows.
 *
 * @param what What an error says is done with them: `"The critic scores"`.
 * @throws {TypeError} If they are no Float32Array.
 * @throws {RangeError} Naming the shape they have to have.
 */
export function checkPoints(what: string, points: Float32Array, dimension: number): void {
  const shape = `points of shape [n, ${dimension}]`;
  if (!(points instanceof Float32Array)) {
    throw new TypeError(`${what} ${shape}, a Float32Array, but ${shownValue(points)} came.`);
  }
  if (points.length > 0 && points.length % dimension === 0) return;
  throw new RangeError(`${what} ${shape}, but ${points.length} numbers came.`);
}
