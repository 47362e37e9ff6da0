import type { Context } from "hono";
import { DatabaseError, query } from "../../_shared/platform/database.ts";
import { phoneRef } from "../../_shared/phone/phone-cipher.ts";
import type { AppDeps, AppEnv } from "../context.ts";
import type { NewSchedule } from "./input-schema.ts";
import { checkSchedule, explainWriteError } from "./check-schedule.ts";
import { findSchedule, scheduleColumns, type ScheduleRow, scheduleRow } from "./schedule-rows.ts";

/**
 * Books a call. The id is made here, because the number is encrypted for that row before the row exists. When the first
 * try of a repeated request died after writing, its row is found under the same id and given back.
 */
export async function createSchedule(
  c: Context<AppEnv>,
  deps: AppDeps,
  sent: NewSchedule,
): Promise<ScheduleRow> {
  const { e164 } = await checkSchedule(c, deps, sent);
  if (e164 === undefined) throw new Error("A new schedule has no number.");
  const [orgId, id, db] = [c.get("orgId"), c.get("resourceId"), c.get("db")];
  const { contact_phone: _phone, contact_country: _country, scheduled_at, ...fields } = sent;
  const row = {
    ...fields,
    id,
    org_id: orgId,
    scheduled_at: scheduled_at.text,
    checkup_threshold_days: fields.checkup_threshold_days ?? deps.settings.checkupThresholdDays,
    contact_phone_enc: await deps.cipher.encrypt(phoneRef(orgId, id), e164),
    contact_phone_hash: await deps.cipher.hash(orgId, e164),
  };
  try {
    return await query(
      "call_schedules.create",
      scheduleRow,
      db.from("call_schedules").insert(row).select(scheduleColumns).single(),
    );
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "23505") return await findSchedule(db, orgId, id);
    throw explainWriteError(error);
  }
}
