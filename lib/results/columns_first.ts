import type { DataFrame } from "nodejs-polars";

/** A table with these columns in front, the others behind them as they stood. */
export function columnsFirst(frame: DataFrame, ...names: readonly string[]): DataFrame {
  return frame.select(...names, ...frame.columns.filter((name) => !names.includes(name)));
}
