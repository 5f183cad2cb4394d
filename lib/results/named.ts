import pl from "nodejs-polars";

/** A table with columns in front that hold the same word in every row. */
export function named(
  frame: pl.DataFrame,
  words: Readonly<Record<string, string>>,
): pl.DataFrame {
  const columns = Object.entries(words).map(([name, word]) => pl.lit(word).alias(name));
  return frame.select(...columns, pl.all());
}
