import { z } from "zod";
import { phoneRef } from "../../_shared/phone/phone-cipher.ts";
import { query } from "../../_shared/platform/database.ts";
import type { ServiceContext } from "../context.ts";
import { requireRightToChange } from "../organizations/check-right.ts";
import { explainWriteError } from "../shared/explain-write-error.ts";
import { checkSchedule } from "./check-schedule.ts";
import type { ScheduleChanges } from "./input-schema.ts";
import { notScheduled } from "./not-scheduled.ts";
import { presentSchedule } from "./present-schedule.ts";
import { findSchedule, scheduleColumns, scheduleRow } from "./schedule-rows.ts";
import type { CallSchedule } from "./schema.ts";

/** Changes the fields that were sent. Whether the call is still waiting is decided by the update itself. */
export async function changeSchedule(
  { ctx, input: { id, changes: sent } }: {
    ctx: ServiceContext;
    input: { id: string; changes: ScheduleChanges };
  },
): Promise<CallSchedule> {
  const { orgId, db, cipher } = ctx;
  const before = await findSchedule(ctx, id);
  requireRightToChange(ctx, before);
  if (before.call_status !== "scheduled") throw notScheduled(before.call_status);
  const { e164 } = await checkSchedule(ctx, sent);
  const { contact_phone: _phone, contact_country: _country, scheduled_at, ...fields } = sent;
  const changes = {
    ...fields,
    ...(scheduled_at && { scheduled_at: scheduled_at.text }),
    ...(e164 !== undefined && {
      contact_phone_enc: await cipher.encrypt(phoneRef(orgId, before.id), e164),
      contact_phone_hash: await cipher.hash(orgId, e164),
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
  if (row) return await presentSchedule(ctx, row);
  // It was claimed, cancelled or deleted between the look and the update.
  throw notScheduled((await findSchedule(ctx, id)).call_status);
}
