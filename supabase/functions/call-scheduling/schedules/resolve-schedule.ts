import * as z from "zod";
import type { Code } from "../../_shared/platform/codes.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { forbidden } from "../organizations/check-right.ts";
import { presentSchedule } from "./present-schedule.ts";
import { findSchedule } from "./schedule-rows.ts";
import { type CallSchedule, callStatus } from "./schema.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

const answer = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("resolved"), call_status: callStatus }),
  z.object({ outcome: answerOutcome("not_flagged"), call_status: callStatus }),
  z.object({ outcome: answerOutcome("not_found") }),
  z.object({ outcome: answerOutcome("forbidden") }),
]);

/**
 * Ends a live call by an admin's word; of one that is over, takes the flag off. Throws 409 unless it is flagged for
 * attention or past its deadline, and before that while Bolna surely has it.
 */
export async function resolveSchedule(
  { ctx, input: { id, outcome } }: {
    ctx: ServiceContext;
    input: { id: string; outcome: Code<"resolution"> };
  },
): Promise<CallSchedule> {
  // The SQL function knows the caller but not the organisation in the address.
  await findSchedule(ctx, id);
  const call = createFunctionCaller(ctx.db);
  const result = await call(answer, "resolve_call_schedule", { p_schedule_id: id, p_outcome: outcome });
  switch (result.outcome) {
    case "resolved":
      return await presentSchedule(ctx, await findSchedule(ctx, id));
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
