import type { Cursor } from "../../_shared/platform/cursor.ts";

interface Narrowable {
  eq(column: string, value: string): this;
  gt(column: string, value: string): this;
}

/**
 * What comes behind a cursor in the order of the time in `column`, then of `id`: read as two ranges of the index, the rest of
 * the cursor's own moment and what is later. One condition for both ("later, or then with a greater id") is served by no
 * index: it read every page before this one (223 ms at 500 000 rows), and with `column >= at` beside it still all calls that
 * were booked for the same moment (60 ms at 20 000). Without a cursor the query is read as it is.
 *
 * @example readBehind(cursor, "added_at", open, (request) => query("list", z.array(row), request.limit(51)))
 */
export async function readBehind<Request extends Narrowable, Row>(
  cursor: Cursor | undefined,
  column: string,
  open: () => Request,
  read: (request: Request) => Promise<Row[]>,
): Promise<Row[]> {
  if (cursor === undefined) return await read(open());
  const { at, id } = cursor;
  const parts = await Promise.all([read(open().eq(column, at).gt("id", id)), read(open().gt(column, at))]);
  return parts.flat();
}

/** One page of `limit` rows, and the cursor of the next one: null at the end. `found` is longer when there is more. */
export function takePage<Row>(
  found: Row[],
  limit: number,
  cursorOf: (last: Row) => string,
): { rows: Row[]; nextCursor: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, nextCursor: last !== undefined && found.length > limit ? cursorOf(last) : null };
}
