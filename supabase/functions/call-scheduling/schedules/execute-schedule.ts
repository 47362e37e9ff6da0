import type { TakenCall } from "../../_shared/calls/types.ts";
import { notFound } from "../../_shared/platform/errors.ts";
import type { ServiceContext } from "../context.ts";
import { forbidden, requireRightToChange } from "../organizations/check-right.ts";
import { explainNoCall } from "./explain-no-call.ts";
import { notScheduled } from "./not-scheduled.ts";
import { placeClaimedCall } from "./place-claimed-call.ts";
import { requireScheduler } from "./require-scheduler.ts";
import { findSchedule } from "./schedule-rows.ts";

interface Execution {
  schedule_id: string;
  attempt_id: string;
  /** `unknown`: Bolna did not answer clearly. */
  outcome: "placed" | "unknown";
  bolna_call_id: string | null;
  /** Null when it was placed. */
  reason: string | null;
}

/** Dials now, whatever the schedule's time says. An admin's `overrideReason` lifts the organisation's own hours, gaps and caps. Throws what stood in the way of a call that was surely not made. */
export async function executeSchedule(
  { ctx, input: { id, overrideReason } }: {
    ctx: ServiceContext;
    input: { id: string; overrideReason?: string };
  },
): Promise<Execution> {
  requireRightToChange(ctx, await findSchedule(ctx, id));
  if (overrideReason !== undefined && ctx.organization.role !== "admin") {
    throw forbidden("Only an admin can call outside the organisation's own hours, gaps and caps.");
  }
  requireScheduler(ctx);
  await ctx.cipher.requireKeys();
  const call = await claim(ctx, id, overrideReason);
  const placed = await placeClaimedCall(ctx, call);
  const { schedule_id } = call;
  switch (placed.outcome) {
    case "placed": {
      const { attemptId: attempt_id, executionId: bolna_call_id } = placed;
      return { schedule_id, attempt_id, outcome: "placed", bolna_call_id, reason: null };
    }
    case "unknown": {
      const { attemptId: attempt_id, reason } = placed;
      return { schedule_id, attempt_id, outcome: "unknown", bolna_call_id: null, reason };
    }
    default:
      throw explainNoCall(placed);
  }
}

/** Takes one call for dialling now, on behalf of the caller. Throws what stands in its way. */
async function claim(
  { calls, userId, requestId }: ServiceContext,
  scheduleId: string,
  overrideReason: string | undefined,
): Promise<TakenCall> {
  const worker = `execute:${requestId}`;
  const answer = await calls.claimCallSchedule({ scheduleId, actorId: userId, worker, overrideReason });
  switch (answer.outcome) {
    case "claimed":
      return answer.call;
    case "not_found":
      throw notFound();
    case "forbidden":
      throw forbidden("This schedule is somebody else's. Its creator or an admin can execute it.");
    case "not_scheduled":
      throw notScheduled(answer.call_status);
    case "withdrawn":
    case "deferred":
      throw explainNoCall({
        outcome: answer.outcome,
        reasonCode: answer.reason_code,
        reason: answer.reason,
        decision: answer.decision,
      });
  }
}
