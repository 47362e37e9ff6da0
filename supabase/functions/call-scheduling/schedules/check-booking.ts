import type { ServiceContext } from "../context.ts";
import type { Decision } from "../policy/decision-schema.ts";
import { roleTakenAway } from "../shared/explain-write-error.ts";
import { checkSchedule } from "./check-schedule.ts";
import type { NewSchedule } from "./input-schema.ts";
import { toColumns } from "./to-columns.ts";

/** What the judge says of a booking at its own time. Nothing is written, and the number is kept nowhere. */
export async function checkBooking(
  { ctx, input }: { ctx: ServiceContext; input: NewSchedule },
): Promise<Decision> {
  const { e164 } = await checkSchedule(ctx, input, { anyTime: true });
  if (e164 === undefined) throw new Error("A booking has no number.");
  const answer = await ctx.policies.check(ctx.orgId, ctx.userId, await toColumns(ctx, input, e164));
  if (answer.outcome === "forbidden") throw roleTakenAway();
  return answer.decision;
}
