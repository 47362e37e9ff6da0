import * as z from "zod";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { readBehind, takePage } from "../shared/take-page.ts";
import { entryColumns, type EntryRow, entryRow } from "./entry-rows.ts";

export interface EntryFilters {
  state?: EntryRow["state"];
  limit?: number;
  cursor?: Cursor;
}

/** One page of the calls that are written back to HubSpot, oldest first. */
export async function listEntries(
  { ctx, input: { state, limit = 50, cursor } }: { ctx: ServiceContext; input: EntryFilters },
): Promise<{ entries: EntryRow[]; next_cursor: string | null }> {
  const open = () => {
    const request = ctx.db.from("crm_outbox").select(entryColumns).eq("org_id", ctx.orgId);
    return state === undefined ? request : request.eq("state", state);
  };
  const found = await readBehind(
    cursor,
    "created_at",
    open,
    (request) =>
      query("crm_outbox.list", z.array(entryRow), request.order("created_at").order("id").limit(limit + 1)),
  );
  const { rows, nextCursor } = takePage(found, limit, ({ created_at: at, id }) => encodeCursor({ at, id }));
  return { entries: rows, next_cursor: nextCursor };
}
