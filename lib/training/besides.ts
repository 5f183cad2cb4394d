/**
 * Metrics, and the terms beside them: a term that is called like a metric says that it is a term,
 * so that neither hides the other.
 */
export function besides(
  metrics: Readonly<Record<string, number>>,
  terms: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const entries = Object.entries(terms).map(([name, value]) =>
    [Object.hasOwn(metrics, name) ? `${name} (term)` : name, value] as const
  );
  return { ...metrics, ...Object.fromEntries(entries) };
}
