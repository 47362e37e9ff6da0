import { z } from "zod";
import { type Database, query } from "../../_shared/platform/database.ts";
import { formatTimestamp } from "../../_shared/platform/timestamps.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import { type CallAttempt, callAttempt, callStatus } from "./schema.ts";

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
  is_active: z.boolean(),
  call_status: callStatus,
  bolna_call_id: z.string().nullable(),
  auto_trigger_enabled: z.boolean(),
  checkup_threshold_days: z.int(),
  last_checkup_date: z.string().nullable(),
  created_at: time,
  updated_at: time,
  status_reason: z.string().nullable(),
  status_reason_code: z.string().nullable(),
  attention: z.boolean(),
  attention_reason: z.string().nullable(),
  attempt_count: z.int(),
  due_at: time,
  retry_at: time.nullable(),
  created_by: z.guid().nullable(),
  rule_id: z.guid().nullable(),
});

export type ScheduleRow = z.output<typeof scheduleRow>;

export const scheduleColumns = Object.keys(scheduleRow.shape).join(",");

/** The schedule of that id in that organisation. Missing, deleted and another organisation's are the same 404. */
export async function findSchedule(db: Database, orgId: string, id: string): Promise<ScheduleRow> {
  const [row] = await query(
    "call_schedules.find",
    z.array(scheduleRow),
    db.from("call_schedules").select(scheduleColumns).eq("org_id", orgId).eq("id", id),
  );
  if (!row) throw notFound();
  return row;
}

const attemptRow = z.object({
  ...callAttempt.omit({ bolna_call_id: true }).shape,
  bolna_execution_id: z.string().nullable(),
  due_at: time,
  claimed_at: time,
  placed_at: time.nullable(),
  ended_at: time.nullable(),
  conversation_seconds: z.coerce.number().nullable(),
  duration_seconds: z.coerce.number().nullable(),
  cost_cents: z.coerce.number().nullable(),
});

const attemptColumns = Object.keys(attemptRow.shape).join(",");

/** Every request to Bolna for a schedule, oldest first. */
export async function listAttempts(
  db: Database,
  orgId: string,
  scheduleId: string,
): Promise<CallAttempt[]> {
  const rows = await query(
    "call_attempts.list",
    z.array(attemptRow),
    db.from("call_attempts").select(attemptColumns).eq("org_id", orgId).eq("schedule_id", scheduleId)
      .order("attempt_number"),
  );
  return rows.map(({ bolna_execution_id, ...attempt }) => ({
    ...attempt,
    bolna_call_id: bolna_execution_id,
  }));
}
