import * as z from "zod";
import { stopCall } from "../../_shared/calls/stop-call.ts";
import { DatabaseError } from "../../_shared/platform/database.ts";
import { createFunctionCaller } from "../../_shared/platform/function-caller.ts";
import { ApiError, notFound } from "../../_shared/platform/errors.ts";
import { describeError } from "../../_shared/platform/log.ts";
import type { ServiceContext } from "../context.ts";
import { forbidden, requireRightToChange } from "../organizations/check-right.ts";
import { findSchedule } from "./schedule-rows.ts";
import { callStatus } from "./schema.ts";
import { answerOutcome } from "../../_shared/platform/answer-outcome.ts";

const outcome = z.discriminatedUnion("outcome", [
  z.object({ outcome: answerOutcome("cancelled") }),
  z.object({ outcome: answerOutcome("deleted") }),
  z.object({ outcome: answerOutcome("stop_needed"), attempt_id: z.guid(), execution_id: z.string() }),
  z.object({ outcome: answerOutcome("live") }),
  z.object({ outcome: answerOutcome("over"), call_status: callStatus }),
  z.object({ outcome: answerOutcome("not_found") }),
  z.object({ outcome: answerOutcome("forbidden") }),
]);

/**
 * Cancels a call, and deletes it too with `thenDelete`. One that still waits at Bolna is stopped there first. Throws 409
 * while somebody is being rung or spoken to, while it is not known whether Bolna has the call, when it is over, and where
 * its end could not be written down.
 */
export async function takeBackSchedule(
  ctx: ServiceContext,
  id: string,
  { thenDelete }: { thenDelete: boolean },
): Promise<void> {
  // The SQL function knows the caller but not the organisation in the address: a schedule of another one of theirs is not here.
  const schedule = await findSchedule(ctx, id);
  requireRightToChange(ctx, schedule);
  const first = await ask(ctx, id, thenDelete);
  if (first.outcome !== "stop_needed") return settleWith(first);
  const { stopped, callStatus } = await stopCall(ctx, {
    attemptId: first.attempt_id,
    executionId: first.execution_id,
    actorId: ctx.userId,
  }).catch((error) => {
    throw explainUnwritten(ctx, error);
  });
  if (!stopped) {
    return settleWith(
      callStatus === "in_progress" ? { outcome: "live" } : { outcome: "over", call_status: callStatus },
    );
  }
  if (thenDelete) settleWith(await ask(ctx, id, true));
}

/** The database lives and refuses what it is told of this call: trying again would not help. */
function explainUnwritten({ log }: ServiceContext, error: unknown): unknown {
  if (!(error instanceof DatabaseError) || error.isOutage) return error;
  log.error("stop_not_written", describeError(error));
  return new ApiError({
    status: 409,
    code: "call_live",
    error: "Bolna was asked to stop the call, and what came of that could not be written down. " +
      "An admin can settle it by hand once it is flagged for attention.",
  });
}

function ask({ db }: ServiceContext, id: string, thenDelete: boolean) {
  const call = createFunctionCaller(db);
  return call(outcome, "cancel_call_schedule", { p_schedule_id: id, p_delete: thenDelete });
}

function settleWith(answer: z.output<typeof outcome>): void {
  switch (answer.outcome) {
    case "cancelled":
    case "deleted":
      return;
    case "not_found":
      throw notFound();
    case "forbidden":
      throw forbidden("This schedule is somebody else's. Its creator or an admin can change it.");
    case "over":
      throw new ApiError({
        status: 409,
        code: "call_over",
        error: `The call is ${answer.call_status} already.`,
      });
    case "live":
    case "stop_needed":
      throw new ApiError({
        status: 409,
        code: "call_live",
        error: "The call is being made at this moment and can no longer be taken back.",
      });
  }
}
