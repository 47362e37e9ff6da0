import type { Context } from "hono";
import { z } from "zod";
import { query } from "../../_shared/platform/database.ts";
import { phoneRef } from "../../_shared/phone/phone-cipher.ts";
import { ApiError } from "../../_shared/platform/errors.ts";
import type { AppDeps, AppEnv } from "../context.ts";
import type { ScheduleChanges } from "./input-schema.ts";
import { requireRightToChange } from "../organizations/check-right.ts";
import { checkSchedule, explainWriteError } from "./check-schedule.ts";
import { findSchedule, scheduleColumns, type ScheduleRow, scheduleRow } from "./schedule-rows.ts";

/** 409 for what only a waiting schedule allows. */
export function notScheduled(callStatus: string): ApiError {
  return new ApiError({
    status: 409,
    code: "not_scheduled",
    error: `The call is ${callStatus.replace("_", " ")}: only a scheduled call can be changed or executed.`,
  });
}

/** Changes the fields that were sent. Whether the call is still waiting is decided by the update itself. */
export async function changeSchedule(
  c: Context<AppEnv>,
  deps: AppDeps,
  id: string,
  sent: ScheduleChanges,
): Promise<ScheduleRow> {
  const [orgId, db] = [c.get("orgId"), c.get("db")];
  const before = await findSchedule(db, orgId, id);
  requireRightToChange(c.get("organization"), c.get("userId"), before);
  if (before.call_status !== "scheduled") throw notScheduled(before.call_status);
  const { e164 } = await checkSchedule(c, deps, sent);
  const { contact_phone: _phone, contact_country: _country, scheduled_at, ...fields } = sent;
  const changes = {
    ...fields,
    ...(scheduled_at && { scheduled_at: scheduled_at.text }),
    ...(e164 !== undefined && {
      contact_phone_enc: await deps.cipher.encrypt(phoneRef(orgId, before.id), e164),
      contact_phone_hash: await deps.cipher.hash(orgId, e164),
    }),
  };
  const [row] = await query(
    "call_schedules.change",
    z.array(scheduleRow),
    db.from("call_schedules").update(changes).eq("org_id", orgId).eq("id", id)
      .eq("call_status", "scheduled")
      .select(scheduleColumns),
  ).catch((error) => {
    throw explainWriteError(error);
  });
  if (row) return row;
  // It was claimed, cancelled or deleted between the look and the update.
  throw notScheduled((await findSchedule(db, orgId, id)).call_status);
}
