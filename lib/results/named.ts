import pl from "nodejs-polars";

/** A table with columns in front that hold the same value in every row. */
export function named(
  frame: pl.DataFrame,
  words: Readonly<Record<string, string | number | boolean>>,
): pl.DataFrame {
  const columns = Object.entries(words).map(([name, word]) => pl.lit(word).alias(name));
  return frame.select(...columns, pl.all());
}
