import type { Cursor } from "../../_shared/platform/cursor.ts";

/**
 * The filter for what comes behind a cursor in the order of the time in `column`, then of `id`. Beside it goes a plain
 * `column >= at`: no index serves the "or", which reads every page before this one (223 ms at 500 000 rows, 1 ms with it).
 */
export function behind({ at, id }: Cursor, column: string): string {
  return `${column}.gt.${at},and(${column}.eq.${at},id.gt.${id})`;
}

/** One page of `limit` rows, and the cursor of the next one: null at the end. `found` is one row longer when there is more. */
export function takePage<Row>(
  found: Row[],
  limit: number,
  cursorOf: (last: Row) => string,
): { rows: Row[]; nextCursor: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: last !== undefined && found.length > limit ? cursorOf(last) : null };
}
