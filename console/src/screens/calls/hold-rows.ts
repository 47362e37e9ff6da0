/** A page of rows while somebody reads it. */
export interface HeldRows<Row> {
  rows: readonly Row[];
  /** How many came meanwhile, and wait to be shown. */
  waiting: number;
  /** Rows that are no longer on the page as it is now: what became of them must be asked. */
  gone: readonly string[];
}

/**
 * Rows stay where they are while a list is read: each is as it is now, none moves, and new ones wait. `shown` are the keys of
 * the rows in the order in which they were first shown; null: nothing was yet. Where none was, there is nothing to hold.
 */
export function holdRows<Row extends { id: string }>(
  shown: readonly string[] | null,
  now: readonly Row[],
  before: ReadonlyMap<string, Row>,
): HeldRows<Row> {
  if (shown === null || shown.length === 0) return { rows: now, waiting: 0, gone: [] };
  const byId = new Map(now.map((row) => [row.id, row]));
  const rows = shown.flatMap((id) => byId.get(id) ?? before.get(id) ?? []);
  const isShown = new Set(shown);
  return {
    rows,
    waiting: now.filter(({ id }) => !isShown.has(id)).length,
    gone: shown.filter((id) => !byId.has(id)),
  };
}
