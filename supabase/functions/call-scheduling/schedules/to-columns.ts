import { placeColumns } from "../../_shared/phone/describe-number.ts";
import type { ServiceContext } from "../context.ts";
import type { NewSchedule } from "./input-schema.ts";

/** A new booking by the columns of `call_schedules`, but for its ciphertext, which is bound to a row. */
export async function toColumns(ctx: ServiceContext, input: NewSchedule, e164: string) {
  const { contact_phone: _phone, contact_country: _country, scheduled_at, deadline_at, ...sent } = input;
  return {
    ...sent,
    scheduled_at: scheduled_at.text,
    ...(deadline_at && { deadline_at: deadline_at.text }),
    checkup_threshold_days: sent.checkup_threshold_days ?? ctx.settings.checkupThresholdDays,
    contact_phone_hash: await ctx.cipher.hash(ctx.orgId, e164),
    global_phone_hash: await ctx.cipher.globalHash(e164),
    ...placeColumns(e164),
  };
}
