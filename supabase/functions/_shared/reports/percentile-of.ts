/**
 * The value under which `share` (0..1) of what was counted lies, in the unit of `spans`: the ends of the spans, ascending;
 * `quantities` has one more, for what lies above all. Within a span it is taken to be evenly spread; above the last its end is
 * given, the least that can be said. null: nothing was counted.
 *
 * @example percentileOf([1, 2], [10, 10, 0], 0.5) // 1
 */
export function percentileOf(
  spans: readonly number[],
  quantities: readonly number[],
  share: number,
): number | null {
  const total = quantities.reduce((sum, quantity) => sum + quantity, 0);
  if (total <= 0) return null;
  let below = 0;
  for (const [place, quantity] of quantities.entries()) {
    const end = spans[place];
    if (end === undefined) break;
    if (quantity > 0 && below + quantity >= share * total) {
      const start = spans[place - 1] ?? 0;
      return round(start + (end - start) * (share * total - below) / quantity);
    }
    below += quantity;
  }
  return spans.at(-1) ?? null;
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
