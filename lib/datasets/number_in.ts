/** A number as tables have it: `0x10` and `1_000` are names there, and so is nothing at all. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number that a field says in decimals; NaN if it says none. */
export function numberIn(field: string): number {
  const text = field.trim();
  return DECIMAL.test(text) ? Number(text) : NaN;
}
