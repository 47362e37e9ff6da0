import { placeColumns } from "../../_shared/phone/describe-number.ts";
import { phoneRef } from "../../_shared/phone/phone-cipher.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { explainWriteError, roleTakenAway } from "../shared/explain-write-error.ts";
import { checkSchedule, refuseField } from "./check-schedule.ts";
import type { NewSchedule } from "./input-schema.ts";
import { presentSchedule } from "./present-schedule.ts";
import type { ScheduleRow } from "./schedule-rows.ts";
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
  const { orgId, resourceId: scheduleId, userId: actorId, cipher, settings } = ctx;
  const { contact_phone: _phone, contact_country: _country, scheduled_at, ...sent } = input;
  const fields = {
    ...sent,
    scheduled_at: scheduled_at.text,
    checkup_threshold_days: sent.checkup_threshold_days ?? settings.checkupThresholdDays,
    contact_phone_enc: await cipher.encrypt(phoneRef(orgId, scheduleId), e164),
    contact_phone_hash: await cipher.hash(orgId, e164),
    global_phone_hash: await cipher.globalHash(e164),
    ...placeColumns(e164),
  };
  const answer = await ctx.bookings.book({ orgId, actorId, scheduleId, fields }).catch((error) => {
    throw explainWriteError(error);
  });
  switch (answer.outcome) {
    case "booked":
      return answer.schedule;
    case "not_found":
      throw notFound();
    case "forbidden":
      throw roleTakenAway();
    case "invalid":
      throw refuseField(answer.field);
  }
}
