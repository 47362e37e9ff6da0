export interface Summary {
  count: number;
  mean: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

/**
 * The smallest of the values that is not below this share of them (nearest rank): always one that was measured.
 * `share` is above 0 and at most 1. Throws RangeError when there are no values.
 */
export function percentile(values: readonly number[], share: number): number {
  if (!(share > 0 && share <= 1)) {
    throw new RangeError(`The share is ${share}; it must be above 0 and at most 1.`);
  }
  const value = values.toSorted((one, other) => one - other)[Math.ceil(share * values.length) - 1];
  if (value === undefined) throw new RangeError("No values were measured.");
  return value;
}

/** Throws RangeError when there are no values. */
export function summarise(values: readonly number[]): Summary {
  return {
    count: values.length,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
    max: percentile(values, 1),
  };
}

/** Milliseconds with the digits that mean something: `0.066 ms`, `4.1 ms`, `236 ms`. */
export function formatMs(milliseconds: number): string {
  const digits = Math.abs(milliseconds) < 1 ? 3 : Math.abs(milliseconds) < 100 ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}

/** `p50 4.1 ms, p99 236 ms, max 240 ms` of the figures asked for. */
export function formatSummary(summary: Summary, figures: readonly (keyof Omit<Summary, "count">)[]): string {
  return figures.map((figure) => `${figure} ${formatMs(summary[figure])}`).join(", ");
}
