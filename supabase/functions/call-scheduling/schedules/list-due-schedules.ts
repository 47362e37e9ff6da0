import * as z from "zod";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { presentSchedule } from "./present-schedule.ts";
import { scheduleColumns, scheduleRow } from "./schedule-rows.ts";
import type { CallSchedule } from "./schema.ts";

/** The Data API of a hosted project gives no more rows than this in one answer. */
export const mostDue = 1000;

/** What is due now, the longest due first, `mostDue` at most. */
export async function listDueSchedules({ ctx }: { ctx: ServiceContext }): Promise<CallSchedule[]> {
  const rows = await query(
    "due_call_schedules.list",
    z.array(scheduleRow),
    ctx.db.from("due_call_schedules").select(scheduleColumns).eq("org_id", ctx.orgId)
      .order("due_at").order("id").limit(mostDue),
  );
  return await Promise.all(rows.map((row) => presentSchedule(ctx, row)));
}
