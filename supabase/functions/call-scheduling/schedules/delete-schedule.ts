import type { ServiceContext } from "../context.ts";
import { takeBackSchedule } from "./take-back-schedule.ts";

/** Deletes a schedule, cancelling its call if it waits; attempts and audit stay. Throws as `takeBackSchedule`. */
export async function deleteSchedule(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<void> {
  await takeBackSchedule(ctx, id, { thenDelete: true });
}
