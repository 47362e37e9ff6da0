/** A time in which calls may begin: `opens ≤ t < closes`, in seconds since 1970. */
export interface Span {
  opens: number;
  closes: number;
}

/** The first moment at or after `at` that is inside one of the spans (in order, apart); null: none is left. */
export function nextOpening(spans: readonly Span[], at: number): number | null {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span && span.closes <= at) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span ? Math.max(span.opens, at) : null;
}

/** How much of `from ≤ t < to` is open, in seconds. */
export function openSeconds(spans: readonly Span[], from: number, to: number): number {
  return spans.reduce(
    (sum, { opens, closes }) => sum + Math.max(0, Math.min(closes, to) - Math.max(opens, from)),
    0,
  );
}
