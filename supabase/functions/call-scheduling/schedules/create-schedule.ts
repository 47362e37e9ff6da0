import { phoneRef } from "../../_shared/phone/phone-cipher.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { explainWriteError, roleTakenAway } from "../shared/explain-write-error.ts";
import { checkSchedule, refuseField } from "./check-schedule.ts";
import type { NewSchedule } from "./input-schema.ts";
import type { Decision } from "../policy/decision-schema.ts";
import { presentSchedule } from "./present-schedule.ts";
import { refuseBooking } from "./refuse-booking.ts";
import type { ScheduleRow } from "./schedule-rows.ts";
import type { CallSchedule } from "./schema.ts";
import { toColumns } from "./to-columns.ts";

/**
 * Books a call, also at a moment at which it may not leave: the decision says when it will. The id is made here, because the number is encrypted for that row before the row exists. When the first
 * try of a repeated request died after writing, its row is found under the same id and given back.
 */
export async function createSchedule(
  { ctx, input }: { ctx: ServiceContext; input: NewSchedule },
): Promise<{ schedule: CallSchedule; decision: Decision }> {
  const { e164 } = await checkSchedule(ctx, input);
  if (e164 === undefined) throw new Error("A new schedule has no number.");
  const { schedule, decision } = await write(ctx, input, e164);
  return { schedule: await presentSchedule(ctx, schedule), decision };
}

async function write(
  ctx: ServiceContext,
  input: NewSchedule,
  e164: string,
): Promise<{ schedule: ScheduleRow; decision: Decision }> {
  const { orgId, resourceId: scheduleId, userId: actorId, cipher } = ctx;
  const fields = {
    ...await toColumns(ctx, input, e164),
    contact_phone_enc: await cipher.encrypt(phoneRef(orgId, scheduleId), e164),
  };
  const answer = await ctx.bookings.book({ orgId, actorId, scheduleId, fields }).catch((error) => {
    throw explainWriteError(error);
  });
  switch (answer.outcome) {
    case "booked":
      return answer;
    case "refused":
      throw refuseBooking(answer.decision);
    case "not_found":
      throw notFound();
    case "forbidden":
      throw roleTakenAway();
    case "invalid":
      throw refuseField(answer.field);
  }
}
