import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { forbidden } from "../organizations/check-right.ts";
import { presentSchedule } from "./present-schedule.ts";
import { findSchedule } from "./schedule-rows.ts";

/**
 * The whole number of a call; the trail says who was shown it, before they are. null: it cannot be opened any more. Throws 404, and
 * 403 for whoever is neither an admin nor the one who booked it.
 */
export async function revealNumber(
  { ctx, input: { id } }: { ctx: ServiceContext; input: { id: string } },
): Promise<string | null> {
  const { outcome } = await ctx.bookings.reveal(ctx.orgId, ctx.userId, id);
  if (outcome === "not_found") throw notFound();
  if (outcome === "forbidden") {
    throw forbidden("This call is somebody else's. Its creator or an admin can see the whole number.");
  }
  const { contact_phone } = await presentSchedule(ctx, await findSchedule(ctx, id));
  return contact_phone;
}
