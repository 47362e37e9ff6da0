import type { ServiceContext } from "../context.ts";
import { presentSchedule } from "./present-schedule.ts";
import { findSchedule } from "./schedule-rows.ts";
import type { CallSchedule } from "./schema.ts";
import { takeBackSchedule } from "./take-back-schedule.ts";

/** Cancels a call that nobody has been rung for; gives the schedule as it is then. Throws as `takeBackSchedule`. */
export async function cancelSchedule(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<CallSchedule> {
  await takeBackSchedule(ctx, id, { thenDelete: false });
  return await presentSchedule(ctx, await findSchedule(ctx, id));
}
