import * as z from "zod";
import { columnsOf, type Database, query } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import { callSchedule, callStatus } from "./schema.ts";

const time = z.string().transform(formatTimestamp);

/** A row of `call_schedules` as its readers may see it: the number is ciphertext, its hash is not readable. */
export const scheduleRow = z.object({
  id: z.guid(),
  org_id: z.guid(),
  agent_id: z.guid(),
  contact_id: z.string(),
  contact_name: z.string(),
  contact_phone_enc: z.string(),
  scheduled_at: time,
  call_topic: z.string(),
  call_language: z.string(),
  purpose: callSchedule.shape.purpose,
  time_zone: z.string().nullable(),
  deadline_at: time.nullable(),
  is_active: z.boolean(),
  call_status: callStatus,
  bolna_call_id: z.string().nullable(),
  auto_trigger_enabled: z.boolean(),
  checkup_threshold_days: z.int(),
  last_checkup_date: z.string().nullable(),
  created_at: time,
  updated_at: time,
  status_reason: z.string().nullable(),
  status_reason_code: callSchedule.shape.status_reason_code,
  attention: z.boolean(),
  attention_code: callSchedule.shape.attention_code,
  attention_reason: z.string().nullable(),
  attempt_count: z.int(),
  due_at: time,
  retry_at: time.nullable(),
  not_before: time.nullable(),
  created_by: z.guid().nullable(),
  rule_id: z.guid().nullable(),
  campaign_id: z.guid().nullable(),
});

export type ScheduleRow = z.output<typeof scheduleRow>;

export const scheduleColumns = columnsOf("call_schedules", scheduleRow);

/** The schedule of that id in that organisation. Missing, deleted and another organisation's are the same 404. */
export async function findSchedule(
  { db, orgId }: { db: Database; orgId: string },
  id: string,
): Promise<ScheduleRow> {
  const [row] = await query(
    "call_schedules.find",
    z.array(scheduleRow),
    db.from("call_schedules").select(scheduleColumns).eq("org_id", orgId).eq("id", id),
  );
  if (!row) throw notFound();
  return row;
}
