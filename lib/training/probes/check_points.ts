/**
 * Refuses points that are none, or not whole rows.
 *
 * @param what What an error says is done with them: `"The critic scores"`.
 * @throws {RangeError} Naming the shape they have to have.
 */
export function checkPoints(what: string, points: Float32Array, dimension: number): void {
  if (points.length > 0 && points.length % dimension === 0) return;
  throw new RangeError(
    `${what} points of shape [n, ${dimension}], but ${points.length} numbers came.`,
  );
}
