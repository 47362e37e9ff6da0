import type { ServiceContext } from "../context.ts";
import { listAttempts } from "./attempt-rows.ts";
import { presentSchedule } from "./present-schedule.ts";
import { findSchedule } from "./schedule-rows.ts";
import type { CallAttempt, CallSchedule } from "./schema.ts";

/** One schedule, and every request that was made to Bolna for it, oldest first. */
export async function getSchedule(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<{ schedule: CallSchedule; attempts: CallAttempt[] }> {
  // One after the other: side by side, a call could be over and its attempt not yet.
  const row = await findSchedule(ctx, id);
  const attempts = await listAttempts(ctx, id);
  return { schedule: await presentSchedule(ctx, row), attempts };
}
