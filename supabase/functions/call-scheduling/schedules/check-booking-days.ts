import { invalid } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import type { ClosedDay } from "../policy/decision-schema.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { checkSchedule } from "./check-schedule.ts";
import type { NewSchedule } from "./input-schema.ts";
import { toColumns } from "./to-columns.ts";

/** On which days the judge lets a booking leave at no moment. Nothing is written, and the number is kept nowhere. */
export async function checkBookingDays({ ctx, input: { booking, ...days } }: {
  ctx: ServiceContext;
  input: { booking: NewSchedule; from: string; zone: string; days: number };
}): Promise<ClosedDay[]> {
  const { e164 } = await checkSchedule(ctx, booking, { anyTime: true });
  if (e164 === undefined) throw new Error("A booking has no number.");
  const answer = await ctx.policies.checkDays(
    ctx.orgId,
    ctx.userId,
    await toColumns(ctx, booking, e164),
    days,
  );
  switch (answer.outcome) {
    case "checked":
      return answer.closed;
    case "forbidden":
      throw roleTakenAway();
    case "invalid":
      throw invalid([{
        field: answer.field,
        code: "not_a_zone",
        message: "The database does not know this time zone.",
      }]);
  }
}
