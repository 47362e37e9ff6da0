import { z } from "zod";
import { type Database, query } from "../../_shared/platform/database.ts";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import { outboxEntry } from "../integrations/schema.ts";
import { behind, takePage } from "../shared/take-page.ts";

const time = z.string().transform(formatTimestamp);

const entryRow = z.object({
  ...outboxEntry.shape,
  next_try_at: time,
  created_at: time,
  updated_at: time,
  sent_at: time.nullable(),
});

export type OutboxRow = z.output<typeof entryRow>;

const columns = Object.keys(entryRow.shape).join(",");

/** The entry of that id in that organisation; for admins. Missing and another organisation's are the same 404. */
export async function findEntry(db: Database, orgId: string, id: string): Promise<OutboxRow> {
  const [row] = await query(
    "crm_outbox.find",
    z.array(entryRow),
    db.from("crm_outbox").select(columns).eq("org_id", orgId).eq("id", id),
  );
  if (!row) throw notFound();
  return row;
}

/** One page, oldest first. */
export async function listEntries(
  db: Database,
  orgId: string,
  { state, limit, cursor }: { state?: OutboxRow["state"]; limit: number; cursor?: Cursor },
): Promise<{ rows: OutboxRow[]; nextCursor: string | null }> {
  let request = db.from("crm_outbox").select(columns).eq("org_id", orgId);
  if (state !== undefined) request = request.eq("state", state);
  if (cursor !== undefined) request = request.or(behind(cursor, "created_at"));
  const found = await query(
    "crm_outbox.list",
    z.array(entryRow),
    request.order("created_at").order("id").limit(limit + 1),
  );
  return takePage(found, limit, ({ created_at: at, id }) => encodeCursor({ at, id }));
}
