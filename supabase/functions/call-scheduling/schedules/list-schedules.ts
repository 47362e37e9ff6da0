import * as z from "zod";
import { type Cursor, encodeCursor } from "../../_shared/platform/cursor.ts";
import { query } from "../../_shared/platform/database.ts";
import type { Timestamp } from "../../_shared/platform/timestamps.ts";
import type { ServiceContext } from "../context.ts";
import { askContactId } from "../shared/ask-contact-id.ts";
import { readBehind, takePage } from "../shared/take-page.ts";
import { presentSchedule } from "./present-schedule.ts";
import { scheduleColumns, type ScheduleRow, scheduleRow } from "./schedule-rows.ts";
import type { CallSchedule } from "./schema.ts";

export interface ScheduleFilters {
  status?: ScheduleRow["call_status"];
  agent_id?: string;
  campaign_id?: string;
  contact_id?: string;
  /** Both ends included. */
  from?: Timestamp;
  to?: Timestamp;
  limit?: number;
  cursor?: Cursor;
}

/** One page in the order of `scheduled_at`, then `id`, and the cursor of the next one: null at the end. */
export async function listSchedules(
  { ctx, input }: { ctx: ServiceContext; input: ScheduleFilters },
): Promise<{ schedules: CallSchedule[]; next_cursor: string | null }> {
  const { status, agent_id, campaign_id, contact_id, from, to, limit = 50, cursor } = input;
  const contactId = contact_id === undefined ? undefined : await askContactId(ctx, contact_id);
  const open = () => {
    let request = ctx.db.from("call_schedules").select(scheduleColumns).eq("org_id", ctx.orgId);
    if (status !== undefined) request = request.eq("call_status", status);
    if (agent_id !== undefined) request = request.eq("agent_id", agent_id);
    if (campaign_id !== undefined) request = request.eq("campaign_id", campaign_id);
    if (contactId !== undefined) request = request.eq("contact_id", contactId);
    if (from !== undefined) request = request.gte("scheduled_at", from.text);
    if (to !== undefined) request = request.lte("scheduled_at", to.text);
    return request;
  };
  const found = await readBehind(
    cursor,
    "scheduled_at",
    open,
    (request) =>
      query(
        "call_schedules.list",
        z.array(scheduleRow),
        request.order("scheduled_at").order("id").limit(limit + 1),
      ),
  );
  const { rows, nextCursor } = takePage(
    found,
    limit,
    ({ scheduled_at: at, id }) => encodeCursor({ at, id }),
  );
  const schedules = await Promise.all(rows.map((row) => presentSchedule(ctx, row)));
  return { schedules, next_cursor: nextCursor };
}
