import { checkArgument, choice, count, positive } from "../options/mod.ts";
import { erf } from "./erf.ts";

/**
 * The share of high-quality samples that the data themselves reach when their modes do not overlap:
 * the probability that a round Gaussian stays within `radius` deviations. A generator above it is
 * not better but narrower than the data.
 *
 * @param radius In deviations. Default 3.
 * @param dimension Of the data. Default 2: 1 - exp(-radius^2 / 2) = 98.89 %.
 * @param shape "radial", the straight distance (the papers' rule), or "box", each axis on its own.
 * Default "radial".
 * @throws {RangeError} if the radius is not positive, the dimension not a positive integer or the
 * shape unknown.
 * @throws {TypeError} if the radius or the dimension is no number.
 *
 * @example
 * ```ts
 * import { highQualityCeiling } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(highQualityCeiling().toFixed(4), "0.9889");
 * assert.equal(highQualityCeiling(3, 1).toFixed(4), "0.9973");
 * assert.equal(highQualityCeiling(3, 2, "box").toFixed(4), "0.9946");
 * ```
 */
export function highQualityCeiling(
  radius: number = 3,
  dimension: number = 2,
  shape: "radial" | "box" = "radial",
): number {
  checkArgument("highQualityCeiling", "radius", radius, positive());
  checkArgument("highQualityCeiling", "dimension", dimension, count());
  checkArgument("highQualityCeiling", "shape", shape, choice(["radial", "box"]));
  const oneAxis = erf(radius / Math.SQRT2);
  if (shape === "box") return oneAxis ** dimension;
  // P(chi of d + 2) = P(chi of d) - (r^2/2)^(d/2) e^(-r^2/2) / Gamma(d/2 + 1), from d = 1 or 2.
  const half = radius ** 2 / 2, odd = dimension % 2 === 1;
  let share = odd ? oneAxis : -Math.expm1(-half);
  let term = odd ? 2 * Math.sqrt(half / Math.PI) * Math.exp(-half) : half * Math.exp(-half);
  for (let d = odd ? 1 : 2; d < dimension; d += 2) {
    share -= term;
    term *= half / (d / 2 + 1);
  }
  return share;
}
