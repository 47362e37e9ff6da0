import { phoneRef } from "../../_shared/phone/phone-cipher.ts";
import { DatabaseError, query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { explainWriteError } from "../shared/explain-write-error.ts";
import { checkSchedule } from "./check-schedule.ts";
import type { NewSchedule } from "./input-schema.ts";
import { presentSchedule } from "./present-schedule.ts";
import { findSchedule, scheduleColumns, type ScheduleRow, scheduleRow } from "./schedule-rows.ts";
import type { CallSchedule } from "./schema.ts";

/**
 * Books a call. The id is made here, because the number is encrypted for that row before the row exists. When the first
 * try of a repeated request died after writing, its row is found under the same id and given back.
 */
export async function createSchedule(
  { ctx, input }: { ctx: ServiceContext; input: NewSchedule },
): Promise<CallSchedule> {
  const { e164 } = await checkSchedule(ctx, input);
  if (e164 === undefined) throw new Error("A new schedule has no number.");
  return await presentSchedule(ctx, await write(ctx, input, e164));
}

async function write(ctx: ServiceContext, input: NewSchedule, e164: string): Promise<ScheduleRow> {
  const { orgId, resourceId: id, db, cipher, settings } = ctx;
  const { contact_phone: _phone, contact_country: _country, scheduled_at, ...fields } = input;
  const row = {
    ...fields,
    id,
    org_id: orgId,
    scheduled_at: scheduled_at.text,
    checkup_threshold_days: fields.checkup_threshold_days ?? settings.checkupThresholdDays,
    contact_phone_enc: await cipher.encrypt(phoneRef(orgId, id), e164),
    contact_phone_hash: await cipher.hash(orgId, e164),
  };
  try {
    return await query(
      "call_schedules.create",
      scheduleRow,
      db.from("call_schedules").insert(row).select(scheduleColumns).single(),
    );
  } catch (error) {
    if (error instanceof DatabaseError && error.code === "23505") return await findSchedule(ctx, id);
    throw explainWriteError(error);
  }
}
