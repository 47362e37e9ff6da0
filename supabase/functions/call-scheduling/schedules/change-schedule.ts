import { placeColumns } from "../../_shared/phone/describe-number.ts";
import { phoneRef } from "../../_shared/phone/phone-cipher.ts";
import type { Timestamp } from "../../_shared/platform/timestamps.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { requireRightToChange } from "../organizations/check-right.ts";
import { explainWriteError, roleTakenAway } from "../shared/explain-write-error.ts";
import { changedMeanwhile } from "./changed-meanwhile.ts";
import { checkSchedule, refuseField } from "./check-schedule.ts";
import type { ScheduleChanges } from "./input-schema.ts";
import { notScheduled } from "./not-scheduled.ts";
import type { Decision } from "../policy/decision-schema.ts";
import { refuseBooking } from "./refuse-booking.ts";
import { presentSchedule } from "./present-schedule.ts";
import { findSchedule } from "./schedule-rows.ts";
import type { CallSchedule } from "./schema.ts";

/** Changes the fields that were sent, where `ifMatch` or `updated_at` is given only if nobody has changed the call since then. Whether the call is still waiting is decided by the update itself. */
export async function changeSchedule(
  { ctx, input: { id, changes: { updated_at, ...sent }, ifMatch } }: {
    ctx: ServiceContext;
    input: { id: string; changes: ScheduleChanges; ifMatch?: Timestamp };
  },
): Promise<{ schedule: CallSchedule; decision: Decision }> {
  const { orgId, userId: actorId, cipher } = ctx;
  const before = await findSchedule(ctx, id);
  requireRightToChange(ctx, before);
  const asItStands = async () => await presentSchedule(ctx, await findSchedule(ctx, id));
  if (before.call_status !== "scheduled") {
    throw notScheduled(before.call_status, await presentSchedule(ctx, before));
  }
  const { e164 } = await checkSchedule(ctx, sent);
  const { contact_phone: _phone, contact_country: _country, scheduled_at, deadline_at, ...rest } = sent;
  const fields = {
    ...rest,
    ...(scheduled_at && { scheduled_at: scheduled_at.text }),
    ...(deadline_at !== undefined && { deadline_at: deadline_at?.text ?? null }),
    ...(e164 !== undefined && {
      contact_phone_enc: await cipher.encrypt(phoneRef(orgId, before.id), e164),
      contact_phone_hash: await cipher.hash(orgId, e164),
      global_phone_hash: await cipher.globalHash(e164),
      ...placeColumns(e164),
    }),
  };
  const answer = await ctx.bookings.change(
    { orgId, actorId, scheduleId: before.id, fields },
    (ifMatch ?? updated_at)?.text,
  ).catch((error) => {
    throw explainWriteError(error);
  });
  // What the look found may have changed by the time of the write.
  switch (answer.outcome) {
    case "changed":
      return { schedule: await presentSchedule(ctx, answer.schedule), decision: answer.decision };
    case "refused":
      throw refuseBooking(answer.decision);
    case "not_scheduled":
      throw notScheduled(answer.call_status, await asItStands());
    case "stale":
      throw changedMeanwhile(ifMatch === undefined ? 409 : 412, await asItStands());
    case "not_found":
      throw notFound();
    case "forbidden":
      throw roleTakenAway();
    case "invalid":
      throw refuseField(answer.field);
  }
}
