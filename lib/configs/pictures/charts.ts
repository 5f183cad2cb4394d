import type { DataFrame } from "nodejs-polars";
import { type Curve, curves, type Figure, seedsBand } from "../../figures/mod.ts";
import { byRun } from "../../training/mod.ts";

/** Charts by the names of their files, of tables with the columns step and run. */
export function charts(
  { history, metrics }: { readonly history: DataFrame; readonly metrics: DataFrame },
): Record<string, Figure> {
  const losses = chart(history, columnsOf(history), "losses");
  const each = columnsOf(metrics).flatMap((name) => {
    const made = chart(metrics, [name], name);
    return made ? [[`metric ${name}`, made] as const] : [];
  });
  return { ...(losses ? { losses } : {}), ...Object.fromEntries(each) };
}

function columnsOf({ columns }: DataFrame): string[] {
  return columns.filter((name) => name !== "step" && name !== "run");
}

/** Some columns over the steps; undefined where there is nothing to draw. */
function chart(table: DataFrame, columns: readonly string[], name: string): Figure | undefined {
  if (table.height === 0) return undefined;
  const all = columns.map((label) => ({ label, ...byRun(table, label) }));
  const series = all.filter(({ values }) => values.flat().some(Number.isFinite));
  if (series.length === 0) return undefined;
  const runs = series[0]!.values.length;
  const of = columns.length > 1 ? "Losses and penalty" : name;
  const words = {
    yLabel: name,
    caption: `${of} over training${
      runs > 1 ? `: the median of ${runs} runs, and half of them` : ""
    }.`,
    alt: `${series.map(({ label }) => label).join(", ")} over the steps of a training`,
  };
  if (runs > 1) return seedsBand({ series, ...words });
  return curves({
    series: series.map(({ label, x, values }): Curve => ({ label, x, y: values[0]! })),
    ...words,
  });
}
