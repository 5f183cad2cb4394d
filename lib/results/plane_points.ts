import pl from "nodejs-polars";

/** Points of the plane, `[n, 2]`, as a table of the columns x and y. */
export function planePoints(points: Float32Array): pl.DataFrame {
  const axis = (k: number) => points.filter((_, i) => i % 2 === k);
  return pl.DataFrame([
    pl.Series("x", axis(0), pl.Float32),
    pl.Series("y", axis(1), pl.Float32),
  ]);
}
