import type { Context } from "hono";
import { z } from "zod";
import { query } from "../../_shared/platform/database.ts";
import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { AppEnv } from "../context.ts";
import { forbidden } from "../organizations/check-right.ts";
import { findSchedule } from "./schedule-rows.ts";

const answer = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("resolved"), call_status: z.string() }),
  z.object({ outcome: z.literal("not_flagged"), call_status: z.string() }),
  z.object({ outcome: z.literal("not_found") }),
  z.object({ outcome: z.literal("forbidden") }),
]);

/**
 * Ends a live call by an admin's word; of one that is over, takes the flag off. Throws 409 unless it is flagged for
 * attention, and while Bolna surely has it.
 */
export async function resolveSchedule(
  c: Context<AppEnv>,
  id: string,
  outcome: "placed" | "not_placed",
): Promise<void> {
  // The SQL function knows the caller but not the organisation in the address.
  await findSchedule(c.get("db"), c.get("orgId"), id);
  const request = c.get("db").rpc("resolve_call_schedule", { p_schedule_id: id, p_outcome: outcome });
  const result = await query("resolve_call_schedule", answer, request);
  switch (result.outcome) {
    case "resolved":
      return;
    case "not_found":
      throw notFound();
    case "forbidden":
      throw forbidden("Only an admin can settle a call by hand.");
    case "not_flagged":
      throw new ApiError({
        status: 409,
        code: "not_flagged",
        error: `Nothing is to be settled by hand here: the call is ${result.call_status}.`,
      });
  }
}
