import pl from "nodejs-polars";
import type { Experiment } from "../experiments/mod.ts";
import { generate } from "../training/mod.ts";
import { named } from "./named.ts";
import { planePoints } from "./plane_points.ts";

/** Points of the plane that the first run of each combination makes at the end: x and y. */
export async function lastPoints(done: Experiment, count: number): Promise<pl.DataFrame> {
  const parts: pl.DataFrame[] = [];
  for (const labels of done.combinations) {
    const points = generate(await done.trained(labels), count).subarray(0, 2 * count);
    parts.push(named(planePoints(points), labels));
  }
  return pl.concat(parts);
}
