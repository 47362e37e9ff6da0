import { z } from "zod";
import { type Database, query } from "../../_shared/platform/database.ts";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { scheduleColumns, type ScheduleRow, scheduleRow } from "./schedule-rows.ts";
import { behind, takePage } from "../shared/take-page.ts";

export type ListFilters = {
  status?: ScheduleRow["call_status"];
  agent_id?: string;
  contact_id?: string;
  /** RFC 3339 in UTC, both ends included. */
  from?: string;
  to?: string;
  limit: number;
  cursor?: Cursor;
};

/** One page in the order of `scheduled_at`, then `id`, and the cursor of the next one: null at the end. */
export async function listSchedules(
  db: Database,
  orgId: string,
  { status, agent_id, contact_id, from, to, limit, cursor }: ListFilters,
): Promise<{ rows: ScheduleRow[]; nextCursor: string | null }> {
  let request = db.from("call_schedules").select(scheduleColumns).eq("org_id", orgId);
  if (status !== undefined) request = request.eq("call_status", status);
  if (agent_id !== undefined) request = request.eq("agent_id", agent_id);
  if (contact_id !== undefined) request = request.eq("contact_id", contact_id);
  if (from !== undefined) request = request.gte("scheduled_at", from);
  if (to !== undefined) request = request.lte("scheduled_at", to);
  if (cursor !== undefined) request = request.or(behind(cursor, "scheduled_at"));
  const found = await query(
    "call_schedules.list",
    z.array(scheduleRow),
    request.order("scheduled_at").order("id").limit(limit + 1),
  );
  return takePage(found, limit, ({ scheduled_at: at, id }) => encodeCursor({ at, id }));
}
